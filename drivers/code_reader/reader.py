"""Reads every code of one picture: zxing-cpp on prepared views, zbar as second opinion. Never raises on a picture."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import StrEnum, unique
from typing import Final

import numpy as np
from numpy.typing import NDArray

from drivers.code_reader import zxing
from drivers.code_reader.found import HALL, LINEAR, MATRIX, FoundCode, Symbology
from drivers.code_reader.views import MOST, Picture, View, grey_of, shrink
from drivers.code_reader.votes import Votes
from drivers.code_reader.zbar import Zbar

_FOR_BARS: Final = ("plain", "even", "sharp, twice", "even, twice", "sharp", "twice")
"""Views that cannot make one bar out of two."""
_FOR_MODULES: Final = ("wide", "softer", "thick", "even, sharp", "dim", "flat", "cut", "soft", "histogram")
_FAST_FIRST: Final = (
    "plain",
    "even, twice",
    "wide",
    "softer",
    "even",
    "sharp, twice",
    "thick",
    "even, sharp",
)
_DEAR: Final = frozenset({Symbology.PDF417})
_FOR_DEAR: Final = frozenset({"plain", "even", "sharp, twice"})


@unique
class Effort(StrEnum):
    """`FAST` ends with the first view that shows a code; `THOROUGH` looks for further ones in a second view."""

    FAST = "fast"
    THOROUGH = "thorough"


_BUDGET_MS: Final = {Effort.FAST: 120, Effort.THOROUGH: 400}
_LEAST_VIEWS: Final = {Effort.FAST: 1, Effort.THOROUGH: 2}


def _process_ms() -> float:
    return time.process_time() * 1000


class PictureReader:
    """`zbar`: the second engine, None to do without. `cpu_ms`: this process's CPU time, by which it budgets."""

    def __init__(self, zbar: Zbar | None = None, cpu_ms: Callable[[], float] = _process_ms) -> None:
        self._zbar = zbar
        self._cpu_ms = cpu_ms

    def read(
        self,
        picture: NDArray[np.generic],
        kinds: frozenset[Symbology] = HALL,
        effort: Effort = Effort.THOROUGH,
    ) -> list[FoundCode]:
        """Codes of a picture of shape (rows, columns) or (rows, columns, BGR or BGRA), each once per place."""
        grey = grey_of(picture)
        if grey is None or not kinds:
            return []
        end = self._cpu_ms() + _BUDGET_MS[effort]
        votes = Votes()
        prepared = Picture(grey)
        for done, name in enumerate(_order(kinds, effort)):
            if (done >= _LEAST_VIEWS[effort] and votes.believed and not votes.open) or self._cpu_ms() >= end:
                break
            if name == "zbar":
                self._ask_zbar(prepared, kinds, votes)
            else:
                votes.add(_read(prepared.view(name), _worth(kinds, name)))
        scale = picture.shape[1] / grey.shape[1]
        return [_scaled(code, scale) for code in votes.believed]

    def _ask_zbar(self, picture: Picture, kinds: frozenset[Symbology], votes: Votes) -> None:
        if self._zbar is None:
            return
        rows = picture.grey.shape[0]
        small = shrink(picture.grey, MOST)
        for view in (
            View("plain", small, rows / small.shape[0], rows / small.shape[0]),
            picture.view("even"),
        ):
            reads = self._zbar.read(view.pixels, kinds)
            votes.add(_found(read, view, "zbar") for read in reads)


def _order(kinds: frozenset[Symbology], effort: Effort) -> Iterator[str]:
    """Views in the order in which they are worth their time."""
    if effort is Effort.FAST and not kinds & LINEAR:
        yield from _FAST_FIRST
        yield from (name for name in _FOR_MODULES if name not in _FAST_FIRST)
        return
    yield from _FOR_BARS[:4]
    yield "zbar"
    yield from _FOR_BARS[4:]
    yield from _FOR_MODULES


def _worth(kinds: frozenset[Symbology], name: str) -> frozenset[Symbology]:
    """The kinds to look for in a view."""
    wanted = kinds if name in _FOR_BARS else kinds & MATRIX
    return wanted if name in _FOR_DEAR else wanted - _DEAR


def _read(view: View, kinds: frozenset[Symbology]) -> Iterator[FoundCode]:
    if kinds:
        for read in zxing.read(view.pixels, kinds, histogram=view.histogram):
            yield _found(read, view, "zxing")


def _found(read: zxing.Read, view: View, engine: str) -> FoundCode:
    corners = view.corners(read.corners)
    return FoundCode(read.symbology, read.data, read.text, read.charset, corners, engine, view.name)


def _scaled(code: FoundCode, scale: float) -> FoundCode:
    """A code with corners in the pixels of the picture as it was given."""
    if scale == 1:
        return code
    a, b, c, d = ((x * scale, y * scale) for x, y in code.corners)
    return FoundCode(code.symbology, code.data, code.text, code.charset, (a, b, c, d), code.engine, code.view)
