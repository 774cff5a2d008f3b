"""A sheet seen at an angle, made flat: its true proportion and one perspective warp."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from drivers.scanner.page_geometry import Floats, Picture, sides

SHEETS = {"a4": (210.0, 297.0), "card": (85.6, 54.0)}
"""Sizes in mm, as they lie most often; A5 and B5 have A4's proportion and are taken for it unless told."""
_NEAR = {"a4": 0.07, "card": 0.05}
"""How far (natural logarithm) an estimated proportion may be from a known sheet's."""
_MOST_PIXELS = 9000


@dataclass(frozen=True)
class Sheet:
    """`kind`: a4, card or other; `width_mm`, `height_mm` are 0 when nothing says how large it is."""

    kind: str
    proportion: float
    width_mm: float
    height_mm: float


def proportion(corners: Floats, size: tuple[int, int]) -> float:
    """True width to height of a clockwise quad in a picture of `size` (width, height).

    Source: Zhang and He, "Whiteboard scanning and image enhancement"; the centre of the picture is the optical axis.
    """
    shifted = corners - np.array(size, float) / 2
    a, b, d, c = (np.array([*corner, 1.0]) for corner in shifted)
    # a top left, b top right, c bottom left, d bottom right.
    scale_b = float(np.dot(np.cross(a, d), c) / _safe(np.dot(np.cross(b, d), c)))
    scale_c = float(np.dot(np.cross(a, d), b) / _safe(np.dot(np.cross(c, d), b)))
    across, down = scale_b * b - a, scale_c * c - a
    long = float(max(size))
    focal = 1.2 * long
    tilt = float(across[2] * down[2])
    if abs(tilt) > 1e-4:
        square = -float(across[0] * down[0] + across[1] * down[1]) / tilt
        if (0.5 * long) ** 2 < square < (4 * long) ** 2:
            focal = float(np.sqrt(square))
    width, height = (float(np.hypot(np.hypot(v[0], v[1]) / focal, v[2])) for v in (across, down))
    found = width / _safe(height)
    return found if 0.02 < found < 50 else 1.0


def _safe(value: float) -> float:
    return value if abs(value) > 1e-12 else 1e-12


def sheet_of(corners: Floats, size: tuple[int, int]) -> Sheet:
    """Which sheet the quad is, by its proportion."""
    found = proportion(corners, size)
    for kind, (width, height) in SHEETS.items():
        for w, h in ((width, height), (height, width)):
            if abs(np.log(found * h / w)) < _NEAR[kind]:
                return Sheet(kind, w / h, w, h)
    return Sheet("other", found, 0.0, 0.0)


def straighten(picture: Picture, corners: Floats, sheet: Sheet, dpi: float | None = None) -> Picture:
    """The sheet alone, flat; at `dpi` when its size is known, otherwise as large as it was seen."""
    if dpi and sheet.width_mm:
        width, height = sheet.width_mm / 25.4 * dpi, sheet.height_mm / 25.4 * dpi
    else:
        top, right, bottom, left = sides(corners).tolist()
        width = max(top, bottom, max(left, right) * sheet.proportion)
        height = width / sheet.proportion
    shrink = min(1.0, _MOST_PIXELS / max(width, height, 1.0))
    size = max(1, round(width * shrink)), max(1, round(height * shrink))
    flat = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    return cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
