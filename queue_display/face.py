"""What the board shows at one moment, in words and numbers ready to draw. Pure.

Every state is a word and a shape; colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from hall.contract.messages import BoardState, Call, Text
from hall.domain.clock import CHINA, service_date
from queue_display.board import is_local, on_day, recent
from queue_display.stage import Stage

PAGE_MS = 8_000
"""A page of the list or of the waiting counts stays at least this long; nothing crawls."""
GRACE_MS = 3_000
"""A server that restarts is back sooner: no band for that."""
LISTED = 12
"""Calls in the list, on all its pages."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Link:
    """The way to the server. `heard_at`: when the data was last known to be true; None for never."""

    live: bool = False
    heard_at: datetime | None = None
    since_ms: int = 0
    """Monotonic moment at which `live` last changed."""
    blocked: bool = False
    """The server is there and does not take this unit's token: a fault of its set-up."""


@dataclass(frozen=True)
class News:
    """What has been learnt of the hall. `fresh`: calls to announce, oldest first.

    `first`: sequence numbers of those among them whose citizens may go first.
    """

    state: BoardState | None
    link: Link
    fresh: tuple[Call, ...] = ()
    first: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Row:
    """One call of the list. `again`: called more than once; `local`: by its window alone, the server away."""

    number: str
    window: str
    newest: bool
    again: bool
    local: bool = False
    at_window: int = 0


@dataclass(frozen=True)
class Chip:
    """People waiting for one service."""

    name: Text
    waiting: str


@dataclass(frozen=True)
class Hero:
    """The large place: a call, or (number "") words about why there is none."""

    number: str
    label: Text
    detail: Text
    again: bool = False
    fresh: bool = False


@dataclass(frozen=True)
class Head:
    """What every kind of screen says. `mark_shape`: circle (live), triangle (old data) or ring (connecting)."""

    clock: str
    mark: str
    mark_shape: str
    band: Text | None

    @property
    def band_texts(self) -> tuple[str, str] | None:
        """The band's words in both languages."""
        return None if self.band is None else (self.band.zh, self.band.en)


@dataclass(frozen=True)
class Face(Head):
    """All of a hall's or a zone's board."""

    hero: Hero
    calls: tuple[Row, ...]
    services: tuple[Chip, ...]


def head(state: BoardState | None, link: Link, now: datetime, now_ms: int) -> Head:
    """The age of the data and the time. `now` is aware."""
    local = state is not None and any(is_local(call) for call in state.calls)
    shape = (
        "triangle" if local else "circle" if link.live else "ring" if link.heard_at is None else "triangle"
    )
    mark = "本地叫号" if local else _mark(link, service_date(now))
    return Head(hour(now), mark, shape, band(link, now, now_ms, local=local))


def draw(state: BoardState | None, stage: Stage, link: Link, now: datetime, now_ms: int) -> Face:
    """Put the moment together. `now` is aware."""
    today = service_date(now)
    shown = None if state is None else on_day(state, today)
    return Face(
        **vars(head(shown, link, now, now_ms)),
        hero=hero(stage, shown, link),
        calls=_rows(shown, stage.shown),
        services=_chips(shown, known=knows(state, link, today)),
    )


def knows(state: BoardState | None, link: Link, today: str) -> bool:
    """Whether counts and windows are of today: nobody knows them from yesterday's data."""
    return link.live or (state is not None and service_date(state.at) == today)


def hour(at: datetime) -> str:
    """09:31 in China."""
    return at.astimezone(CHINA).strftime("%H:%M")


