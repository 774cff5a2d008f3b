"""From one frame of a document camera to a document: cut out, judged, packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from drivers.codes import Code
from drivers.scanner.page_cards import A4_MM, CARD_MM, cut_card, find_cards, on_one_sheet
from drivers.scanner.page_geometry import Floats, Picture
from drivers.scanner.page_outline import NoPage, Outline, find_page
from drivers.scanner.page_quality import Judgement, judge
from drivers.scanner.page_result import PageResult, read_page
from drivers.types import Json

KINDS: Final = ("page", "card", "cards", "picture")
"""What to make of a frame: the sheet, one side of a card, both sides that lie side by side, all of it."""
CARD_DPI: Final = 300.0
_VIEW: Final = (160, 224)
_TILE: Final = 32
_PRINT: Final = 3.0
"""Grey values by which a tile of a view varies when something is printed there."""
_ALIKE: Final = 0.7
_STRAIGHTENED: Final = frozenset({Code.PAGE_SKEWED})
"""Judged of the picture, put right in the page."""
_OF_CARDS: Final = frozenset({"sharpness", "brightness", "washed_out", "glare", "cut_off"})
"""A card is printed all over: shadow and ink are measured on paper."""


@dataclass(frozen=True, eq=False)
class Document:
    """`facts`: what the result says; `problems`: why it should be taken again; `view`: to know it again by."""

    picture: Picture
    facts: dict[str, Json]
    problems: tuple[Code, ...]
    view: Picture


def make(frame: Picture, kind: str, dpi: int) -> Document | Code:
    """The document on a BGR frame, or why there is none. `dpi` of a page, 0: as fine as seen."""
    size: dict[str, Json] = {"frame_px": [frame.shape[1], frame.shape[0]]}
    match kind:
        case "picture":
            return Document(frame, {**size, **_shape(frame, (0.0, 0.0))}, (), view_of(frame))
        case "cards":
            return _cards(frame, size)
        case _:
            return _sheet(frame, kind, dpi, size)


def join(front: Picture, back: Picture) -> Picture | Code:
    """Both sides of a card on one A4 of 300 dpi; PAGE_UNCHANGED when they are the same side."""
    if alike(view_of(front), view_of(back)):
        return Code.PAGE_UNCHANGED
    return on_one_sheet([front, back], CARD_DPI)


def is_card(picture: Picture) -> bool:
    """Whether it has the size of a card that `make` cut out."""
    high, wide = (round(mm / 25.4 * CARD_DPI) for mm in reversed(CARD_MM))
    return picture.shape[:2] == (high, wide)


def a4_facts(sheet: Picture) -> dict[str, Json]:
    """What the result says of a sheet with both sides of a card."""
    return {"kind": "a4", **_shape(sheet, A4_MM)}


def pack(picture: Picture, quality: int) -> bytes:
    """As a JPEG file."""
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def view_of(picture: Picture) -> Picture:
    """What is printed on it, small, without light and paper."""
    grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), _VIEW, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 0.8)
    return soft - cv2.GaussianBlur(soft, (0, 0), 6.0)


def alike(first: Picture, second: Picture) -> bool:
    """Whether two views are of the same document, whichever way up. Two without print are alike.

    Compared place by place: two copies of one form differ only where they are filled in.
    """
    return any(_least_likeness(first, turned) > _ALIKE for turned in (second, second[::-1, ::-1]))


def _least_likeness(first: Picture, second: Picture) -> float:
    """The correlation, -1 to 1, of the place where they differ most; 1 when nothing is printed."""
    least = 1.0
    for y in range(0, first.shape[0], _TILE):
        for x in range(0, first.shape[1], _TILE):
            a, b = (view[y : y + _TILE, x : x + _TILE] for view in (first, second))
            a, b = a - a.mean(), b - b.mean()
            if max(float(a.std()), float(b.std())) > _PRINT:
                size = float(np.sqrt((a * a).sum() * (b * b).sum()))
                least = min(least, float((a * b).sum()) / max(size, 1e-6))
    return least


def outline_on(frame: Picture) -> Outline | None:
    """The sheet on a frame, if one is clearly there: a camera looks at its empty desk all day."""
    found = find_page(frame)
    return None if isinstance(found, NoPage) else found


def _sheet(frame: Picture, kind: str, dpi: int, size: dict[str, Json]) -> Document | Code:
    found = read_page(frame, float(dpi) if dpi and kind == "page" else None)
    if isinstance(found, NoPage):
        return found.code
    judgements = found.judgements
    page = found.page
    if kind == "card":
        if found.kind != "card":
            return Code.PAGE_NOT_FOUND
        judgements = tuple(one for one in judgements if one.name in _OF_CARDS)
        page = cut_card(frame, found.corners, CARD_DPI)
    facts = {**size, **_facts(found), **_shape(page, found.size_mm), **_judged(judgements)}
    return Document(page, facts, problems_of(judgements), view_of(page))


def problems_of(judgements: Sequence[Judgement]) -> tuple[Code, ...]:
    """What a citizen has to put right before the picture is taken again."""
    return tuple(one.code for one in judgements if not one.ok and one.code not in _STRAIGHTENED)


def _cards(frame: Picture, size: dict[str, Json]) -> Document | Code:
    found = find_cards(frame)
    if len(found) < 2:
        return Code.PAGE_CARDS_NOT_FOUND
    sheet = on_one_sheet([cut_card(frame, card, CARD_DPI) for card in found], CARD_DPI)
    judgements = [
        one for card in found for one in judge(_as_seen(frame, card)) if one.name in _OF_CARDS and not one.ok
    ]
    facts = {**size, "corners": [_corners(card) for card in found], **a4_facts(sheet), **_judged(judgements)}
    return Document(sheet, facts, problems_of(judgements), view_of(sheet))


def _as_seen(frame: Picture, card: Floats) -> Picture:
    """A card without more pixels than the camera saw: made finer it would count as blurred."""
    wide = float(np.linalg.norm(card[1] - card[0]))
    return cut_card(frame, card, max(30.0, wide / CARD_MM[0] * 25.4))


def _facts(found: PageResult) -> dict[str, Json]:
    return {
        "corners": _corners(found.corners),
        "skew_degrees": round(found.skew, 2),
        "kind": found.kind,
        "orientation_certain": found.orientation_certain,
    }


def _shape(picture: Picture, size_mm: tuple[float, float]) -> dict[str, Json]:
    sizes: list[Json] = [round(mm, 1) for mm in size_mm]
    return {"size_px": [picture.shape[1], picture.shape[0]], "size_mm": sizes}


def _judged(judgements: Sequence[Judgement]) -> dict[str, Json]:
    return {"judgements": {one.name: one.value for one in judgements}}


def _corners(corners: Floats) -> Json:
    return [[round(float(x), 1), round(float(y), 1)] for x, y in corners]
