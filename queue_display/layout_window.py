"""Sizes of one window's screen from its distance and its panel. Pure. Its number and its pause always have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from hall.contract.messages import Text
from hall.settings import Screen
from queue_display.layout import Texts, header_need, top, with_bands
from queue_display.measure import NUMBER_EM, Rect, TooFarError, Type, em, farthest, type_for

LABEL_SHARE = 0.22
"""The line above the number, as a share of it."""
LATIN_SHARE = 0.15
TITLE_EM = 5.5
"""Room of the window's own number in words (112号窗口), in em."""
WORDS_EM = 6.0
"""Room of what is said instead of a number, in em."""
COMING_EM = 6.0
"""Room of what heads the next numbers, in em."""
WAITING_EM = 4.5
"""Room of how many wait, before it where there is no foot to say so."""
NEXT_EM = 5.0
"""Room of each of them."""


@dataclass(frozen=True)
class WindowLayout:
    """Where everything goes; a part without room has an empty rectangle. `title`, `number`, `words`: font sizes."""

    type: Type
    header: Rect
    band: Rect
    title: Rect
    hero: Rect
    coming: Rect
    foot: Rect
    title_px: int
    number: int
    label: int
    label_latin: int
    words: int
    name: bool
    """Whether the window's name has room beside its number."""
    foot_latin: bool
    header_latin: bool
    band_latin: bool

    @property
    def numbers(self) -> int:
        """How many of the next numbers have room."""
        head = COMING_EM + (0 if self.foot.h else WAITING_EM)
        return int((self.coming.w - 2 * self.type.gap - head * self.type.zh) / (NEXT_EM * self.type.zh))

    @property
    def reason(self) -> tuple[float, int]:
        """Width in em and lines for the reason of a pause."""
        pad = 2 * self.type.gap
        left = self.hero.h - pad - self.words * 1.3 - self.label_latin * 1.4
        return (self.hero.w - pad) / self.type.zh, max(0, int(left // (self.type.zh * 1.4)))


def lay_out_window(
    screen: Screen, texts: Texts, name: tuple[str, str] = ("", ""), *, coming: bool = False
) -> WindowLayout:
    """Give every part its place, leaving parts out before making one illegible. Raises `TooFarError`.

    `texts`: the band and the hall; `name`: the window's; `coming`: whether the next numbers are known.
    """
    for band in with_bands(texts):
        found = _first(screen, band, name, coming=coming)
        if found is not None:
            return found
    bare = replace(texts, band=None)
    raise TooFarError(farthest(screen, lambda near: _first(near, bare, name) is not None))


def _first(
    screen: Screen, texts: Texts, name: tuple[str, str], *, coming: bool = False
) -> WindowLayout | None:
    """The richest arrangement for which there is room: the next numbers go before the second language."""
    type_ = type_for(screen)
    ways = [way for way in _WAYS if coming or not way.coming]
    tries = (_attempt(screen, texts, type_, name, way) for way in ways)
    return next((found for found in tries if found is not None), None)


def groups(names: Sequence[Text], zh: float, en: float) -> tuple[Text, ...]:
    """The services' names in lines of at most `zh` and `en` em, so that every name comes round."""
    lines: list[Text] = []
    for name in names:
        if lines:
            longer = Text(zh=f"{lines[-1].zh} · {name.zh}", en=f"{lines[-1].en} · {name.en}")
            if em(longer.zh) <= zh and em(longer.en) <= en:
                lines[-1] = longer
                continue
        lines.append(name)
    return tuple(lines)


def _least(type_: Type) -> Rect:
    """The number below its label."""
    pad = 2 * type_.gap
    height = type_.called * 1.2 + type_.zh * 1.4 + type_.latin * 1.3 + pad
    width = max(type_.called * NUMBER_EM, type_.zh * WORDS_EM)
    return Rect(w=ceil(width) + pad, h=ceil(height))


@dataclass(frozen=True)
class _Way:
    """`large`: the window's own number; `lines`: of what it does; `coming`: the next numbers."""

    large: bool
    lines: int
    coming: bool = False


_WAYS = (
    *(
        _Way(large, lines, coming=True)
        for large, lines in ((True, 2), (True, 1), (True, 0), (False, 1), (False, 0))
    ),
    *(_Way(large, lines) for large, lines in ((True, 2), (True, 1), (False, 2), (False, 1), (False, 0))),
)


def _attempt(
    screen: Screen, texts: Texts, type_: Type, name: tuple[str, str], way: _Way
) -> WindowLayout | None:
    gap, inner = type_.gap, screen.width_px - 2 * type_.gap
    header, band = top(screen, texts, type_)
    title_px = max(type_.zh, _grown(screen, inner, type_, name)) if way.large else type_.zh
    names = (type_.zh + type_.latin) * 1.2 if way.large else 0
    title = Rect(gap, band.y + band.h, inner, ceil(max(title_px * 1.3, names)))
    foot_h = {2: type_.two_lines, 1: ceil(type_.zh * 1.4), 0: 0}[way.lines]
    next_h = ceil(type_.zh * 1.7) if way.coming else 0
    begin = title.y + title.h + gap // 3
    rest = (
        screen.height_px
        - begin
        - gap
        - (foot_h + gap if foot_h else 0)
        - (next_h + gap // 2 if next_h else 0)
    )
    below = begin + rest + gap // 2
    hero, least = Rect(gap, begin, inner, rest), _least(type_)
    if hero.h < least.h or hero.w < least.w or inner < type_.zh * TITLE_EM:
        return None
    number, label, latin = _sizes(hero, type_)
    return WindowLayout(
        type=type_,
        header=header,
        band=band,
        title=title,
        hero=hero,
        coming=Rect(gap, below, inner, next_h) if next_h else Rect(),
        foot=Rect(gap, below + (next_h + gap // 2 if next_h else 0), inner, foot_h) if foot_h else Rect(),
        title_px=title_px,
        number=number,
        label=label,
        label_latin=latin,
        words=max(type_.zh, min(number, int((hero.w - 2 * gap) / WORDS_EM), int(hero.h * 0.3))),
        name=TITLE_EM * title_px + max(em(name[0]) * type_.zh, em(name[1]) * type_.latin) <= inner,
        foot_latin=way.lines == 2,
        header_latin=header_need(texts, type_) <= inner,
        band_latin=texts.band is not None and texts.band[1] != "",
    )


def _grown(screen: Screen, inner: int, type_: Type, name: tuple[str, str]) -> int:
    """The window's own number, large; somewhat smaller where its name then has room beside it."""
    most = min(int(screen.height_px * 0.13), int(inner / TITLE_EM))
    beside = int((inner - max(em(name[0]) * type_.zh, em(name[1]) * type_.latin)) / TITLE_EM)
    return min(most, beside) if beside >= type_.zh * 1.4 else most


def _sizes(hero: Rect, type_: Type) -> tuple[int, int, int]:
    """The number, its label in Chinese and in Latin: as large as the place allows, at least what the distance asks."""
    pad = 2 * type_.gap
    rest = hero.h - pad
    by_width = (hero.w - pad) / NUMBER_EM
    by_share = rest / (1.2 + LABEL_SHARE * 1.4 + LATIN_SHARE * 1.3)
    by_least = (rest - type_.zh * 1.4 - type_.latin * 1.3) / 1.2
    number = max(type_.called, int(min(by_width, by_share, by_least)))
    room = rest - number * 1.2
    wide = (hero.w - pad) / 8
    label = max(type_.zh, int(min(number * LABEL_SHARE, wide, room * 0.55 / 1.4)))
    latin = max(type_.latin, int(min(number * LATIN_SHARE, wide, (room - label * 1.4) / 1.3)))
    return number, label, latin
