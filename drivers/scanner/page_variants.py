"""A quad with one side moved, or all: what was found is moved until it fits best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, intersect, line_through
from drivers.scanner.page_search import plausible, rim

_BESIDE = np.array([-8.0, -6.0, -4.5, -3.0, -1.5, 1.5, 3.0, 4.5, 6.0, 8.0])
"""Pixels by which a side is moved: where a shadow or a printed frame runs beside an edge, only one becomes a line."""
_MARGINS = np.array([4.0, 6.0, 8.0, 10.5, 13.0, 16.0, 20.0, 25.0])
"""Pixels between a printed frame and the edge of its sheet that are tried."""
_MOST_LINES = 160
"""Lines that are tried for a quad's sides, the nearest first."""
_NEARLY = float(np.cos(np.radians(15)))


_ROUGHLY = float(np.cos(np.radians(40)))
"""A sheet is cut off by the picture's border at any angle."""


@dataclass(frozen=True)
class Variants:
    """A quad's `own` sides (4, 3), and it with one moved: `quads` (n, 4, 2), which `side` (n,), and to which `lines`."""

    own: Floats
    side: NDArray[np.intp]
    lines: Floats
    quads: Floats

    def best_of_each_side(self, marks: Floats, least: float) -> Floats:
        """The quad (4, 2) with every side where it was marked best, if better than `least`."""
        own = self.own.copy()
        for side in range(4):
            here = np.flatnonzero(self.side == side)
            if len(here) and marks[here].max() > least:
                own[side] = self.lines[here[np.argmax(marks[here])]]
        return intersect(np.roll(own, 1, 0), own)


def variants(quad: Floats, lines: Floats, size: tuple[int, int], reach: float) -> Variants:
    """One side moved to lines within `reach` pixels that run nearly the same way, to the border, or by a few pixels."""
    own = _sides(quad)
    lines = np.concatenate([lines, rim(size)])
    middle = (quad + np.roll(quad, -1, 0)) / 2
    away = np.abs(middle @ lines[:, :2].T - lines[:, 2])
    same = np.abs(own[:, :2] @ lines[:, :2].T)
    outermost = np.arange(len(lines)) >= len(lines) - 4
    side, other = np.nonzero(((same > _NEARLY) & (away < reach)) | ((same > _ROUGHLY) & outermost))
    if len(side) > _MOST_LINES:
        nearest = np.argsort(away[side, other], kind="stable")[:_MOST_LINES]
        side, other = side[nearest], other[nearest]
    beside = np.repeat(own, len(_BESIDE), 0)
    beside[:, 2] += np.tile(_BESIDE, 4)
    moved = np.concatenate([lines[other], beside])
    side = np.concatenate([side, np.repeat(np.arange(4), len(_BESIDE))])
    row = np.arange(len(side))
    made = np.repeat(quad[None], len(side), 0)
    made[row, side] = intersect(own[side - 1], moved)
    made[row, (side + 1) % 4] = intersect(moved, own[(side + 1) % 4])
    share, fits = plausible([made[:, k].T for k in range(4)], size)
    fits &= share > 0
    return Variants(own, side[fits], moved[fits], made[fits])


def grown(quad: Floats) -> Floats:
    """The quad with all sides moved outwards, (n, 4, 2): a frame is printed at an even distance from the edges."""
    wider = np.repeat(_sides(quad)[None], len(_MARGINS), 0)
    wider[..., 2] -= _MARGINS[:, None]
    return intersect(np.roll(wider, 1, 1), wider)


def _sides(quad: Floats) -> Floats:
    """The lines (4, 3) of a quad's sides, their normals inwards."""
    ends = np.roll(quad, -1, 0)
    return np.stack([line_through(a, b) for a, b in zip(quad, ends, strict=True)])
