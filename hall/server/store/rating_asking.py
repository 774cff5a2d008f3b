"""Visits that nobody has evaluated yet, for the links that somebody else sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from hall.contract.evaluations import Source, Subject
from hall.domain.calendar import moment
from hall.domain.cases.workdays import day_of
from hall.domain.queue.ticket import TicketState
from hall.server.store.catalogue import Catalogue
from hall.server.store.help_tables import rating_said
from hall.server.store.rating_tables import rating_default
from hall.server.store.tables import case, rating, ticket
from hall.server.store.times import from_us, to_us

MOST: Final = 2000


@dataclass(frozen=True)
class Unrated:
    """`window` 0: none. `ended`: when it was served, or made."""

    kind: Subject
    subject: str
    number: str
    service: str
    window: int
    ended: datetime


def unrated(connection: Connection, catalogue: Catalogue, now: datetime, days: int) -> list[Unrated]:
    """Of the last days, newest first, at most `MOST`."""
    today = day_of(now)
    services = {one.id: one.service for one in catalogue.settings.items}
    first = today - timedelta(days=days)
    found = [
        Unrated(
            Subject.TICKET,
            row.event_id,
            row.number,
            row.service,
            row.window or 0,
            from_us(row.ended_us or row.issued_us),
        )
        for row in connection.execute(silent_tickets(first, today).limit(MOST))
    ]
    found += [
        Unrated(
            Subject.CASE, row.event_id, row.number, services.get(row.item, ""), 0, from_us(row.submitted_us)
        )
        for row in connection.execute(silent_cases(first, today).limit(MOST))
    ]
    return sorted(found, key=lambda one: one.ended, reverse=True)[:MOST]


def silent_tickets(first: date, last: date) -> Select[Any]:
    """Tickets of those days that were served and have no stars, but for those that the province's page asked."""
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    handed = select(rating_said.c.ticket).where(rating_said.c.source == Source.PROVINCE.value)
    return (
        select(ticket)
        .outerjoin(rating, _real(ticket.c.event_id))
        .outerjoin(rating_default, rating_default.c.subject == ticket.c.event_id)
        .where(ticket.c.date.in_(days), ticket.c.state == TicketState.DONE.value, rating.c.ticket.is_(None))
        .where(ticket.c.event_id.not_in(handed))
        .order_by(ticket.c.id.desc())
    )


def silent_cases(first: date, last: date) -> Select[Any]:
    """Applications of those days without stars."""
    since, until = (to_us(moment(day, 0)) for day in (first, last + timedelta(days=1)))
    return (
        select(case)
        .outerjoin(rating, _real(case.c.event_id))
        .outerjoin(rating_default, rating_default.c.subject == case.c.event_id)
        .where(case.c.submitted_us >= since, case.c.submitted_us < until, rating.c.ticket.is_(None))
        .order_by(case.c.submitted_us.desc())
    )


def _real(subject: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(rating.c.ticket == subject, rating.c.stars.is_not(None))
