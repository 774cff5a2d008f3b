"""The feed: every step of the queue's day, numbered, in the same transaction as the step."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Row, bindparam, func, insert, select

from hall.contract.messages import Call, FeedEvent
from hall.domain.queue.order import Why
from hall.domain.queue.ticket import TicketState
from hall.server.store.prepared import Prepared
from hall.server.store.tables import feed, ticket
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx

_CALLS = ("ticket.called", "ticket.recalled")
_WITHDRAWN = "ticket.taken_back"


@dataclass(frozen=True)
class Happened:
    """One step of the day. `ticket`: its event_id; `why`: of a call; `at`: of what was told afterwards, None: now."""

    kind: str
    number: str
    service: str
    window: int | None = None
    ticket: str = ""
    why: Why | None = None
    at: datetime | None = None


_WAITING = (
    select(ticket.c.service, func.count())
    .where(ticket.c.date == bindparam("on"), ticket.c.state == TicketState.WAITING.value)
    .group_by(ticket.c.service)
)
_COLUMNS = ["seq", "date", "kind", "at_us", "number", "service", "window", "waiting", "ticket", "why"]
_WRITE = Prepared(insert(feed), *_COLUMNS)


def waiting(connection: Connection, date: str, services: tuple[str, ...]) -> dict[str, int]:
    """People waiting now, per service of the hall."""
    counts = dict.fromkeys(services, 0)
    counts.update({service: int(count) for service, count in connection.execute(_WAITING, {"on": date})})
    return counts


def append(tx: Tx, *steps: Happened) -> int:
    """Add what `tx` has just made; returns the last seq. The counts are those after all of it.

    Numbers follow each other without a gap: whoever writes is alone until the commit.
    """
    counts = dict.fromkeys(tx.services, 0) | tx.day.counts()
    waiting = to_json(counts).decode()
    for one in steps:
        seq = tx.book.append()
        at_us = to_us(one.at) if one.at else tx.now_us
        row = (seq, tx.today, one.kind, at_us, one.number, one.service, one.window, waiting, one.ticket)
        tx.later(_WRITE, dict(zip(_COLUMNS, (*row, one.why and one.why.value), strict=True)))
        tx.events.append(
            FeedEvent(
                seq=seq,
                kind=one.kind,
                at=one.at or tx.now,
                number=one.number,
                service=one.service,
                window=one.window,
                waiting=counts,
                why=one.why,
            )
        )
    return tx.book.last_seq


def after(connection: Connection, seq: int, limit: int = 500) -> list[FeedEvent]:
    """The next events after `seq`."""
    rows = connection.execute(select(feed).where(feed.c.seq > seq).order_by(feed.c.seq).limit(limit))
    return [_event(row) for row in rows]


def calls(connection: Connection, date: str, limit: int) -> list[Call]:
    """The day's newest calls, newest first, without those that were taken back."""
    rows = connection.execute(
        select(feed)
        .where(feed.c.date == date, feed.c.kind.in_((*_CALLS, _WITHDRAWN)))
        .order_by(feed.c.seq.desc())
        .limit(2 * limit)
    )
    found: list[Call] = []
    withdrawn: set[str] = set()
    for row in rows:
        if row.kind == _WITHDRAWN:
            withdrawn.add(row.number)
        elif row.number in withdrawn:
            # The withdrawn one, and its repeats: back to the call itself.
            withdrawn -= {row.number} if row.kind == "ticket.called" else set()
        else:
            found.append(_call(row))
    return found[:limit]


def _call(row: Row[Any]) -> Call:
    return Call(
        seq=row.seq,
        number=row.number,
        window=row.window,
        at=from_us(row.at_us),
        recall=row.kind == "ticket.recalled",
    )


def _event(row: Row[Any]) -> FeedEvent:
    return FeedEvent(
        seq=row.seq,
        kind=row.kind,
        at=from_us(row.at_us),
        number=row.number,
        service=row.service,
        window=row.window,
        waiting=json.loads(row.waiting),
        why=Why(row.why) if row.why else None,
    )
