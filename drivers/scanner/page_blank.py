"""Whether anything is written on a page: faint seals and pencil count, dust, holes, borders and show-through do not."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, Picture

_WIDTH = 820
"""Pixels across the reduced page, about 100 dpi of an A4."""
_RIM = 0.03
"""Part of the width at each border that is not looked at: shadows of lid and feeder."""
_SHARP = 0.045
"""A stroke is darker than its surroundings by this part of the paper's brightness, within a millimetre."""
_COLOUR = 0.07
_SPECK = 12
"""Smaller groups of pixels are dust."""
_EDGE_ZONE = 0.09
"""Holes are punched within this part of the page's width or height."""
BLANK_INK = 25
"""A page with less ink than this (pixels of 100 dpi, about 1.5 mm²) is blank."""


@dataclass(frozen=True)
class Ink:
    """`pixels` of ink at 100 dpi that count as writing."""

    pixels: int

    @property
    def blank(self) -> bool:
        """Whether nothing is written on the page."""
        return self.pixels < BLANK_INK


def find_ink(page: Picture) -> Ink:
    """How much is written on a grey or colour page that was scanned or straightened."""
    if page.size == 0 or min(page.shape[:2]) < 30:
        return Ink(0)
    factor = max(1, round(page.shape[1] / _WIDTH))
    rows, columns = page.shape[0] // factor, page.shape[1] // factor
    page = page[: rows * factor, : columns * factor]
    small = cv2.resize(page, (columns, rows), interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    strokes = _strokes(grey)
    if small.ndim == 3:
        strokes |= _coloured(small)
    rim = max(1, round(_RIM * columns))
    strokes[:rim] = strokes[-rim:] = False
    strokes[:, :rim] = strokes[:, -rim:] = False
    return Ink(_written(strokes))


def _strokes(grey: Picture) -> NDArray[np.bool_]:
    """Pixels darker than what is around them; soft shapes that show through from the back are not."""
    soft = cv2.GaussianBlur(grey, (0, 0), 3.0)
    depth = cv2.subtract(soft, grey).astype(np.float32) / np.maximum(soft, 24)
    noise = float(np.median(np.abs(cv2.Laplacian(grey, cv2.CV_32F)))) / max(float(np.median(grey)), 24.0)
    dark: NDArray[np.bool_] = depth > max(_SHARP, 1.3 * noise)
    return dark


def _coloured(small: Picture) -> NDArray[np.bool_]:
    """Pixels of another colour than the paper: seals, also faint ones."""
    blue, green, red = (channel.astype(np.float32) for channel in cv2.split(cv2.blur(small, (3, 3))))
    light = np.maximum(blue + green + red, 60.0)
    warm, cold = (red - green) * 3 / light, (blue - green) * 3 / light
    away: Floats = np.hypot(warm - _local(warm), cold - _local(cold))
    coloured: NDArray[np.bool_] = away > max(_COLOUR, 6 * float(np.median(away)))
    return coloured


def _local(channel: Floats) -> Floats:
    paper: Floats = cv2.blur(channel, (61, 61))
    return paper


def _written(strokes: NDArray[np.bool_]) -> int:
    """Ink pixels less dust and punched holes."""
    height, width = strokes.shape
    count, _, stats, centres = cv2.connectedComponentsWithStats(strokes.astype(np.uint8), connectivity=8)
    total = 0
    for (_, _, wide, high, pixels), (x, y) in zip(stats[1:count], centres[1:count], strict=True):
        if pixels < _SPECK:
            continue
        near = min(x, width - x) < _EDGE_ZONE * width or min(y, height - y) < _EDGE_ZONE * height
        round_ = 17 <= wide <= 36 and 0.8 < wide / max(high, 1) < 1.25
        if not (near and round_):
            total += int(pixels)
    return total
