"""The outline of a sheet on a desk picture: candidates from lines, one measure, sides laid on the edges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.codes import Code
from drivers.scanner.page_edges import refine
from drivers.scanner.page_geometry import Floats, Picture, area, clockwise
from drivers.scanner.page_lines import lines
from drivers.scanner.page_measure import UNSEEN, measure
from drivers.scanner.page_regions import region_lines, without_doubles
from drivers.scanner.page_search import quads, weigh

_LONG = 512
"""Longer side of the reduced picture on which candidates are looked for."""
_BLUR = 0.8
"""Pixels of the reduced picture: noise goes, edges stay."""


LEAST_MARK = 0.33
"""Below this nothing on the picture is taken for a sheet: 46 of 48 empty desks stay below."""
LEAST_SIDE = 0.08
"""A sheet has no side with less support than this."""
_CLEAR_MARK = 0.5
"""Below this a second look is taken; and needed where two sides are out of the picture."""
_LEAST_CONTRAST = 6
"""Grey levels between the darkest and the brightest place: less is a covered lens."""
_LEAST_PIXELS = 64


@dataclass(frozen=True)
class Outline:
    """Corners (4, 2) in picture pixels, clockwise from the top left, outside the picture where the sheet is.

    `mark`: how much it looks like a sheet; `sides`: support of top, right, bottom and left, 0 to 1;
    `cut_off`: a side runs along or beyond the picture's border.
    """

    corners: Floats
    mark: float
    sides: tuple[float, ...]
    cut_off: bool


@unique
class NoPage(StrEnum):
    """Why no outline is given."""

    TOO_SMALL = "tooSmall"
    """The picture has fewer than 64 pixels across."""
    ONE_COLOUR = "oneColour"
    """Nothing is seen: covered lens, empty desk without a mark, no light."""
    NO_SIDES = "noSides"
    """No four straight edges that could be a sheet's."""
    UNCLEAR = "unclear"
    """The best four edges are too weak or do not end at corners: no guess is made."""

    @property
    def code(self) -> Code:
        """What people are told."""
        return Code.PAGE_NOT_FOUND


@dataclass(frozen=True)
class Look:
    """How closely a picture is looked at: closing takes print away, and with it the faintest edges of paper."""

    closing: int
    """Pixels of the reduced picture; print thinner than this disappears."""
    lines: int
    sides: int
    """Lines that quads are made of."""
    quads: int
    """Quads that are weighed."""
    measured: int
    """Quads that are measured."""


FIRST = Look(closing=7, lines=60, sides=36, quads=6_000, measured=64)
"""Enough for nine sheets in ten."""
SECOND = Look(closing=1, lines=120, sides=64, quads=20_000, measured=160)
"""Where the first finds nothing clear: white paper on white desks, patterns full of lines."""


def candidates(picture: Picture, look: Look) -> tuple[Picture, float, Floats]:
    """The reduced picture as this look sees it, its scale, and its best quads, best first."""
    small, scale = reduced(picture)
    small = _brightened(small)
    height, width = small.shape[:2]
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((FIRST.closing, FIRST.closing), np.uint8))
    smooth = cv2.GaussianBlur(closed, (0, 0), _BLUR)
    pool = [region_lines(closed), lines(smooth, look.lines, exact=look.closing == 1)]
    if look.closing == 1:
        smooth = cv2.GaussianBlur(small, (0, 0), _BLUR)
        pool.append(lines(smooth, look.lines, exact=True))
    distinct = without_doubles(np.concatenate(pool), np.array([width / 2, height / 2]))
    rim = np.array([[1, 0, 0], [1, 0, width - 1], [0, 1, 0], [0, 1, height - 1]], float)
    evidence = weigh(smooth, distinct, look.sides, rim)
    return smooth, scale, quads(evidence, (width, height), look.measured, look.quads)


def reduced(picture: Picture) -> tuple[Picture, float]:
    """The picture with a longer side of 512, and the factor."""
    height, width = picture.shape[:2]
    scale = min(1.0, _LONG / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if scale < 0.5:
        # Twice the size by leaving pixels out, then exact halves: a sixth of the time of one exact step.
        picture = cv2.resize(picture, (size[0] * 2, size[1] * 2), interpolation=cv2.INTER_NEAREST)
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA), scale


def _brightened(small: Picture) -> Picture:
    """A dark picture with the contrast of a well lit one."""
    top = float(np.percentile(small[::4, ::4].max(2), 98))
    if top > 170:
        return small
    return cv2.convertScaleAbs(small, alpha=min(5.0, 210 / max(top, 1.0)))


