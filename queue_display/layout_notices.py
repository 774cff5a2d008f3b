"""Sizes of a screen for notices and pictures, the latest call always on it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from hall.settings import Screen
from queue_display.layout import Texts, header_need, top, with_bands
from queue_display.measure import NUMBER_EM, Rect, TooFarError, Type, farthest, type_for

WINDOW_EM = 6.5
"""Room of an arrow and a window (→ 112号窗口), in em."""
MORE_EM = 9.5
"""Room of an earlier call, in em."""
GROWTH = 1.8
"""Notices are written at most so much larger than the distance asks."""


@dataclass(frozen=True)
class NoticesLayout:
    """`main`: notice or picture; `call`: the latest call, `number` and `window` its font sizes.

    `beside`: number and window stand beside each other, with `more` columns of earlier calls.
    `title`, `zh`, `latin`: font sizes of a notice.
    """

    type: Type
    header: Rect
    band: Rect
    main: Rect
    call: Rect
    beside: bool
    number: int
    window: int
    more: int
    more_rows: int
    title: int
    zh: int
    latin: int
    header_latin: bool
    band_latin: bool

    @property
    def tall(self) -> bool:
        """Whether a long title may have two lines."""
        return self.main.h > self.main.w

    @property
    def text(self) -> tuple[tuple[float, int], tuple[float, int]]:
        """Width in em and lines of a page, for Chinese and for the second language."""
        width = self.main.w - 4 * self.type.gap
        titles = self.title * 1.4 + self.latin * 1.6
        rest = self.main.h - 4 * self.type.gap - titles * (2 if self.tall else 1)
        zh_lines = max(1, int(rest * 0.55 // (self.zh * 1.5)))
        en_lines = max(0, int((rest - zh_lines * self.zh * 1.5) // (self.latin * 1.5)))
        return (width / self.zh, zh_lines), (width / self.latin, en_lines)


def lay_out_notices(screen: Screen, texts: Texts) -> NoticesLayout:
    """Give every part its place. Raises `TooFarError`."""
    for band in with_bands(texts):
        found = _first(screen, band)
        if found is not None:
            return found
    bare = replace(texts, band=None)
    raise TooFarError(farthest(screen, lambda near: _first(near, bare) is not None))


def _first(screen: Screen, texts: Texts) -> NoticesLayout | None:
    tries = (_attempt(screen, texts, type_for(screen), beside=beside) for beside in (True, False))
    return next((found for found in tries if found is not None), None)


def _call_least(type_: Type, *, beside: bool) -> tuple[float, float]:
    """Width and height."""
    number, window = type_.called * NUMBER_EM, type_.zh * WINDOW_EM
    if beside:
        return number + window + 3 * type_.gap, type_.called * 1.2 + type_.gap
    return max(number, window) + 2 * type_.gap, type_.called * 1.2 + type_.zh * 1.4 + type_.gap


def _main_least(type_: Type) -> float:
    """Height of a title in both languages and a line of each."""
    return type_.zh * 2.9 + type_.latin * 3.1 + 4 * type_.gap


def _attempt(screen: Screen, texts: Texts, type_: Type, *, beside: bool) -> NoticesLayout | None:
    gap, inner = type_.gap, screen.width_px - 2 * type_.gap
    header, band = top(screen, texts, type_)
    width, least = _call_least(type_, beside=beside)
    share = 0.2 if screen.width_px >= screen.height_px else 0.16
    call_h = max(ceil(least), int(screen.height_px * share))
    begin = band.y + band.h + gap
    main = Rect(gap, begin, inner, screen.height_px - begin - call_h - 2 * gap)
    if main.h < _main_least(type_) and call_h > least:
        call_h = ceil(least)
        main = Rect(gap, begin, inner, screen.height_px - begin - call_h - 2 * gap)
    if inner < width or main.h < _main_least(type_) or inner < type_.zh * 8:
        return None
    number, window = _call_sizes(inner, call_h, type_, beside=beside)
    used = number * NUMBER_EM + window * WINDOW_EM + 3 * gap
    grown = min(GROWTH, max(1.0, min(main.h / (type_.zh * 14), main.w / (type_.zh * 20))))
    return NoticesLayout(
        type=type_,
        header=header,
        band=band,
        main=main,
        call=Rect(gap, main.y + main.h + gap, inner, call_h),
        beside=beside,
        number=number,
        window=window,
        more=int((inner - used) // (type_.zh * MORE_EM)) if beside else 0,
        more_rows=max(1, int((call_h - gap) // type_.row)),
        title=min(number, int(type_.zh * grown * 1.2)),
        zh=int(type_.zh * grown),
        latin=int(type_.latin * grown),
        header_latin=header_need(texts, type_) <= inner,
        band_latin=texts.band is not None and texts.band[1] != "",
    )


def _call_sizes(inner: int, height: int, type_: Type, *, beside: bool) -> tuple[int, int]:
    """Number and window as large as the place allows."""
    gap = type_.gap
    if beside:
        number = int(min((height - gap) / 1.2, (inner - 3 * gap) / (NUMBER_EM + WINDOW_EM * 0.6)))
        number = max(type_.called, number)
        return number, max(
            type_.zh, min(int(number * 0.6), int((inner - 3 * gap - number * NUMBER_EM) / WINDOW_EM))
        )
    number = max(type_.called, int(min((inner - 2 * gap) / NUMBER_EM, (height - gap) / (1.2 + 0.5 * 1.4))))
    room = (height - gap - number * 1.2) / 1.4
    return number, max(type_.zh, int(min(number * 0.5, room, (inner - 2 * gap) / WINDOW_EM)))
