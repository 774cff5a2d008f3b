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
from drivers.scanner.page_look import FIRST, SECOND, Judged, Look, around_frame, candidates, improved
from drivers.scanner.page_measure import UNSEEN
from drivers.scanner.page_shadow import off_shadows

LEAST_MARK = 0.44
"""Below this nothing on the picture is taken for a sheet: not by a camera that looks at its empty desk all day either."""
_LEAST_RANK = 0.65
"""What nothing is written on must be this much like a sheet: 44 to 46 of 48 empty desks stay below."""
LEAST_SIDE = 0.08
"""A sheet has no side with less support than this."""
_CLEAR_MARK = 0.66
"""Below this a second look is taken; and needed where two sides are out of the picture."""
_LEAST_CONTRAST = 6
"""Grey levels between the darkest and the brightest place: less is a covered lens."""
_LEAST_PIXELS = 64
_NEAR, _FAR = 2.5, 4.0
"""Pixels of the reduced picture within which a side's edge is looked for: a printed frame may be near."""


@dataclass(frozen=True)
class Outline:
    """Corners (4, 2) in picture pixels, clockwise from the top left, outside the picture where the sheet is.

    `mark`: how much it looks like a sheet; `sides`: support of top, right, bottom and left, 0 to 1;
    `cut_off`: a side runs along or beyond the picture's border; `written`: how far there is print on it, 0 to 1;
    `rank`: what sheets are compared by.
    """

    corners: Floats
    mark: float
    sides: tuple[float, ...]
    cut_off: bool
    written: float
    rank: float


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
    if isinstance(sheets, list) and len(sheets) == most and _clear(sheets[-1]):
        return sheets
    if sheets is NoPage.ONE_COLOUR:
        return sheets
    again = _sheets(picture, most, SECOND)
    if not isinstance(again, list):
        return sheets
    if isinstance(sheets, list) and (len(sheets), sheets[0].rank) >= (len(again), again[0].rank):
        return sheets
    return again


def _clear(sheet: Outline) -> bool:
    """Whether a first look is enough."""
    return sheet.mark >= _CLEAR_MARK and sheet.written > 0.5


def _sheets(picture: Picture, most: int, look: Look) -> list[Outline] | NoPage:
    """What one look finds."""
    seen = candidates(picture, look)
    if int(np.ptp(cv2.resize(seen.smooth, (64, 64), interpolation=cv2.INTER_AREA))) < _LEAST_CONTRAST:
        return NoPage.ONE_COLOUR
    if not len(seen.quads):
        return NoPage.NO_SIDES
    found = improved(seen, look)
    sheets: list[Outline] = []
    rank = found.rank
    likely = np.flatnonzero((found.marks >= LEAST_MARK) & (rank >= _LEAST_RANK))
    likely = likely[np.argsort(-rank[likely], kind="stable")]
    for index in likely.tolist():
        if len(sheets) == most:
            break
        best = around_frame(seen, found, index)
        unseen = int((found.support[best] == UNSEEN).sum())
        if unseen > 1 and found.marks[best] < _CLEAR_MARK:
            continue
        corners = (found.quads[best] + 0.5) / seen.scale - 0.5
        apart = not any(_overlap(sheet.corners, corners) for sheet in sheets)
        if found.support[best].min() >= LEAST_SIDE and apart:
            corners = _exact(picture, corners, seen.scale, _NEAR if best == index else _FAR)
            sheets.append(_outline(picture, corners, found, best))
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


def _exact(picture: Picture, corners: Floats, scale: float, reach: float) -> Floats:
    """The sides laid on the edges at full size; kept as they were should that fail."""
    before = corners
    for width in (reach, 1.5):
        corners = refine(picture, corners, max(2.0, width / scale))
    corners = off_shadows(picture, corners, scale)
    away = np.abs(corners - before).max()
    good = np.isfinite(away) and away < 0.1 * max(picture.shape[:2])
    return corners if good else before


def _outline(picture: Picture, corners: Floats, found: Judged, index: int) -> Outline:
    turn = int(np.argmin(np.abs(corners - clockwise(corners)[0]).sum(1)))
    corners = np.roll(corners, -turn, 0)
    height, width = picture.shape[:2]
    room = np.array([width, height]) * 0.004
    beyond = (corners < room) | (corners > np.array([width, height]) - 1 - room)
    sides = tuple(round(float(value), 3) for value in np.roll(found.support[index], -turn))
    mark, much = float(found.marks[index]), float(found.written[index])
    rank = float(found.rank[index])
    return Outline(corners, mark, sides, cut_off=bool(beyond.any()), written=much, rank=rank)
