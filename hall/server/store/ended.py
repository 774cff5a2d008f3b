"""Who was served last at a window, as its review pad asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from hall.contract.ended import EndedVisit
from hall.domain.clock import service_date
from hall.domain.queue.ticket import TicketState
from hall.server.store.rating_places import SET_ASIDE
from hall.server.store.tables import feed, rating
from hall.server.store.ticket_rows import find
from hall.server.store.times import from_us

LATELY: Final = 5
"""Ends that are looked at: nobody can be asked of more."""


def last_ends(connection: Connection, window: int, now: datetime, most: int = LATELY) -> list[EndedVisit]:
    """Of its last `most` ends today those that stand, oldest first: one taken back left its ticket otherwise."""
    ends = (
        select(feed.c.ticket)
        .where(feed.c.date == service_date(now), feed.c.kind == "ticket.done", feed.c.window == window)
        .order_by(feed.c.seq.desc())
        .limit(most)
    )
    names = list(dict.fromkeys(connection.execute(ends).scalars()))
    given = (rating.c.ticket.in_(names), ~rating.c.event_id.startswith(SET_ASIDE))
    said = set(connection.execute(select(rating.c.ticket).where(*given)).scalars())
    found = []
    for name in reversed(names):
        row = find(connection, name)
        if row is None or row.state != TicketState.DONE.value or row.window != window or row.ended_us is None:
            continue
        at = from_us(row.ended_us)
        visit = EndedVisit(
            ticket=name,
            number=row.number,
            service=row.service,
            ended_at=at,
            ago_s=max(0.0, (now - at).total_seconds()),
            said=name in said,
        )
        found.append(visit)
    return found
