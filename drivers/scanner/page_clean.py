"""Even white paper: the page divided by its own background. Colours of ink and seals stay."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.scanner.page_geometry import Picture

_STEP = 8
"""The background is looked for at an eighth of the size."""
_PAPER = 250.0
_BETWEEN = 0.4
"""How far from ink to paper the border lies: blur widens strokes, so nearer to the ink."""


def background(page: Picture) -> Picture:
    """The paper without print, as large as the page; same channels."""
    height, width = page.shape[:2]
    size = (max(1, width // _STEP), max(1, height // _STEP))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    reach = max(3, min(size) // 40) | 1
    paper = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    paper = cv2.medianBlur(paper, min(2 * reach + 1, 31))
    paper = cv2.blur(paper, (reach, reach))
    return cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)


def clean(page: Picture) -> Picture:
    """The page with shadows, folds of light and the paper's tint gone; grey or colour as it came."""
    if page.size == 0:
        return page
    return cv2.divide(page, np.maximum(background(page), 16), scale=_PAPER)


def black_white(page: Picture) -> Picture:
    """Text black on white, 0 or 255, whatever light was on it."""
    if page.size == 0:
        return page
    grey = page if page.ndim == 2 else cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    flat = clean(grey)
    dark = flat[flat < 0.75 * _PAPER]
    ink = float(np.percentile(dark, 20)) if dark.size > 20 else 0.0
    level = _BETWEEN * _PAPER + (1 - _BETWEEN) * ink
    return np.where(flat < level, 0, 255).astype(np.uint8)
