"""Bookings in the tables: by whom only as a keyed hash, and each taken up once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from hall.contract.appointments import Appointment, BookingState, FindBooking
from hall.contract.hours_words import moment, slot
from hall.contract.messages import Text, TicketRequest
from hall.domain.appointments import Arrival, admission
from hall.domain.clock import service_date
from hall.domain.queue.ticket import Lane, TicketState
from hall.server.problems import Refusal
from hall.server.store import trail
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import appointment, ticket
from hall.server.store.ticket_rows import find as find_ticket
from hall.server.store.times import from_us
from hall.server.store.tx import Tx

Hash = Callable[[str], str]
"""An ID number's keyed hash."""


@dataclass(frozen=True)
class Claim:
    """What a ticket is entitled to. `remark`: why an appointment is none any more, for its holder."""

    lane: Lane
    reason: str = ""
    slot_us: int | None = None
    appointment: str = ""
    remark: Text | None = None


def plain_claim(group: str) -> Claim:
    """Of a request without an appointment."""
    return Claim(Lane.PRIORITY if group else Lane.WALK_IN, group)


def check_in(tx: Tx, catalogue: Catalogue, request: TicketRequest) -> Claim:
    """The claim of a request; its appointment, when it names one, is taken up. Raises `Refusal`."""
    plain = plain_claim(request.group)
    if not request.appointment:
        return plain
    row = require(tx.connection, request.appointment)
    if row.ticket == request.event_id:
        return _claim(catalogue, row, plain, BookingState(row.state), tx.now)
    _refuse_spent(tx.connection, row)
    if row.service != request.service:
        raise Refusal("appointment.otherService", service=service_name(catalogue, row.service))
    begin = from_us(row.begin_us)
    admitted = admission(begin, catalogue.rules)
    arrival = admitted.arrival(tx.now)
    if arrival is Arrival.EARLY:
        earliest = moment(admitted.begin, tx.now)
        raise Refusal(
            "appointment.tooEarly", slot=slot(begin, catalogue.rules.slot, tx.now), earliest=earliest
        )
    if row.date < tx.today:
        raise Refusal("appointment.over", slot=slot(begin, catalogue.rules.slot, tx.now))
    state = BookingState.LATE if arrival is Arrival.LATE else BookingState.TAKEN_UP
    _change(tx, row.code, state=state.value, ticket=request.event_id)
    return _claim(catalogue, row, plain, state, tx.now)


def cancel(tx: Tx, catalogue: Catalogue, code: str, by: str = "") -> Appointment:
    """The time is free again; a repeat gets the same. `by`: whose token. Raises `Refusal` once it was taken up or is over."""
    row = require(tx.connection, code)
    if row.state != BookingState.CANCELLED.value:
        _refuse_spent(tx.connection, row)
        begin = from_us(row.begin_us)
        if admission(begin, catalogue.rules).arrival(tx.now) is Arrival.LATE:
            raise Refusal("appointment.over", slot=slot(begin, catalogue.rules.slot, tx.now))
        _change(tx, row.code, state=BookingState.CANCELLED.value)
        trail.step(tx, "booking.cancelled", by, f"booking:{row.code}", {"service": row.service})
    return as_told(catalogue, require(tx.connection, code), tx.now)


def release(tx: Tx, code: str) -> None:
    """Its ticket never reached the citizen: the booking can be taken up again."""
    _change(tx, code, state=BookingState.BOOKED.value, ticket="")


def of_day(connection: Connection, catalogue: Catalogue, date: str, now: datetime) -> list[Appointment]:
    """Every booking of a day, by slot."""
    return _told(connection, catalogue, now, appointment.c.date == date)


def find(
    connection: Connection, catalogue: Catalogue, hashed: Hash, asked: FindBooking, now: datetime
) -> list[Appointment]:
    """By card: those of today and later that were not cancelled. By code: that one, whatever became of it. Raises `Refusal`."""
    if bool(asked.id_number.strip()) == bool(asked.code):
        raise Refusal("appointment.oneKey")
    if asked.code:
        return [as_told(catalogue, require(connection, asked.code), now)]
    return _told(
        connection,
        catalogue,
        now,
        appointment.c.identity == hashed(asked.id_number),
        appointment.c.date >= service_date(now),
        appointment.c.state != BookingState.CANCELLED.value,
    )


def require(connection: Connection, code: str) -> Row[Any]:
    """The booking, with the number it became. Raises `Refusal`."""
    found = connection.execute(_with_number().where(appointment.c.code == code.upper())).first()
    if found is None:
        raise Refusal("appointment.unknown", booking=code)
    return found


def as_told(catalogue: Catalogue, row: Row[Any], now: datetime) -> Appointment:
    """A row as others may see it."""
    begin = from_us(row.begin_us)
    admitted = admission(begin, catalogue.rules)
    arrival, state = admitted.arrival(now), BookingState(row.state)
    if state is BookingState.BOOKED and arrival is Arrival.LATE:
        state = BookingState.MISSED
    return Appointment(
        code=row.code,
        service=row.service,
        begin=begin,
        end=begin + catalogue.rules.slot,
        earliest=admitted.begin,
        latest=admitted.until,
        state=state,
        arrival=arrival,
        name=row.name,
        phone=row.phone,
        ticket=row.ticket,
        number=row.number or "",
    )


def missed_since(catalogue: Catalogue, now: datetime, span: timedelta) -> tuple[datetime, datetime]:
    """Between which begins a booking that is still BOOKED has lapsed within `span`."""
    open_for = catalogue.rules.slot + catalogue.rules.elastic
    return now - span - open_for, now - open_for


def service_name(catalogue: Catalogue, id_: str) -> Text:
    """A service's name. Raises `Refusal`."""
    words = catalogue.service(id_).name
    return Text(zh=words.zh, en=words.en)


def _claim(catalogue: Catalogue, row: Row[Any], plain: Claim, state: BookingState, now: datetime) -> Claim:
    if state is not BookingState.LATE:
        return Claim(Lane.APPOINTMENT, "", row.begin_us, row.code)
    was = slot(from_us(row.begin_us), catalogue.rules.slot, now)
    remark = Text(
        zh=f"预约时段({was.zh})已过，按现场号排队。",
        en=f"Your slot ({was.en}) is over; this number waits with the walk-ins.",
    )
    return Claim(plain.lane, plain.reason, None, row.code, remark)


def _refuse_spent(connection: Connection, row: Row[Any]) -> None:
    """Raises `Refusal` for a booking that was cancelled or has a ticket that still counts."""
    if row.state == BookingState.CANCELLED.value:
        raise Refusal("appointment.cancelled")
    was = find_ticket(connection, row.ticket) if row.ticket else None
    if was is not None and was.state != TicketState.VOID.value:
        raise Refusal("appointment.takenUp", number=was.number)


def _change(tx: Tx, code: str, **values: str) -> None:
    tx.connection.execute(
        update(appointment).where(appointment.c.code == code).values(changed_us=tx.now_us, **values)
    )


def _told(connection: Connection, catalogue: Catalogue, now: datetime, *which: Any) -> list[Appointment]:  # noqa: ANN401 - SQLAlchemy's conditions
    rows = connection.execute(
        _with_number()
        .where(*which)
        .order_by(appointment.c.begin_us, appointment.c.service, appointment.c.code)
    )
    return [as_told(catalogue, row, now) for row in rows]


def _with_number() -> Any:  # noqa: ANN401 - SQLAlchemy's Select of many columns
    return select(appointment, ticket.c.number).outerjoin(
        ticket, (ticket.c.event_id == appointment.c.ticket) & (appointment.c.ticket != "")
    )
