"""Sizes of an emergency that fills a screen. Pure. Every panel that shows a call has room for it."""

from __future__ import annotations

from dataclasses import dataclass

from hall.contract.messages import Notice, Text
from hall.settings import Screen
from queue_display.flow import shortened, wrapped
from queue_display.measure import Type, type_for
from queue_display.notices import Sheet, sheets

TITLE_LINES = 2
_SHARES = (0.26, 0.18, 0.12)
_SIZES = (6.0, 4.0, 3.0, 2.0, 1.5, 1.0)
_Page = tuple[float, int]


@dataclass(frozen=True)
class AlarmLayout:
    """Font sizes in pixels. `title`: in lines that fit; `pages`: the text, each page as long as reading takes."""

    title: Text
    mark_px: int
    title_px: int
    title_latin: int
    zh: int
    latin: int
    gap: int
    pages: tuple[Sheet, ...]
    whole: bool
    """Whether a page has room for a line of each language at these sizes."""


def lay_out_alarm(screen: Screen, notice: Notice) -> AlarmLayout:
    """The largest letters at which title and text are on one page; when there are none, pages of the least legible."""
    type_ = type_for(screen)
    for share in _SHARES:
        for grown in _SIZES:
            found = _attempt(screen, type_, notice, share, grown)
            if len(found.pages) == 1 and found.whole:
                return found
    return _attempt(screen, type_, notice, _SHARES[-1], _SIZES[-1])


def _attempt(screen: Screen, type_: Type, notice: Notice, share: float, grown: float) -> AlarmLayout:
    """Titles on at most `share` of the height, the text `grown` from the least legible size."""
    inner, gap = screen.width_px - 4 * type_.gap, type_.gap
    title_px, title = _title(notice.title.zh, type_.zh, inner, screen.height_px * share)
    latin_px, latin = _title(notice.title.en, type_.latin, inner, screen.height_px * share / 2)
    titles = (title.count("\n") + 1) * title_px + (latin.count("\n") + 1) * latin_px
    height = screen.height_px - type_.zh * 1.6 - titles * 1.25 - 5 * gap
    zh, en = max(type_.zh, min(int(type_.zh * grown), title_px)), int(type_.latin * grown)
    en = max(type_.latin, min(en, latin_px))
    rooms = _rooms(notice.body, inner, height, zh, en)
    pages = sheets(notice, *rooms)
    whole = rooms[0][1] * zh * 1.45 + (rooms[1][1] if notice.body.en else 0) * en * 1.4 <= height + 1
    return AlarmLayout(Text(zh=title, en=latin), type_.zh, title_px, latin_px, zh, en, gap, pages, whole)


def _title(text: str, least: int, inner: int, height: float) -> tuple[int, str]:
    """Font size and lines: as large as at most two lines allow; a longer one is cut short."""
    for grown in _SIZES:
        size = int(least * grown)
        lines = wrapped(text, inner / size)
        if len(lines) <= TITLE_LINES and len(lines) * size * 1.25 <= height and size < height:
            return size, "\n".join(lines)
    return least, shortened(text, inner / least)


def _rooms(body: Text, inner: int, height: float, zh: int, en: int) -> tuple[_Page, _Page]:
    """Width in em and lines of each language: the second has what the first leaves, two fifths at least."""
    wanted = len(wrapped(body.zh, inner / zh)) * zh * 1.45
    other = len(wrapped(body.en, inner / en)) * en * 1.4
    first = min(wanted, max(height * 0.6, height - other))
    zh_lines = max(1 if body.zh else 0, int(first / (zh * 1.45) + 1e-6))
    en_lines = max(1 if body.en else 0, int((height - zh_lines * zh * 1.45) / (en * 1.4) + 1e-6))
    return (inner / zh, zh_lines), (inner / en, en_lines)