def find_page(picture: Picture) -> Outline | NoPage:
    """The sheet on a grey or BGR picture, or why there is none. Never raises on an array of bytes."""
    found = find_pages(picture, 1)
    return found if isinstance(found, NoPage) else found[0]


def find_pages(picture: Picture, most: int) -> list[Outline] | NoPage:
    """Up to `most` sheets that do not overlap, the clearest first."""
    picture = as_colour(picture)
    if min(picture.shape[:2]) < _LEAST_PIXELS:
        return NoPage.TOO_SMALL
    sheets = _sheets(picture, most, FIRST)
    if isinstance(sheets, list) and len(sheets) == most and sheets[-1].mark >= _CLEAR_MARK:
        return sheets
    if sheets is NoPage.ONE_COLOUR:
        return sheets
    again = _sheets(picture, most, SECOND)
    if not isinstance(again, list):
        return sheets
    if isinstance(sheets, list) and (len(sheets), sheets[0].mark) >= (len(again), again[0].mark):
        return sheets
    return again


def _sheets(picture: Picture, most: int, look: Look) -> list[Outline] | NoPage:
    """What one look finds."""
    smooth, scale, found = candidates(picture, look)
    if int(np.ptp(cv2.GaussianBlur(smooth, (0, 0), 2))) < _LEAST_CONTRAST:
        return NoPage.ONE_COLOUR
    if not len(found):
        return NoPage.NO_SIDES
    marks, support = measure(smooth, found)
    sheets: list[Outline] = []
    for index in np.argsort(-marks, kind="stable").tolist():
        if len(sheets) == most or marks[index] < LEAST_MARK:
            break
        corners = (found[index] + 0.5) / scale - 0.5
        unseen = int((support[index] == UNSEEN).sum())
        if unseen > 1 and marks[index] < _CLEAR_MARK:
            continue
        apart = not any(_overlap(sheet.corners, corners) for sheet in sheets)
        if support[index].min() >= LEAST_SIDE and apart:
            sheets.append(_exact(picture, corners, scale, float(marks[index]), support[index]))
    return sheets or NoPage.UNCLEAR


def as_bytes(picture: NDArray[Any]) -> Picture:
    """A picture of any depth (16 or 32 bits, floating point, bool) as 8 bits; alpha laid on white."""
    if picture.dtype == np.bool_:
        picture = picture.astype(np.uint8) * 255
    elif picture.dtype == np.uint16:
        picture = (picture >> 8).astype(np.uint8)
    elif picture.dtype != np.uint8:
        wide = np.nan_to_num(picture.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
        low, high = (float(wide.min()), float(wide.max())) if wide.size else (0.0, 0.0)
        picture = ((wide - low) * (255.0 / max(high - low, 1e-9))).astype(np.uint8)
    if picture.ndim == 3 and picture.shape[2] == 4 and picture.size:
        alpha = picture[..., 3:].astype(np.float32) / 255
        picture = (picture[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)
    return picture


def as_colour(picture: NDArray[Any]) -> Picture:
    """Any array as a BGR picture; what cannot be a picture as an empty one."""
    if picture.size == 0 or picture.ndim not in (2, 3) or picture.dtype.kind not in "buif":
        return np.zeros((1, 1, 3), np.uint8)
    picture = as_bytes(picture)
    if picture.ndim == 2 or picture.shape[2] == 1:
        return cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_GRAY2BGR)
    if picture.shape[2] != 3:
        return np.zeros((1, 1, 3), np.uint8)
    return np.ascontiguousarray(picture)


def _overlap(first: Floats, second: Floats) -> bool:
    both, _ = cv2.intersectConvexConvex(first.astype(np.float32), second.astype(np.float32))
    return bool(both > 0.1 * min(abs(float(area(first))), abs(float(area(second)))))


def _exact(picture: Picture, corners: Floats, scale: float, mark: float, support: Floats) -> Outline:
    """The sides laid on the edges at full size; kept as they were should that fail."""
    before = corners
    for reach in (4.0, 1.5):
        corners = refine(picture, corners, max(2.0, reach / scale))
    away = np.abs(corners - before).max()
    if not np.isfinite(away) or away > 0.1 * max(picture.shape[:2]):
        corners = before
    turn = int(np.argmin(np.abs(corners - clockwise(corners)[0]).sum(1)))
    corners = np.roll(corners, -turn, 0)
    height, width = picture.shape[:2]
    room = np.array([width, height]) * 0.004
    beyond = (corners < room) | (corners > np.array([width, height]) - 1 - room)
    sides = tuple(round(float(value), 3) for value in np.roll(support, -turn))
    return Outline(corners, mark, sides, cut_off=bool(beyond.any()))
