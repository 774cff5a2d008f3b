"""Which way up a page is, from its lines of text. It says so when it cannot tell."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from drivers.scanner.deskew import ink_of
from drivers.scanner.page_geometry import Floats, Picture

_LEAST_LINES = 6
_CLEAR = 0.55
"""Natural logarithm by which one reading must beat the other."""
_TURNS = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)


@dataclass(frozen=True)
class Upright:
    """`quarter_turns`: clockwise turns that set the page upright; `certain` whether top and bottom are known."""

    quarter_turns: int
    certain: bool


def find_upright(page: Picture) -> Upright:
    """How to turn a straightened page: lines level, their even ends at the left."""
    if page.size == 0 or min(page.shape[:2]) < 80:
        return Upright(0, certain=False)
    ink = ink_of(page)
    level, standing = _sharp(ink), _sharp(ink.T)
    if level <= 0 or standing <= 0:
        return Upright(0, certain=False)
    lying = float(np.log(standing / level))
    if abs(lying) < _CLEAR:
        return Upright(0, certain=False)
    turns = 1 if lying > 0 else 0
    known, head = _head(np.rot90(ink, -turns))
    if known and not head:
        turns += 2
    return Upright(turns, certain=known)


def turned(page: Picture, quarter_turns: int) -> Picture:
    """The page turned clockwise by quarters."""
    how = _TURNS[quarter_turns % 4]
    return page if how is None else cv2.rotate(page, how)


def _sharp(ink: Floats) -> float:
    """How much the row sums jump, for the width they have."""
    steps = np.diff(ink.mean(1))
    return float((steps * steps).mean())


def _head(ink: Floats) -> tuple[bool, bool]:
    """Whether top and bottom can be told, and whether the top is at the top."""
    starts, ends = [], []
    for first, last in _lines(ink):
        columns = np.flatnonzero(ink[first:last].max(0) > 0.35)
        if len(columns) > 4:
            starts.append(int(columns[0]))
            ends.append(int(columns[-1]))
    if len(starts) < _LEAST_LINES:
        return False, True
    left, right = (float(np.mean(np.abs(np.array(edge) - np.median(edge)))) for edge in (starts, ends))
    favour = float(np.log((right + 3.0) / (left + 3.0)))
    return abs(favour) > _CLEAR, favour > 0


def _lines(ink: Floats) -> list[tuple[int, int]]:
    """First and last row of each line of text."""
    filled = ink.mean(1) > max(0.004, 0.15 * float(np.percentile(ink.mean(1), 90)))
    steps = np.flatnonzero(np.diff(np.concatenate([[0], filled.astype(np.int8), [0]])))
    return [(a, b) for a, b in steps.reshape(-1, 2).tolist() if 3 <= b - a <= 60]
