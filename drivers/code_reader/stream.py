"""Reads codes from a camera's frames: cheap on every frame, one prepared view more on each, in turn."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from drivers.code_reader import zxing
from drivers.code_reader.found import HALL, FoundCode, Symbology
from drivers.code_reader.views import Picture, View, grey_of
from drivers.code_reader.votes import Votes

_QUICK: Final = frozenset({Symbology.QR})
_TURNS: Final = ("sharp", "softer", "even", "wide", "sharp, twice", "thick")
"""What phones, low light, glare, a tilt, distance and overexposure need."""
_BROAD: Final = ("plain", "even", "sharp")
_BROAD_EVERY: Final = 3
_MEMORY_FRAMES: Final = 12


@dataclass(frozen=True)
class _Seen:
    frame: int
    code: FoundCode


class StreamReader:
    """One per camera. `kinds`: beyond QR they are looked for in every third frame only.

    A linear code must be read in two frames (or views) alike before it is believed. `duplicate_ms`: a code
    that stays in sight is reported once; it is new again when it was away for that long.
    """

    def __init__(self, kinds: frozenset[Symbology] = HALL, duplicate_ms: int = 1500) -> None:
        self._kinds = kinds
        self._duplicate_ms = duplicate_ms
        self._frames = 0
        self._seen: deque[_Seen] = deque()
        self._reported: dict[tuple[Symbology, bytes], int] = {}
        self.suppressed = 0

    def read(self, frame: NDArray[np.uint8], now_ms: int) -> list[FoundCode]:
        """The codes that a frame adds, taken at `now_ms`; [] for a frame that is no picture."""
        grey = grey_of(frame)
        if grey is None:
            return []
        self._frames += 1
        picture = Picture(grey)
        found = self._look(picture)
        self._seen.extend(_Seen(self._frames, code) for code in found)
        while self._seen and self._seen[0].frame <= self._frames - _MEMORY_FRAMES:
            self._seen.popleft()
        votes = Votes()
        votes.add(seen.code for seen in self._seen)
        sighted = {code.key for code in found}
        return [code for code in votes.believed if code.key in sighted and not self._again(code, now_ms)]

    def forget(self) -> None:
        """Begin anew: what is in sight may be reported again."""
        self._seen.clear()
        self._reported.clear()

    def _look(self, picture: Picture) -> list[FoundCode]:
        """QR in the frame as it is; where there is none, one more view."""
        if self._kinds & _QUICK:
            quick = self._read(picture.view("plain"), _QUICK)
            if quick:
                return quick
        turn = self._frames - 1
        if self._kinds - _QUICK and turn % _BROAD_EVERY == 0:
            return self._read(picture.view(_BROAD[turn // _BROAD_EVERY % len(_BROAD)]), self._kinds)
        return self._read(picture.view(_TURNS[turn % len(_TURNS)]), self._kinds & _QUICK)

    def _read(self, view: View, kinds: frozenset[Symbology]) -> list[FoundCode]:
        if not kinds:
            return []
        engine = f"zxing {self._frames}"
        return [
            FoundCode(
                read.symbology,
                read.data,
                read.text,
                read.charset,
                view.corners(read.corners),
                engine,
                view.name,
            )
            for read in zxing.read(view.pixels, kinds, histogram=view.histogram)
        ]

    def _again(self, code: FoundCode, now_ms: int) -> bool:
        """Whether the code was reported already and has stayed in sight."""
        last = self._reported.get(code.key)
        self._reported[code.key] = now_ms
        again = last is not None and now_ms - last < self._duplicate_ms
        self.suppressed += again
        return again
