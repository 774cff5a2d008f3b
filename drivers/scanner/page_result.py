"""From a picture to a page: outline, straightening, orientation and judgement in one go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.scanner.deskew import find_skew, turn_back
from drivers.scanner.page_geometry import Floats, Picture
from drivers.scanner.page_outline import NoPage, as_colour, find_page
from drivers.scanner.page_quality import Judgement, judge
from drivers.scanner.page_straight import SHEETS, Sheet, sheet_of, straighten
from drivers.scanner.page_upright import find_upright, turned


@dataclass(frozen=True)
class PageResult:
    """`corners`: in the picture, clockwise from the page's own top left as far as `orientation_certain`.

    `skew`: degrees that the page lies turned clockwise in the picture; `size_mm`: 0, 0 when nothing tells it.
    """

    page: Picture
    corners: Floats
    sides: tuple[float, ...]
    mark: float
    skew: float
    kind: str
    size_mm: tuple[float, float]
    quarter_turns: int
    orientation_certain: bool
    judgements: tuple[Judgement, ...]


def read_page(picture: Picture, dpi: float | None = None) -> PageResult | NoPage:
    """The sheet on a desk picture, flat and upright as far as that is certain; `dpi` of the page made."""
    picture = as_colour(picture)
    outline = find_page(picture)
    if isinstance(outline, NoPage):
        return outline
    size = picture.shape[1], picture.shape[0]
    sheet = sheet_of(outline.corners, size)
    page = straighten(picture, outline.corners, sheet, dpi)
    up = find_upright(page)
    page = turned(page, up.quarter_turns)
    corners = np.roll(outline.corners, up.quarter_turns, 0)
    width, height = _turned_size(sheet, up.quarter_turns)
    skew = _lean(corners)
    return PageResult(
        page,
        corners,
        tuple(np.roll(outline.sides, up.quarter_turns).tolist()),
        outline.mark,
        skew,
        sheet.kind,
        (width, height),
        up.quarter_turns,
        up.certain,
        tuple(judge(page, cut_off=outline.cut_off, skew=_nearest_quarter(skew))),
    )


def read_scan(picture: Picture, dpi: float | None = None) -> PageResult:
    """A scan that is nothing but the page: turned level by its lines of text. `dpi`: the scan's own."""
    picture = as_colour(picture)
    height, width = picture.shape[:2]
    skew = find_skew(picture)
    page = turn_back(picture, skew)
    degrees = skew.degrees if skew.certain else 0.0
    half = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2.0
    a = np.radians(degrees)
    corners = (
        half @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]) + np.array([width, height]) / 2
    )
    kind, size = _scan_size(width, height, dpi)
    judgements = tuple(judge(page, skew=degrees))
    return PageResult(
        page,
        corners,
        (1.0, 1.0, 1.0, 1.0),
        1.0,
        degrees,
        kind,
        size,
        0,
        orientation_certain=False,
        judgements=judgements,
    )


def _scan_size(width: int, height: int, dpi: float | None) -> tuple[str, tuple[float, float]]:
    if dpi:
        return "other", (width / dpi * 25.4, height / dpi * 25.4)
    for kind, (w, h) in SHEETS.items():
        for a, b in ((w, h), (h, w)):
            if abs(np.log(width / height * b / a)) < 0.03:
                return kind, (a, b)
    return "other", (0.0, 0.0)


def _turned_size(sheet: Sheet, quarter_turns: int) -> tuple[float, float]:
    size = sheet.width_mm, sheet.height_mm
    return (size[1], size[0]) if quarter_turns % 2 else size


def _lean(corners: Floats) -> float:
    """Degrees by which the page's top edge and bottom edge are turned clockwise, -180 to 180."""
    along = (corners[1] - corners[0]) + (corners[2] - corners[3])
    return float(np.degrees(np.arctan2(along[1], along[0])))


def _nearest_quarter(degrees: float) -> float:
    return (degrees + 45) % 90 - 45
