"""Finding the chart's marks on a picture, and how its millimetres lie there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.chart.layout import CODE, CODE_MM, MARK_MM, MARKS, Point

Picture = NDArray[Any]
Floats = NDArray[Any]
Affine = NDArray[Any]
"""2 x 3: millimetres to pixels."""

_NEAR_MM: Final = (10.0, 7.5)
"""What is looked at around a mark's expected place: first by the code alone, then by the other marks."""
_DARKER: Final = 0.25
"""Part of the paper's brightness by which a mark is darker at least."""
_ROUND: Final = (0.5, 1.6)
"""Area of what is found, in areas of a mark."""


def by_code(corners: Sequence[Point]) -> Affine:
    """Where the chart lies, from its code's corners (clockwise from the code's own upper left)."""
    half = CODE_MM / 2
    x, y = CODE
    known = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    return _fitted(np.array(known), np.array(corners, np.float64))


def find_marks(picture: Picture, rough: Affine) -> tuple[dict[int, Floats], Affine]:
    """The marks that are there, by their number in `MARKS`, in pixels; and where the chart lies by them."""
    affine = rough
    found: dict[int, Floats] = {}
    for near_mm in _NEAR_MM:
        looked = {number: _mark(picture, affine, mark, near_mm) for number, mark in enumerate(MARKS)}
        found = {number: point for number, point in looked.items() if point is not None}
        if len(found) < 3:
            return found, rough
        affine = _fitted(np.array([MARKS[number] for number in found]), np.array([*found.values()]))
    return found, affine


def to_px(affine: Affine, points: Sequence[Point]) -> Floats:
    """Millimetres to pixels, shape (n, 2)."""
    placed: Floats = np.array(points, np.float64) @ affine[:, :2].T + affine[:, 2]
    return placed


def px_per_mm(affine: Affine) -> float:
    """Pixels a millimetre, over both directions."""
    return float(np.sqrt(abs(np.linalg.det(affine[:, :2]))))


def _fitted(known: Floats, seen: Floats) -> Affine:
    """The best affine map (least squares)."""
    rows = np.column_stack([known, np.ones(len(known))])
    solved, *_ = np.linalg.lstsq(rows, seen, rcond=None)
    fitted: Affine = solved.T
    return fitted


def _mark(picture: Picture, affine: Affine, mark: Point, near_mm: float) -> Floats | None:
    """The middle of the dark disc nearest to a place; None when there is none of a mark's size."""
    scale = px_per_mm(affine)
    at = to_px(affine, [mark])[0]
    reach = near_mm * scale
    rows, columns = picture.shape
    left, top = (max(0, int(one - reach)) for one in at)
    right, bottom = min(columns, int(at[0] + reach) + 2), min(rows, int(at[1] + reach) + 2)
    if right - left < 4 or bottom - top < 4:
        return None
    place = picture[top:bottom, left:right].astype(np.float64)
    paper, ink = float(np.percentile(place, 90)), float(place.min())
    if paper - ink < _DARKER * max(paper, 1.0):
        return None
    share = np.clip((paper - place) / (paper - ink), 0, 1)
    count, labels, stats, middles = cv2.connectedComponentsWithStats((share > 0.5).astype(np.uint8))
    area = np.pi * (MARK_MM / 2 * scale) ** 2
    best: tuple[float, int] | None = None
    for label in range(1, count):
        if _ROUND[0] * area <= stats[label, cv2.CC_STAT_AREA] <= _ROUND[1] * area and _inside(
            stats[label], place.shape
        ):
            off = float(np.hypot(*(middles[label] + (left, top) - at)))
            best = min(best, (off, label)) if best else (off, label)
    if best is None:
        return None
    grown = cv2.dilate((labels == best[1]).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    weight = share * grown
    y, x = np.mgrid[0 : place.shape[0], 0 : place.shape[1]]
    total = float(weight.sum())
    return np.array([(x * weight).sum() / total + left, (y * weight).sum() / total + top])


def _inside(stats: NDArray[Any], shape: tuple[int, ...]) -> bool:
    """Whether a component touches no side of the place: what does may go on beyond."""
    x, y = int(stats[cv2.CC_STAT_LEFT]), int(stats[cv2.CC_STAT_TOP])
    wide, high = int(stats[cv2.CC_STAT_WIDTH]), int(stats[cv2.CC_STAT_HEIGHT])
    return x > 0 and y > 0 and x + wide < shape[1] and y + high < shape[0]
