"""The outline of a sheet on a desk picture: candidates from lines, one measure, sides laid on the edges."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_edges import refine
from drivers.scanner.page_geometry import Floats, clockwise
from drivers.scanner.page_lines import lines
from drivers.scanner.page_measure import measure
from drivers.scanner.page_regions import region_lines, without_doubles
from drivers.scanner.page_search import quads, weigh

_LONG = 512
"""Longer side of the reduced picture on which candidates are looked for."""
_CLOSE = 7
"""Print thinner than this disappears from the reduced picture; the sheet's edges stay where they are."""


@dataclass(frozen=True)
class Outline:
    """Corners (4, 2) in picture pixels, clockwise from the top left; `sides` is each side's support, 0 to 1."""

    corners: Floats
    mark: float
    sides: tuple[float, ...]


def candidates(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float, Floats]:
    """The reduced picture without print, its scale, and its best quads, best first."""
    small, scale = reduced(picture)
    small = _brightened(small)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_CLOSE, _CLOSE), np.uint8))
    smooth = cv2.GaussianBlur(closed, (0, 0), 0.8)
    height, width = small.shape[:2]
    pool = np.concatenate(
        [region_lines(closed), lines(smooth, 40), lines(cv2.GaussianBlur(small, (0, 0), 0.8), 12)]
    )
    pool = without_doubles(pool, np.array([width / 2, height / 2]))
    rim = np.array([[1, 0, 0], [1, 0, width - 1], [0, 1, 0], [0, 1, height - 1]], float)
    evidence = weigh(smooth, pool, 40, rim)
    found = quads(evidence, (width, height), 100)
    return smooth, scale, found


def reduced(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
    """The picture with a longer side of 512, and the factor."""
    height, width = picture.shape[:2]
    scale = min(1.0, _LONG / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if scale < 0.5:
        # Twice the size by leaving pixels out, then exact halves: a sixth of the time of one exact step.
        picture = cv2.resize(picture, (size[0] * 2, size[1] * 2), interpolation=cv2.INTER_NEAREST)
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA), scale


def _brightened(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A dark picture with the contrast of a well lit one."""
    top = float(np.percentile(small[::4, ::4].max(2), 98))
    if top > 170:
        return small
    return cv2.convertScaleAbs(small, alpha=min(5.0, 210 / max(top, 1.0)))


def find(picture: NDArray[np.uint8]) -> Outline | None:
    smooth, scale, found = candidates(picture)
    if not len(found):
        return None
    marks, support = measure(smooth, found)
    best = int(np.argmax(marks))
    corners = found[best]
    corners = refine(picture, (corners + 0.5) / scale - 0.5, 4.0 / scale)
    corners = refine(picture, corners, 1.5 / scale)
    return Outline(clockwise(corners), float(marks[best]), tuple(float(v) for v in support[best]))
