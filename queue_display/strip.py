"""What comes round below the calls: who waits, which windows rest, who was missed, and the notices. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hall.contract.messages import BoardState, Notice, Text, WindowInfo
from hall.domain.queue.desk import Presence
from queue_display.face import PAGE_MS, Chip
from queue_display.flow import shortened
from queue_display.layout import Layout
from queue_display.measure import em
from queue_display.notices import sheets

NOTICE_PAGES = 3
"""A longer one is cut short: who waits is below the calls, too."""
NOTICE_LINES = 2
"""Of each language, where there is room for so many; else one."""
MISSED_SHOWN = 12
_APART = "  "
_ENDS = ("。", "！", "？", "：", "；", "…", ".", "!", "?", ":", ";")


@dataclass(frozen=True)
class Card:
    """`name` on the left, `value` on the right. A notice has only its text, over the whole width."""

    kind: Literal["service", "window", "missed", "notice"]
    name: Text
    value: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page of cards, and how long it stays."""

    cards: tuple[Card, ...]
    ms: int = PAGE_MS


def leaves(
    services: Sequence[Chip],
    state: BoardState | None,
    notices: Iterable[Notice],
    layout: Layout,
    *,
    missed: bool,
) -> tuple[Leaf, ...]:
    """All pages. `state`: None when nobody knows what of it is true today."""
    if not layout.chips:
        return ()
    room = layout.chip_px / layout.type.zh
    cards = [Card("service", chip.name, f"等候 {chip.waiting}") for chip in services]
    if state is not None:
        cards += [*_resting(state.windows, room), *(_missed(state.missed, room) if missed else ())]
    size = layout.chips
    pages = [Leaf(tuple(cards[at : at + size])) for at in range(0, len(cards), size)]
    return (*pages, *(leaf for notice in notices for leaf in _told(notice, layout)))


def _resting(windows: Sequence[WindowInfo], room: float) -> Iterator[Card]:
    """Each paused window with its reason; the closed ones together."""
    for window in windows:
        if window.presence is Presence.PAUSED:
            name = Text(zh=f"{window.number}号窗口", en=f"Window {window.number} paused")
            reason = f"暂停：{window.pause}" if window.pause else "暂停服务"
            yield Card("window", name, shortened(reason, room - em(name.zh) - 1))
    closed = [str(one.number) for one in windows if one.presence is Presence.CLOSED]
    if closed and len(closed) == len(windows):
        yield Card("window", Text(zh="窗口未开放", en="Windows not open yet"))
    else:
        yield from _numbers("window", Text(zh="未开放窗口", en="Windows not open"), closed, room)


def _missed(numbers: Sequence[str], room: float) -> Iterator[Card]:
    return _numbers("missed", Text(zh="过号", en="Missed, please ask us"), numbers[:MISSED_SHOWN], room)


def _numbers(
    kind: Literal["window", "missed"], name: Text, numbers: Sequence[str], room: float
) -> Iterator[Card]:
    """As many numbers on each card as its width holds."""
    line = ""
    for number in numbers:
        longer = f"{line}{_APART}{number}" if line else number
        if line and em(longer) > room - em(name.zh) - 1:
            yield Card(kind, name, line)
            longer = number
        line = longer
    if line:
        yield Card(kind, name, line)


def _told(notice: Notice, layout: Layout) -> Iterator[Leaf]:
    """A notice in pages of the strip's whole width."""
    type_, width = layout.type, layout.strip.w - 2 * layout.type.gap
    lines = min(layout.chip_rows, NOTICE_LINES)
    whole = notice.model_copy(
        update={"title": Text(zh="", en=""), "body": _joined(notice.title, notice.body)}
    )
    latin = lines if layout.chip_latin else 0
    for sheet in sheets(whole, (width / type_.zh, lines), (width / type_.latin, latin), NOTICE_PAGES):
        yield Leaf((Card("notice", sheet.body),), sheet.ms)


def _joined(title: Text, body: Text) -> Text:
    """Title and text in one; a title that ends as a sentence needs no colon."""
    zh = "" if title.zh.endswith(_ENDS) else "："
    en = " " if title.en.endswith(_ENDS) else ": "
    return Text(
        zh=f"{title.zh}{zh}{body.zh}" if body.zh else title.zh,
        en=f"{title.en}{en}{body.en}" if body.en else title.en,
    )
