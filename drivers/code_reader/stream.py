"""Reads codes from a camera's frames: cheap on every frame, one prepared view more on each, in turn."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from drivers.code_reader import zxing
from drivers.code_reader.found import HALL, LINEAR, FoundCode, Symbology
from drivers.code_reader.views import Picture, View, grey_of
from drivers.code_reader.votes import Votes

_QUICK: Final = frozenset({Symbology.QR})
_TURNS: Final = (("sharp", 2), ("softer", 2), ("wide", 2), ("even", 2), ("sharp, twice", 3), ("thick", 2))
"""What phones, low light, a tilt, glare, distance and overexposure need, and at what part of the size."""
_BROAD: Final = (("plain", 1), ("plain", 2), ("sharp", 2), ("even", 2))
"""Views for all kinds; the whole frame for bars only, which are often fine."""
_BROAD_EVERY: Final = 4
_MEMORY_FRAMES: Final = 12
_WHOLE_BELOW: Final = 1600


@dataclass(frozen=True)
class _Seen:
    frame: int
    code: FoundCode


class StreamReader:
    """One per camera. `kinds`: beyond QR they are looked for in every fourth frame only.

    A linear code must be read in two frames (or views) alike before it is believed. `duplicate_ms`: a code
    that stays in sight is reported once; it is new again when it was away for that long.
    """

    def __init__(self, kinds: frozenset[Symbology] = HALL, duplicate_ms: int = 1500) -> None:
        self._kinds = kinds
        self._duplicate_ms = duplicate_ms
        self._frames = 0
        self._seen: deque[_Seen] = deque()
        self._salt = os.urandom(16)
        self._reported: dict[bytes, int] = {}
        self.suppressed = 0

    def read(self, frame: NDArray[np.uint8], now_ms: int) -> list[FoundCode]:
        """The codes that a frame adds, taken at `now_ms`; [] for a frame that is no picture."""
        grey = grey_of(frame)
        if grey is None:
            return []
        self._frames += 1
        found = self._look(Picture(grey))
        self._seen.extend(_Seen(self._frames, code) for code in found)
        while self._seen and self._seen[0].frame <= self._frames - _MEMORY_FRAMES:
            self._seen.popleft()
        votes = Votes()
        votes.add(seen.code for seen in self._seen)
        sighted = {code.key for code in found}
        return [code for code in votes.believed if code.key in sighted and not self._again(code, now_ms)]

    def watch(self, frame: NDArray[np.uint8], now_ms: int) -> None:
        """While nobody reads: see whether what was reported last is still lying there. Reports nothing."""
        if not any(now_ms - last < self._duplicate_ms for last in self._reported.values()):
            self._reported.clear()
            return
        grey = grey_of(frame)
        for code in self._read(_view(Picture(grey), "plain", 2), self._kinds) if grey is not None else ():
            if self._mark(code) in self._reported:
                self._reported[self._mark(code)] = now_ms

    def forget(self) -> None:
        """Forget what was seen; what was reported stays a duplicate (only its salted hash is kept)."""
        self._seen.clear()

    def _look(self, picture: Picture) -> list[FoundCode]:
        """QR in the frame as it is, every other one at half its size; where there is none, one more view."""
        turn = self._frames - 1
        if self._kinds & _QUICK:
            plain = _view(picture, "plain", 2) if turn % 2 else picture.view("plain")
            quick = self._read(plain, _QUICK)
            if quick:
                return quick
        if self._kinds - _QUICK and turn % _BROAD_EVERY == 0:
            name, part = _BROAD[turn // _BROAD_EVERY % len(_BROAD)]
            return self._read(_view(picture, name, part), self._kinds & LINEAR if part == 1 else self._kinds)
        return self._read(_view(picture, *_TURNS[self._turns()]), self._kinds & _QUICK)

    def _turns(self) -> int:
        """Which of `_TURNS` is next: all in order, whatever frames the broad look takes."""
        broad = (self._frames + _BROAD_EVERY - 1) // _BROAD_EVERY if self._kinds - _QUICK else 0
        return (self._frames - 1 - broad) % len(_TURNS)

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
        mark = self._mark(code)
        last = self._reported.get(mark)
        self._reported[mark] = now_ms
        again = last is not None and now_ms - last < self._duplicate_ms
        self.suppressed += again
        return again

    def _mark(self, code: FoundCode) -> bytes:
        return hashlib.sha256(self._salt + code.symbology.encode() + code.data).digest()


def _view(picture: Picture, name: str, part: int) -> View:
    """A view of a frame whole when it is small, else reduced by a whole number, which is quick."""
    longer = max(picture.grey.shape)
    return picture.view(name, longer // part if longer >= _WHOLE_BELOW else longer)
