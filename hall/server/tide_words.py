"""What proposals say to staff, in both languages, from their facts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from hall.contract.messages import Text
from hall.contract.tides import Effect, Tide, TideState
from hall.domain.clock import CHINA
from hall.domain.queue.tide import Kind
from hall.server.store.catalogue import Catalogue
from hall.server.store.times import from_us

_TEXTS = {
    "open": (
        "{service}有 {n} 人等候，最久 {m} 分钟：提议开 {w} 号窗口帮忙。",
        "{n} people wait for {service}, the first for {m} min: open window {w} to help.",
    ),
    "help": (
        "{service}有 {n} 人等候，最久 {m} 分钟：提议 {w} 号窗口也办{service}。",
        "{n} people wait for {service}, the first for {m} min: let window {w} serve it too.",
    ),
    "back": (
        "{service}只剩 {n} 人等候：{w} 号窗口可以回到自己的业务。",
        "Only {n} wait for {service} now: window {w} can go back to its own services.",
    ),
    "ended": (
        "{w} 号窗口 {t} 已到点，还在服务(延时)，等候 {n} 人：可以关窗。",
        "The hours of window {w} ended at {t} and it still serves, {n} waiting: it can be closed.",
    ),
    "late": (
        "{w} 号窗口应在 {t} 开窗，现在还没有开，等候 {n} 人。",
        "Window {w} should be open since {t} and is not; {n} are waiting.",
    ),
    "substitute": (
        "{w} 号窗口从 {t} 起暂停，等候 {n} 人：提议由{who}顶岗(B 岗)。",
        "Window {w} has been paused since {t}, {n} waiting: {who} could stand in.",
    ),
    "cap": (
        "{service}今天只剩 {n} 个号。",
        "Only {n} numbers of {service} are left for today.",
    ),
    "cap_reached": (
        "{service}今天的号已取完。",
        "The numbers of {service} are used up for today.",
    ),
}
_OVER = {
    TideState.ACCEPTED: Text(zh="已接受", en="accepted"),
    TideState.DISMISSED: Text(zh="暂不处理", en="dismissed"),
    TideState.GONE: Text(zh="情况已经过去", en="no longer needed"),
}


def as_told(catalogue: Catalogue, row: Row[Any]) -> Tide:
    """A row as staff see it."""
    kind = Kind(row.kind)
    effect = Effect(
        waiting=row.waiting,
        longest_min=row.longest_s // 60,
        after_waiting=row.after_waiting,
        after_longest_min=None if row.after_longest_s is None else row.after_longest_s // 60,
    )
    return Tide(
        id=row.id,
        kind=kind,
        state=TideState(row.state),
        text=_text(catalogue, row, kind),
        window=row.window,
        service=row.service or None,
        since=from_us(row.since_us),
        made=from_us(row.made_us),
        may_accept=row.open is not None and kind not in {Kind.LATE, Kind.CAP},
        decided=None if row.decided_us is None else from_us(row.decided_us),
        by=row.decided_by,
        reason=row.reason,
        effect=effect if kind is Kind.HELP and row.state == TideState.ACCEPTED.value else None,
        served=row.served,
    )


def how_over(state: str, by: str) -> Text:
    """What became of it and by whom."""
    said = _OVER[TideState(state)]
    return Text(zh=f"{said.zh} · {by}", en=f"{said.en}, {by}") if by else said


def _text(catalogue: Catalogue, row: Row[Any], kind: Kind) -> Text:
    key = "open" if kind is Kind.HELP and row.opens else kind.value
    zh, en = _TEXTS["cap_reached" if kind is Kind.CAP and not row.waiting else key]
    facts = {
        "n": row.waiting,
        "m": row.longest_s // 60,
        "w": row.window,
        "t": _clock(from_us(row.since_us)),
        "who": row.who,
    }
    name = next((one.name for one in catalogue.settings.services if one.id == row.service), None)
    return Text(
        zh=zh.format(service=name.zh if name else row.service, **facts),
        en=en.format(service=name.en if name else row.service, **facts),
    )


def _clock(at: datetime) -> str:
    return at.astimezone(CHINA).strftime("%H:%M")
