"""Sizes of a hall's or a zone's board from its distance and its panel in millimetres. Pure.

What does not fit at the least legible sizes (`measure`) is paged or left out, never shrunk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from hall.settings import Screen
from queue_display.measure import NUMBER_EM, Rect, TooFarError, Type, em, type_for

WINDOW_SHARE = 0.4
"""The window's line under the called number, as a share of the number."""


@dataclass(frozen=True)
class Texts:
    """The texts that decide room (Chinese, Latin): the services' names, the band (or none), the hall's name."""

    services: Sequence[tuple[str, str]]
    band: tuple[str, str] | None = None
    hall: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Layout:
    """Where everything goes. A part without room has an empty rectangle."""

    type: Type
    header: Rect
    band: Rect
    hero: Rect
    table: Rect
    strip: Rect
    rows: int
    """Calls in the table per page."""
    chip_columns: int
    chip_rows: int
    number: int
    """Font size of the called number."""
    window: int
    """Font size of the window under it."""
    hero_latin: bool
    """Whether the large call has room for a heading and its second language."""
    chip_latin: bool
    """Whether the waiting counts have room for their second language."""
    header_latin: bool
    """Whether the header has."""
    band_latin: bool
    """Whether the band has."""

    @property
    def chips(self) -> int:
        """Waiting counts per page."""
        return self.chip_columns * self.chip_rows

    @property
    def chip_px(self) -> float:
        """Width inside one of them."""
        columns = max(1, self.chip_columns)
        return (self.strip.w - (columns - 1) * self.type.gap) / columns - 2 * self.type.gap


def lay_out(screen: Screen, texts: Texts) -> Layout:
    """Give every part its place, leaving parts out before making one illegible. Raises `TooFarError`.

    The band loses its second language, then its place (the header still says how old the data is),
    before a screen that shows calls without a band shows none with it.
    """
    type_ = type_for(screen)
    bands = with_bands(texts)
    for band in bands[: len(bands) - 1] or bands:
        found = _first(screen, band, type_, table=True)
        if found is not None:
            return found
    for band in bands:
        found = _first(screen, band, type_, table=False)
        if found is not None:
            return found
    raise TooFarError(_farthest(screen, type_))


def with_bands(texts: Texts) -> list[Texts]:
    """The texts with the band whole, in Chinese alone, and without it."""
    if texts.band is None:
        return [texts]
    return [texts, replace(texts, band=(texts.band[0], "")), replace(texts, band=None)]


def _first(screen: Screen, texts: Texts, type_: Type, *, table: bool) -> Layout | None:
    """The richest arrangement for which there is room."""
    if not table:
        return _attempt(screen, texts, type_, _alone, 0)
    wide = screen.width_px >= screen.height_px
    splits: tuple[_Splitter, ...] = (_side_by_side, _stacked) if wide else (_stacked, _side_by_side)
    tries = (_attempt(screen, texts, type_, split, lines) for split in splits for lines in (2, 1, 0))
    return next((found for found in tries if found is not None), None)


def _farthest(screen: Screen, type_: Type) -> float:
    """The distance at which the called number and its window just fit."""
    hero = _hero_least(type_, latin=False)
    header = type_.zh * 1.9 + 2 * type_.gap
    need = max((hero.w + 2 * type_.gap) / screen.width_px, (hero.h + header) / screen.height_px)
    return screen.viewing_distance_m / need * 0.98


def _hero_least(type_: Type, *, latin: bool = True) -> Rect:
    """The number and its window; with `latin` a heading and the second language too."""
    pad = 2 * type_.gap
    height = type_.called * 1.2 + type_.zh * 1.4 + pad + (type_.two_lines if latin else 0)
    return Rect(w=ceil(type_.called * NUMBER_EM) + pad, h=ceil(height))


def _table_least(type_: Type) -> Rect:
    """Number, arrow and window beside each other; the heading and two calls."""
    return Rect(w=ceil(type_.zh * 9.5), h=type_.row * 3 + type_.gap)


_Split = tuple[Rect, Rect]
_Splitter = Callable[[Rect, Type], _Split | None]


def _side_by_side(area: Rect, type_: Type) -> _Split | None:
    hero, table = _hero_least(type_), _table_least(type_)
    width = max(table.w, min(ceil(area.w * 0.4), area.w - hero.w - type_.gap))
    left = area.w - width - type_.gap
    if left < hero.w or area.h < max(hero.h, table.h):
        return None
    return (
        Rect(area.x, area.y, left, area.h),
        Rect(area.x + left + type_.gap, area.y, width, area.h),
    )