def page(items: Sequence[_T], size: int, shown_ms: int) -> tuple[tuple[_T, ...], int, int]:
    """The page to show after `shown_ms`: its items, its number from 0, how many there are."""
    count = max(1, -(-len(items) // size)) if size else 1
    number = max(0, shown_ms) // PAGE_MS % count
    return tuple(items[number * size : (number + 1) * size]), number, count


def band(link: Link, now: datetime, now_ms: int, *, local: bool = False) -> Text | None:
    """The line that says how old everything is; None while the data is true. `local`: windows call by themselves."""
    if local:
        return _local_band(link, service_date(now))
    if link.blocked and not link.live:
        return Text(
            zh="本屏的令牌不对，显示已停止更新，请叫工作人员",
            en="This screen's token is refused, nothing is renewed · Call staff",
        )
    if link.live or now_ms - link.since_ms < GRACE_MS:
        return None
    if link.heard_at is None:
        return Text(
            zh="暂时连不上叫号服务器，请留意窗口叫号",
            en="Queue server not reached yet · Please listen for your number",
        )
    if service_date(link.heard_at) != service_date(now):
        return Text(
            zh=f"数据时间 {_moment(link.heard_at)} · 网络中断，请留意窗口叫号",
            en=f"Data as of {_english(link.heard_at)} · Network down, please listen for your number",
        )
    return Text(
        zh=f"数据时间 {hour(link.heard_at)} · 网络中断，以下为断网前的叫号",
        en=f"Data as of {hour(link.heard_at)} · Network down, showing earlier calls",
    )


def _local_band(link: Link, today: str) -> Text:
    if link.heard_at is None:
        zh, en = "服务器断开", "Server away"
    elif service_date(link.heard_at) == today:
        zh, en = f"数据时间 {hour(link.heard_at)}", f"Data as of {hour(link.heard_at)}"
    else:
        zh, en = f"数据时间 {_moment(link.heard_at)}", f"Data as of {_english(link.heard_at)}"
    return Text(zh=f"{zh} · 本地叫号：窗口直接叫号", en=f"{en} · Local calls by the windows")


def _moment(at: datetime) -> str:
    local = at.astimezone(CHINA)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def _english(at: datetime) -> str:
    local = at.astimezone(CHINA)
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def _mark(link: Link, today: str) -> str:
    if link.live:
        return "实时"
    if link.heard_at is None:
        return "连接中"
    return f"数据 {hour(link.heard_at)}" if service_date(link.heard_at) == today else "非今日"


def hero(stage: Stage, shown: BoardState | None, link: Link) -> Hero:
    """The large place: the call, or why there is none."""
    call = stage.shown
    if call is not None:
        return Hero(
            number=call.number,
            label=_label(call, stage),
            detail=Text(zh=f"{call.window}号窗口", en=f"Window {call.window}"),
            again=call.recall,
            fresh=stage.fresh,
        )
    if link.live:
        return Hero(
            "", Text(zh="暂无叫号", en="No calls yet"), Text(zh="请先取号", en="Please take a ticket")
        )
    if shown is None and link.heard_at is None:
        return Hero("", Text(zh="正在连接", en="Connecting"), Text(zh="叫号系统", en="Queue server"))
    return Hero("", Text(zh="网络中断", en="Network down"), Text(zh="等待恢复", en="Waiting to reconnect"))


def _label(call: Call, stage: Stage) -> Text:
    if is_local(call):
        return Text(zh="本地叫号", en="Local call")
    if stage.fresh and call.recall:
        return Text(zh="再次呼叫", en="Called again")
    if stage.fresh:
        return Text(zh="正在叫号", en="Now calling")
    return Text(zh="最近叫号", en="Latest call")


def _rows(shown: BoardState | None, large: Call | None) -> tuple[Row, ...]:
    if shown is None:
        return ()
    return tuple(
        Row(
            number=call.number,
            window=f"{call.window}号窗口",
            newest=large is not None and call.number == large.number,
            again=call.recall,
            local=is_local(call),
            at_window=call.window,
        )
        for call in recent(shown)[:LISTED]
    )


def _chips(shown: BoardState | None, *, known: bool) -> tuple[Chip, ...]:
    """Of another day's data: a dash, not a zero."""
    if shown is None:
        return ()
    return tuple(Chip(service.name, str(service.waiting) if known else "–") for service in shown.services)
