"""Quads and lines in the plane: corners are 4 x 2 float arrays in pixels, x right, y down."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]
"""float32 or float64."""
Picture = NDArray[Any]
"""uint8: grey (height, width) or BGR (height, width, 3)."""


def intersect(first: Floats, second: Floats) -> Floats:
    """Points where lines (..., 3) `a x + b y = c` meet; far away when they are parallel."""
    det = first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]
    det = np.where(np.abs(det) < 1e-9, 1e-9, det)
    x = (first[..., 2] * second[..., 1] - first[..., 1] * second[..., 2]) / det
    y = (first[..., 0] * second[..., 2] - first[..., 2] * second[..., 0]) / det
    return np.stack([x, y], -1)


def line_through(a: Floats, b: Floats) -> Floats:
    """The line (3,) through two points, unit normal."""
    dx, dy = (np.asarray(b, np.float64) - a).tolist()
    length = max(float(np.hypot(dx, dy)), 1e-9)
    normal = np.array([-dy / length, dx / length])
    return np.array([*normal, float(normal @ a)])


def clockwise(corners: Floats) -> Floats:
    """The corners in clockwise order as seen, the one nearest to the picture's top left first."""
    centre = corners.mean(0)
    order = np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))
    turned = corners[order]
    return np.roll(turned, -int(np.argmin(turned.sum(1))), 0)


def area(corners: Floats) -> Floats:
    """Area of quads (..., 4, 2), above zero when clockwise on the screen."""
    x, y = corners[..., 0], corners[..., 1]
    found: Floats = 0.5 * (x * np.roll(y, -1, -1) - np.roll(x, -1, -1) * y).sum(-1)
    return found


def sides(corners: Floats) -> Floats:
    """Lengths of the four sides."""
    found: Floats = np.linalg.norm(np.roll(corners, -1, 0) - corners, axis=1)
    return found
