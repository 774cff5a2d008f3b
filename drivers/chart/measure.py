"""What a picture of the chart says of the camera that took it. Pure: a picture and its codes in, numbers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from drivers.chart.drawing import square
from drivers.chart.edge import mtf50
from drivers.chart.layout import A4_MM, FIELD_MM, FIELDS, MARK_MM, MARKS, STEPS, Point, step_box
from drivers.chart.marks import Affine, by_code, find_marks, px_per_mm, to_px

Picture = NDArray[Any]
"""uint8, shape (rows, columns): the page, cut out and flat."""
_INCH_MM: Final = 25.4
_REACH_MM: Final = 6.0
_STEP_MARGIN: Final = 0.25
_APART: Final = 4.0
"""Grey values, and twice the noise, by which steps must differ to be told apart."""


@dataclass(frozen=True)
class Geometry:
    """`dpi`: along the chart's x and y; `size_percent`: the chart's size against the sheet's, x and y.

    `turned`: quarter turns clockwise of the picture; `skew_degrees`: what x and y lack of a right angle;
    `lean_degrees`: the rest of the turn. Errors: marks against the best fit, in millimetres on the paper.
    """

    dpi: tuple[float, float]
    size_percent: tuple[float, float]
    turned: int
    lean_degrees: float
    skew_degrees: float
    worst_mm: float
    mean_mm: float


@dataclass(frozen=True)
class Measured:
    """`missing`: numbers of the marks that are not there; `outside`: of those whose place is not on the picture.

    `sharpness`: cycles a pixel of each field, None unseen.

    `greys`: mean of each step; `noise`: their median standard deviation; `told_apart`: how many differ.
    """

    missing: tuple[int, ...]
    outside: tuple[int, ...]
    geometry: Geometry
    sharpness: tuple[float | None, ...]
    greys: tuple[float, ...]
    noise: float
    told_apart: int

    @property
    def mtf50(self) -> float | None:
        """Of the softest field, cycles a pixel; None when no field could be measured."""
        seen = [one for one in self.sharpness if one is not None]
        return min(seen) if seen else None

    @property
    def effective_dpi(self) -> float:
        """Dots an inch that are really resolved where it is softest: two for each cycle of half contrast."""
        return 2 * (self.mtf50 or 0.0) * min(self.geometry.dpi)


def measure(picture: Picture, code: Sequence[Point]) -> Measured:
    """Measure. `code`: corners of the chart's code in pixels, clockwise from its own upper left."""
    found, affine = find_marks(picture, by_code(code))
    missing = tuple(number for number in range(len(MARKS)) if number not in found)
    outside = tuple(number for number in missing if _outside(picture, affine, MARKS[number]))
    greys, noise = _greys(picture, affine)
    gaps = [after < before - max(_APART, 2 * noise) for before, after in pairwise(greys)]
    return Measured(
        missing,
        outside,
        _geometry(picture, affine, found),
        tuple(_sharpness(picture, affine, field) for field in FIELDS),
        tuple(round(grey, 1) for grey in greys),
        round(noise, 1),
        1 + sum(gaps) if greys else 0,
    )


def _outside(picture: Picture, affine: Affine, mark: Point) -> bool:
    """Whether a mark, had it been there, would not be wholly on the picture."""
    x, y = to_px(affine, [mark])[0]
    reach = MARK_MM * px_per_mm(affine)
    return not (reach <= x <= picture.shape[1] - reach and reach <= y <= picture.shape[0] - reach)


def _geometry(picture: Picture, affine: Affine, found: dict[int, NDArray[np.float64]]) -> Geometry:
    x, y = affine[:, 0], affine[:, 1]
    scale = float(np.hypot(*x)), float(np.hypot(*y))
    angle = float(np.degrees(np.arctan2(x[1], x[0])))
    turned = round(angle / 90) % 4
    right = float(np.degrees(np.arctan2(y[1], y[0]))) - angle
    high, wide = picture.shape
    sheet = (wide, high) if turned % 2 == 0 else (high, wide)
    errors = [
        float(np.hypot(*(point - to_px(affine, [MARKS[number]])[0]))) / px_per_mm(affine)
        for number, point in found.items()
    ]
    return Geometry(
        (round(scale[0] * _INCH_MM, 1), round(scale[1] * _INCH_MM, 1)),
        (
            round(100 * scale[0] * A4_MM[0] / sheet[0], 1),
            round(100 * scale[1] * A4_MM[1] / sheet[1], 1),
        ),
        turned,
        round(angle - 90 * round(angle / 90), 2) + 0.0,
        round((right + 180) % 360 - 180 - 90, 2) + 0.0,
        round(max(errors, default=0.0), 2),
        round(float(np.mean(errors)) if errors else 0.0, 2),
    )


def _sharpness(picture: Picture, affine: Affine, field: Point) -> float | None:
    """Mean over the four edges of a slanted square; None when an edge cannot be measured."""
    corners = to_px(affine, square(field))
    reach = min(_REACH_MM, FIELD_MM / 4) * px_per_mm(affine)
    edges = [mtf50(picture, corners[at], corners[(at + 1) % 4], reach) for at in range(4)]
    values = [edge for edge in edges if edge is not None]
    return round(float(np.mean(values)), 3) if len(values) == len(edges) else None


def _greys(picture: Picture, affine: Affine) -> tuple[list[float], float]:
    """Mean of each step, from its middle, and the noise; nothing when the wedge is not wholly on the picture."""
    means, noises = [], []
    for number in range(len(STEPS)):
        left, top, right, bottom = step_box(number)
        dx, dy = (right - left) * _STEP_MARGIN, (bottom - top) * _STEP_MARGIN
        box = to_px(affine, [(left + dx, top + dy), (right - dx, bottom - dy)])
        low, high = np.round(box.min(0)).astype(int), np.round(box.max(0)).astype(int)
        if low.min() < 0 or high[0] > picture.shape[1] or high[1] > picture.shape[0]:
            return [], 0.0
        part = picture[low[1] : high[1], low[0] : high[0]].astype(np.float64)
        means.append(float(part.mean()))
        noises.append(float(part.std()))
    return means, float(np.median(noises))
