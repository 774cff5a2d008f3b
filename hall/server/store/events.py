"""The feed: every step of the queue's day, numbered, in the same transaction as the step."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from hall.contract.messages import Call, FeedEvent, TicketState
from hall.server.store.tables import feed, ticket
from hall.server.store.tx import Tx, from_us

_CALLS = ("ticket.called", "ticket.recalled")


def waiting(connection: Connection, date: str, services: tuple[str, ...]) -> dict[str, int]:
    """People waiting now, per service of the hall."""
    rows = connection.execute(
        select(ticket.c.service, func.count())
        .where(ticket.c.date == date, ticket.c.state == TicketState.WAITING.value)
        .group_by(ticket.c.service)
    )
    counts = dict.fromkeys(services, 0)
    counts.update({service: int(count) for service, count in rows})
    return counts


def append(tx: Tx, kind: str, number: str, service: str, window: int | None = None) -> int:
    """Add a step that `tx` has just made; returns its seq."""
    counts = waiting(tx.connection, tx.today, tx.services)
    done = tx.connection.execute(
        insert(feed)
        .values(
            date=tx.today,
            kind=kind,
            at_us=tx.now_us,
            number=number,
            service=service,
            window=window,
            waiting=json.dumps(counts),
        )
        .returning(feed.c.seq)
    )
    seq = int(done.scalar_one())
    tx.events.append(
        FeedEvent(
            seq=seq, kind=kind, at=tx.now, number=number, service=service, window=window, waiting=counts
        )
    )
    return seq


def last_seq(connection: Connection) -> int:
    """The newest event's number, 0 for none."""
    return int(connection.execute(select(func.coalesce(func.max(feed.c.seq), 0))).scalar_one())


def after(connection: Connection, seq: int, limit: int = 500) -> list[FeedEvent]:
    """The next events after `seq`."""
    rows = connection.execute(select(feed).where(feed.c.seq > seq).order_by(feed.c.seq).limit(limit))
    return [_event(row) for row in rows]


def calls(connection: Connection, date: str, limit: int) -> list[Call]:
    """The day's newest calls, newest first."""
    rows = connection.execute(
        select(feed)
        .where(feed.c.date == date, feed.c.kind.in_(_CALLS))
        .order_by(feed.c.seq.desc())
        .limit(limit)
    )
    return [
        Call(
            seq=row.seq,
            number=row.number,
            window=row.window,
            at=from_us(row.at_us),
            recall=row.kind == "ticket.recalled",
        )
        for row in rows
    ]


def _event(row: Row[Any]) -> FeedEvent:
    return FeedEvent(
        seq=row.seq,
        kind=row.kind,
        at=from_us(row.at_us),
        number=row.number,
        service=row.service,
        window=row.window,
        waiting=json.loads(row.waiting),
    )
