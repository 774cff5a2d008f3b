"""Rows of the ticket table, as the rules and as others see them."""

from __future__ import annotations

import json
from collections import namedtuple
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from hall.domain.queue.ticket import Hold, Lane, Ticket, TicketState
from hall.server.store.prepared import Prepared
from hall.server.store.tables import ticket
from hall.server.store.times import from_us, to_us


def _row_type() -> Any:  # noqa: ANN401 - its columns are the table's
    return namedtuple("Row", [column.name for column in ticket.c])  # noqa: PYI024


Row = _row_type()
"""A whole row, its columns as attributes."""

_BY_ID = Prepared(select(ticket).where(ticket.c.event_id == bindparam("id")))
_LANES, _STATES = {one.value: one for one in Lane}, {one.value: one for one in TicketState}


def find(connection: Connection, event_id: str) -> Any | None:  # noqa: ANN401 - a Row
    """The ticket's row."""
    rows = _BY_ID.run(connection, {"id": event_id})
    return Row._make(rows[0]) if rows else None


def to_domain(row: Any) -> Ticket:  # noqa: ANN401 - a Row, or SQLAlchemy's
    """A row as the rules know it."""
    return Ticket(
        id=row.event_id,
        number=row.number,
        service=row.service,
        joined=from_us(row.joined_us),
        lane=_LANES[row.lane],
        reason=row.reason,
        slot=at_or_none(row.slot_us),
        state=_STATES[row.state],
        behind=row.behind,
        window=row.window,
        pinned=row.pinned,
        calls=row.calls,
        called=at_or_none(row.called_us),
        started=at_or_none(row.started_us),
        ended=at_or_none(row.ended_us),
        hold=Hold(row.hold) if row.hold else None,
        returns=row.returns,
        note=row.note,
        items=tuple(json.loads(row.items)) if row.items != "[]" else (),
    )


def columns(one: Ticket) -> dict[str, Any]:
    """What a step may change of a ticket."""
    return {
        "service": one.service,
        "lane": one.lane.value,
        "reason": one.reason,
        "slot_us": _us(one.slot),
        "joined_us": to_us(one.joined),
        "behind": one.behind,
        "state": one.state.value,
        "window": one.window,
        "pinned": one.pinned,
        "calls": one.calls,
        "called_us": _us(one.called),
        "started_us": _us(one.started),
        "ended_us": _us(one.ended),
        "hold": one.hold.value if one.hold else None,
        "returns": one.returns,
        "note": one.note,
        "items": json.dumps(one.items),
    }


def _us(at: datetime | None) -> int | None:
    return None if at is None else to_us(at)


def at_or_none(us: int | None) -> datetime | None:
    """A moment that may be missing."""
    return None if us is None else from_us(us)