def _stacked(area: Rect, type_: Type) -> _Split | None:
    hero, table = _hero_least(type_), _table_least(type_)
    height = max(hero.h, min(ceil(area.h * 0.45), area.h - table.h - type_.gap))
    if area.w < max(hero.w, table.w) or area.h < height + type_.gap + table.h:
        return None
    below = area.y + height + type_.gap
    return Rect(area.x, area.y, area.w, height), Rect(area.x, below, area.w, area.y + area.h - below)


def _alone(area: Rect, type_: Type) -> _Split | None:
    hero = _hero_least(type_, latin=False)
    return (area, Rect()) if area.w >= hero.w and area.h >= hero.h else None


def _attempt(screen: Screen, texts: Texts, type_: Type, split: _Splitter, lines: int) -> Layout | None:
    """Try one arrangement with waiting counts of 2, 1 or no lines; None when something lacks room."""
    gap, width, height = type_.gap, screen.width_px, screen.height_px
    inner = width - 2 * gap
    header, band = top(screen, texts, type_)
    columns, chip_rows = _chips(texts, type_, inner, tall=height > width) if lines else (0, 0)
    if lines and not columns:
        return None
    chip = (type_.two_lines if lines == 2 else ceil(type_.zh * 1.4)) + gap
    strip_h = chip_rows * (chip + gap)
    begin = band.y + band.h + gap
    parts = split(Rect(gap, begin, inner, height - begin - strip_h - gap), type_)
    if parts is None:
        return None
    hero, table = parts
    latin = hero.h >= _hero_least(type_).h
    number = _number_size(hero, type_, latin=latin)
    return Layout(
        type=type_,
        header=header,
        band=band,
        hero=hero,
        table=table,
        strip=Rect(gap, height - strip_h, inner, strip_h - gap) if lines else Rect(),
        rows=max(0, (table.h - gap) // type_.row - 1),
        chip_columns=columns,
        chip_rows=chip_rows,
        number=number,
        window=max(type_.zh, min(ceil(number * WINDOW_SHARE), ceil(hero.w / 7))),
        hero_latin=latin,
        chip_latin=lines == 2,
        header_latin=header_need(texts, type_) <= inner,
        band_latin=texts.band is not None and texts.band[1] != "",
    )


def top(screen: Screen, texts: Texts, type_: Type) -> tuple[Rect, Rect]:
    """The header and the band below it."""
    inner = screen.width_px - 2 * type_.gap
    header = Rect(type_.gap, 0, inner, ceil(type_.zh * 1.9))
    return header, Rect(0, header.h, screen.width_px, band_height(texts, type_, inner))


def header_need(texts: Texts, type_: Type) -> float:
    """Width of a header in both languages: the hall, the data's age, the clock."""
    chinese, latin = texts.hall
    return (em(chinese) + 11) * type_.zh + em(latin) * type_.latin


def band_height(texts: Texts, type_: Type, width: int) -> int:
    """Room for both languages, wrapped where the panel is narrow."""
    if texts.band is None:
        return 0
    chinese, latin = texts.band
    chinese_lines = ceil(em(chinese) * type_.zh / width)
    latin_lines = ceil(em(latin) * type_.latin / width)
    return ceil(chinese_lines * type_.zh * 1.4 + latin_lines * type_.latin * 1.35 + type_.gap)


def _chips(texts: Texts, type_: Type, width: int, *, tall: bool) -> tuple[int, int]:
    """Columns and rows of waiting counts on one page; none when a name is wider than the panel."""
    if not texts.services:
        return 0, 0
    need = 2 * type_.gap + max(
        max((em(chinese) + 4.5) * type_.zh, em(latin) * type_.latin) for chinese, latin in texts.services
    )
    columns = min(len(texts.services), int((width + type_.gap) // (need + type_.gap)))
    if not columns:
        return 0, 0
    return columns, min(2 if tall else 1, ceil(len(texts.services) / columns))


def _number_size(hero: Rect, type_: Type, *, latin: bool) -> int:
    """As large as the place allows, at least what the distance asks."""
    pad = 2 * type_.gap
    by_width = (hero.w - pad) / NUMBER_EM
    rest = hero.h - pad - (type_.two_lines if latin else 0)
    by_height = min(rest / (1.2 + WINDOW_SHARE * 1.4), (rest - type_.zh * 1.4) / 1.2)
    return max(type_.called, int(min(by_width, by_height)))
