"""Which visits a citizen can evaluate: by the ticket's own id, by who took it, or applications found elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from hall.contract.evaluations import FindVisits, Subject, VisitInfo, Visits
from hall.domain.clock import service_date
from hall.domain.queue.ticket import TicketState
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import rating, ticket
from hall.server.store.times import from_us

DAYS = 7
"""As long a person's visits are found; the code on the paper opens its own visit at any time."""
MOST = 5


def find(
    connection: Connection, catalogue: Catalogue, asked: FindVisits, filed: Sequence[Row[Any]], now: datetime
) -> Visits:
    """By id: the ticket as it stands. By person: what was served, newest first, at most `MOST`.

    `filed`: rows of `case` that are whoever asks'.
    """
    today = date.fromisoformat(service_date(now))
    days = {(today - timedelta(days=ago)).isoformat() for ago in range(DAYS)}
    found = [
        *(_tickets(connection, asked, days) if asked.ticket or asked.identity else ()),
        *_cases(connection, catalogue, [one for one in filed if asked.code or _day(one) in days]),
    ]
    return Visits(visits=sorted(found, key=lambda one: one.at, reverse=True)[:MOST])


def _tickets(connection: Connection, asked: FindVisits, days: set[str]) -> list[VisitInfo]:
    real = and_(rating.c.ticket == ticket.c.event_id, rating.c.stars.is_not(None))
    rows = (
        select(ticket, rating.c.ticket.label("rated"))
        .select_from(ticket.outerjoin(rating, real))
        .order_by(ticket.c.issued_us.desc())
        .limit(MOST)
    )
    if asked.ticket:
        wanted = rows.where(ticket.c.event_id == asked.ticket)
    else:
        mine = (ticket.c.identity == asked.identity, ticket.c.state == TicketState.DONE.value)
        wanted = rows.where(ticket.c.date.in_(days), *mine)
    return [
        VisitInfo(
            ticket=row.event_id,
            number=row.number,
            service=row.service,
            window=row.window,
            at=from_us(row.ended_us or row.issued_us),
            served=row.state == TicketState.DONE.value,
            rated=row.rated is not None,
        )
        for row in connection.execute(wanted)
    ]


def _cases(connection: Connection, catalogue: Catalogue, filed: Sequence[Row[Any]]) -> list[VisitInfo]:
    """Applications: the service is what was done at the machine, so it is over once they are made."""
    ids = [one.event_id for one in filed]
    asked = select(rating.c.ticket).where(rating.c.ticket.in_(ids), rating.c.stars.is_not(None))
    rated = set(connection.execute(asked).scalars()) if ids else set()
    services = {one.id: one.service for one in catalogue.settings.items}
    return [
        VisitInfo(
            kind=Subject.CASE,
            ticket=row.event_id,
            number=row.number,
            service=services[row.item],
            window=None,
            at=from_us(row.submitted_us),
            served=True,
            rated=row.event_id in rated,
        )
        for row in filed
        if row.item in services
    ]


def _day(row: Row[Any]) -> str:
    return service_date(from_us(row.submitted_us))
