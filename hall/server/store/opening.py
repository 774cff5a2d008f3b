"""Whether a number may be taken now: hours and caps. What was printed offline is never refused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, case, func, literal_column, select

from hall.contract.appointments import BookingState
from hall.contract.hours_words import opens, told, why_closed
from hall.contract.messages import ServiceInfo, Text, TicketRequest
from hall.domain.appointments import walk_ins_left
from hall.domain.clock import service_date
from hall.domain.hours import Closed
from hall.domain.queue.ticket import TicketState
from hall.server.problems import Refusal
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import appointment, ticket
from hall.server.store.ticket_rows import find
from hall.server.store.times import to_us
from hall.server.store.tx import Tx

_PREFIX = func.substr(ticket.c.number, literal_column("1"), literal_column("1"))
"""Whose number it is: a transfer changes the service and keeps the number."""


def require_open(tx: Tx, catalogue: Catalogue, request: TicketRequest) -> None:
    """Raises `Refusal` when the service is closed or its numbers of the day are taken.

    A booking is let through: its slot was given within the hours, and its number is kept. So is a repeat of a
    request that has its ticket already.
    """
    if request.appointment:
        return
    service = catalogue.service(request.service)
    closed = catalogue.opening.is_open(service.id, tx.now)
    full = service.cap > 0 and not left(tx.connection, catalogue, tx.now)[service.id]
    if not (closed or full) or find(tx.connection, request.event_id) is not None:
        return
    name = Text(zh=service.name.zh, en=service.name.en)
    if closed:
        raise Refusal("service.closed", service=name, why=why_closed(closed), opens=opens(closed, tx.now))
    raise Refusal("service.full", service=name, cap=service.cap)


def closed_now(catalogue: Catalogue, now: datetime) -> dict[str, Closed]:
    """Services of which no number can be taken now."""
    found = {service: catalogue.opening.is_open(service, now) for service in catalogue.service_ids}
    return {service: closed for service, closed in found.items() if closed}


def with_hours(
    connection: Connection, catalogue: Catalogue, services: list[ServiceInfo], now: datetime
) -> list[ServiceInfo]:
    """The services with why they are closed, and what is left of them."""
    closed, rest = closed_now(catalogue, now), left(connection, catalogue, now)
    words = {service: told(why, now) for service, why in closed.items()}
    return [
        one.model_copy(update={"closed": words.get(one.id), "left": rest.get(one.id)}) for one in services
    ]


def left(connection: Connection, catalogue: Catalogue, now: datetime) -> dict[str, int]:
    """Numbers that walk-ins can still take today, of services with a cap."""
    caps = {service.id: service.cap for service in catalogue.settings.services if service.cap}
    prefixes = {service.prefix: service.id for service in catalogue.settings.services if service.cap}
    if not caps:
        return {}
    today = service_date(now)
    given = dict.fromkeys(caps, (0, 0))
    rows = connection.execute(
        select(_PREFIX, func.count(), func.sum(case((ticket.c.appointment == "", 1), else_=0)))
        .where(ticket.c.date == today, ticket.c.state != TicketState.VOID.value)
        .group_by(_PREFIX)
    )
    given.update({prefixes[one]: (int(count), int(came)) for one, count, came in rows if one in prefixes})
    kept = _expected(connection, catalogue, now, today)
    share = catalogue.settings.booking.walk_in_percent
    return {
        service: walk_ins_left(cap, share, *given[service], kept.get(service, 0))
        for service, cap in caps.items()
    }


def _expected(connection: Connection, catalogue: Catalogue, now: datetime, today: str) -> dict[str, int]:
    """Bookings of today that may still be taken up in time."""
    rules = catalogue.rules
    rows = connection.execute(
        select(appointment.c.service, func.count())
        .where(
            appointment.c.date == today,
            appointment.c.state == BookingState.BOOKED.value,
            appointment.c.begin_us >= to_us(now - rules.slot - rules.elastic),
        )
        .group_by(appointment.c.service)
    )
    return {service: int(count) for service, count in rows}
