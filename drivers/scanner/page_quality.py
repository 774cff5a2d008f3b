"""What is wrong with the picture of a page, in numbers and in codes a citizen can be told. Limits stand here once."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from drivers.codes import Code
from drivers.scanner.page_blank import BLANK_INK, find_ink
from drivers.scanner.page_geometry import Floats, Picture


@dataclass(frozen=True)
class Limit:
    """A judgement's threshold; `above`: the value is wrong above it, otherwise below it."""

    code: Code
    limit: float
    above: bool
    unit: str


LIMITS = {
    "sharpness": Limit(
        Code.PAGE_BLURRED, 0.3, above=False, unit="steepest step of a stroke / its height, per pixel"
    ),
    "brightness": Limit(Code.PAGE_DARK, 90.0, above=False, unit="grey value of the paper, 0 to 255"),
    "washed_out": Limit(
        Code.PAGE_OVEREXPOSED, 0.5, above=True, unit="part of the page that is 255 while print is pale"
    ),
    "glare": Limit(
        Code.PAGE_GLARE, 0.004, above=True, unit="part of the page in a white spot brighter than the paper"
    ),
    "shadow": Limit(Code.PAGE_SHADOW, 0.62, above=False, unit="darkest paper / brightest paper"),
    "cut_off": Limit(Code.PAGE_CUT_OFF, 0.5, above=True, unit="1 when a side is at the picture's border"),
    "skew": Limit(Code.PAGE_SKEWED, 20.0, above=True, unit="degrees"),
    "ink": Limit(Code.PAGE_BLANK, float(BLANK_INK), above=False, unit="pixels of writing at 100 dpi"),
}
"""Every judgement: what is measured, its code, its limit."""


@dataclass(frozen=True)
class Judgement:
    """One measured value and whether it is good enough."""

    name: str
    code: Code
    value: float
    limit: float
    ok: bool


def judge(page: Picture, *, cut_off: bool = False, skew: float = 0.0) -> list[Judgement]:
    """All judgements of a straightened BGR page, always in the same order."""
    if page.size == 0 or min(page.shape[:2]) < 16:
        page = np.zeros((16, 16, 3), np.uint8)
    grey = page if page.ndim == 2 else cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    paper = _paper(grey)
    blank = find_ink(page)
    pale = _ink_depth(grey) < 0.35
    values = {
        # Nothing written: nothing that could be blurred.
        "sharpness": 1.0 if blank.blank else _sharpness(grey),
        "brightness": float(np.median(paper)),
        "washed_out": float((grey >= 254).mean()) if pale and not blank.blank else 0.0,
        "glare": _glare(page, paper),
        "shadow": float(np.percentile(paper, 3)) / max(float(np.percentile(paper, 90)), 1.0),
        "cut_off": float(cut_off),
        "skew": abs(skew),
        "ink": float(blank.pixels),
    }
    return [_judged(name, value) for name, value in values.items()]


def _judged(name: str, value: float) -> Judgement:
    limit = LIMITS[name]
    wrong = value > limit.limit if limit.above else value < limit.limit
    return Judgement(name, limit.code, round(value, 4), limit.limit, ok=not wrong)


def _paper(grey: Picture) -> Floats:
    """Brightness of the paper itself on about 40 x 56 places."""
    step = max(1, min(grey.shape) // 40)
    rows, columns = grey.shape[0] // step, grey.shape[1] // step
    blocks = grey[: rows * step, : columns * step]
    quarter = cv2.resize(blocks, (max(1, columns * 4), max(1, rows * 4)), interpolation=cv2.INTER_AREA)
    light = cv2.dilate(quarter, np.ones((9, 9), np.uint8))
    paper: Floats = cv2.medianBlur(light, 5)[2::4, 2::4].astype(np.float32)
    return paper if paper.size else np.zeros((1, 1), np.float32)


def _ink_depth(grey: Picture) -> float:
    """How much darker than the paper the print is, 0 to 1."""
    small = grey[:: max(1, grey.shape[0] // 1400), :: max(1, grey.shape[1] // 1000)]
    paper = max(float(np.percentile(small, 90)), 1.0)
    dark = small[small < 0.8 * paper]
    return 1 - float(np.percentile(dark, 30)) / paper if dark.size > 50 else 0.0


def _sharpness(grey: Picture) -> float:
    """The steepest step inside the clearest strokes as a part of their height: 0.5 and more when sharp."""
    step = cv2.max(cv2.absdiff(grey[:-2, 2:], grey[:-2, 1:-1]), cv2.absdiff(grey[2:, :-2], grey[1:-1, :-2]))
    light = cv2.dilate(grey, np.ones((9, 9), np.uint8))
    dark = cv2.erode(grey, np.ones((9, 9), np.uint8))
    height = cv2.subtract(light, dark)[1:-1, 1:-1]
    clear = height > max(24.0, 0.6 * float(np.percentile(height[::4, ::4], 99)))
    steepest = cv2.dilate(step, np.ones((9, 9), np.uint8))
    if int(clear.sum()) < 50:
        return 0.0
    return float(np.median(steepest[clear].astype(np.float32) / height[clear]))


def _glare(page: Picture, paper: Floats) -> float:
    """Part of the page in white spots that stand out from the paper around them."""
    typical = float(np.median(paper))
    if typical > 238:
        return 0.0
    least = page if page.ndim == 2 else cv2.min(cv2.min(page[..., 0], page[..., 1]), page[..., 2])
    small = cv2.resize(
        least, (min(400, least.shape[1]), min(560, least.shape[0])), interpolation=cv2.INTER_AREA
    )
    spots = cv2.morphologyEx((small >= 248).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    return float(spots.mean())
