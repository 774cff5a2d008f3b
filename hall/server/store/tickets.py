"""Tickets: dense online numbers, one place in the queue per event_id, and the offline ones merged in."""

from __future__ import annotations

import json
from collections import Counter as Tally
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from hall.contract.bodies import TicketIssuedBody, TicketPaperBody
from hall.contract.messages import OwnTicket, PaperState, Ticket, TicketRequest
from hall.domain.numbers import MAX_SERIAL, Number, parse
from hall.domain.queue.estimate import Wait
from hall.domain.queue.joining import joined_at
from hall.domain.queue.ticket import Lane, TicketState
from hall.domain.queue.ticket import Ticket as Place
from hall.server.problems import Refusal
from hall.server.store import events, series
from hall.server.store.appointments import Claim, plain_claim, release
from hall.server.store.events import Happened
from hall.server.store.forecast import as_range, told_of
from hall.server.store.prepared import Prepared
from hall.server.store.steps import leave_window
from hall.server.store.tables import ticket
from hall.server.store.ticket_rows import at_or_none, find
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx

_WAITING = TicketState.WAITING.value
_PLACE = (ticket.c.joined_us, ticket.c.behind, ticket.c.event_id)
"""The queue's order, as `Ticket.place` of the rules."""

_NEW = {
    "state": _WAITING,
    "replaced": "",
    "lane": Lane.WALK_IN.value,
    "reason": "",
    "behind": 0,
    "calls": 0,
    "returns": 0,
    "note": "",
    "items": "[]",
    "told_low_s": None,
    "told_middle_s": None,
    "told_high_s": None,
    "appointment": "",
    "slot_us": None,
}
_COLUMNS = (
    *_NEW,
    *["event_id", "date", "number", "service", "paper", "identity", "unit", "issued_us", "joined_us"],
)
_INSERT = Prepared(insert(ticket), *_COLUMNS)
_OWN = (
    select(ticket)
    .where(
        ticket.c.date == bindparam("on"),
        ticket.c.service == bindparam("of"),
        ticket.c.state == _WAITING,
        ticket.c.identity == bindparam("identity"),
    )
    .order_by(*_PLACE)
)


def issue(
    tx: Tx, request: TicketRequest, prefix: str, told: Wait | None = None, claim: Claim | None = None
) -> Ticket:
    """Give the next number of `prefix`; a repeated event_id gets the ticket it already has.

    `told`: how long the wait will be, as it is printed; what comes is measured against it. `claim`: None is
    that of the request's group.
    """
    if tx.has_ticket(request.event_id):
        return _again(tx, request)
    _refuse_second_place(tx, request)
    serial = series.following(tx, tx.today, prefix)
    if serial > MAX_SERIAL:
        raise Refusal("ticket.numbersEnded", service=request.service)
    number = str(Number(prefix, serial))
    mine = claim or plain_claim(request.group)
    place = Place(
        request.event_id, number, request.service, tx.now, mine.lane, mine.reason, at_or_none(mine.slot_us)
    )
    _put(
        tx,
        place,
        tx.today,
        paper=PaperState.RESERVED.value,
        identity=request.identity,
        unit=request.unit,
        slot_us=mine.slot_us,
        appointment=mine.appointment,
        **_told(told),
    )
    events.append(tx, Happened("ticket.issued", number, request.service, ticket=request.event_id))
    return Ticket(
        event_id=request.event_id,
        number=number,
        service=request.service,
        date=tx.today,
        state=TicketState.WAITING,
        paper=PaperState.RESERVED,
        issued_at=tx.now,
        ahead=tx.day.ahead(place, tx.now),
        unit=request.unit,
        group=mine.reason,
        items=[],  # named: pydantic would copy its own deeply each time
        wait=as_range(told),
    )


def _again(tx: Tx, request: TicketRequest) -> Ticket:
    known = _must_find(tx.connection, request.event_id)
    if known.service != request.service:
        raise Refusal("ticket.idReused")
    return as_told(known, _ahead(tx, known.event_id))


def add_printed(tx: Tx, event_id: str, unit: str, body: TicketIssuedBody) -> dict[str, Any]:
    """Take in a number printed offline. The printed one wins over an online one of the same event_id.

    Raises `Refusal` when another ticket of that day has the number.
    """
    _refuse_taken_number(tx, event_id, body)
    number = parse(body.number)
    series.reach(tx, body.date, number.series, number.serial)  # also when a restored server forgot the lease
    known = find(tx.connection, event_id)
    if known is None:
        joined = joined_at(body.issued_at, body.date, tx.now)
        claim = plain_claim(body.group)
        place = Place(event_id, body.number, body.service, joined, claim.lane, claim.reason)
        _put(tx, place, body.date, paper=body.paper.value, identity=body.identity, unit=unit)
        events.append(tx, Happened("ticket.issued", body.number, body.service, ticket=event_id))
        return {"number": body.number, "replaced": ""}
    if known.service != body.service:
        raise Refusal("ticket.idReused")
    if known.number != body.number or known.date != body.date:
        _replace_number(tx, known, body)
    return {"number": body.number, "replaced": known.number if known.number != body.number else ""}


def note_paper(tx: Tx, body: TicketPaperBody) -> dict[str, Any]:
    """Keep what became of the paper; `void` gives up a place that nobody was called to yet."""
    known = _must_find(tx.connection, body.ticket)
    if known.number != body.number:
        raise Refusal("ticket.numberDiffers", number=known.number)
    gives_up = body.void and known.state == _WAITING
    values: dict[str, Any] = {"paper": body.paper.value}
    if gives_up:
        values |= {"state": TicketState.VOID.value, "ended_us": tx.now_us}
    tx.connection.execute(update(ticket).where(ticket.c.id == known.id).values(values))
    if gives_up:
        if known.appointment:
            release(tx, known.appointment)
        tx.book.reread(tx.connection, known.event_id)
        events.append(tx, Happened("ticket.void", known.number, known.service, ticket=known.event_id))
    return {"state": TicketState.VOID.value if gives_up else known.state}


def of_day(connection: Connection, date: str) -> list[Ticket]:
    """All tickets of a service date by arrival; `ahead` counts by arrival, too."""
    rows = connection.execute(select(ticket).where(ticket.c.date == date).order_by(*_PLACE))
    ahead: Tally[str] = Tally()
    found = []
    for row in rows:
        waits = row.state == _WAITING
        found.append(as_told(row, ahead[row.service] if waits else 0))
        ahead[row.service] += waits
    return found


def as_told(row: Any, ahead: int = 0) -> Ticket:  # noqa: ANN401 - a ticket_rows.Row, or SQLAlchemy's
    """A row as others see it."""
    return Ticket(
        event_id=row.event_id,
        number=row.number,
        service=row.service,
        date=row.date,
        state=TicketState(row.state),
        paper=PaperState(row.paper),
        issued_at=from_us(row.issued_us),
        ahead=ahead,
        window=row.window,
        unit=row.unit,
        group=row.reason,
        note=row.note,
        items=json.loads(row.items) if row.items != "[]" else [],
        wait=as_range(told_of(row)),
    )


def _told(wait: Wait | None) -> dict[str, int | None]:
    if wait is None:
        return {}
    low, middle, high = (int(one.total_seconds()) for one in (wait.low, wait.middle, wait.high))
    return {"told_low_s": low, "told_middle_s": middle, "told_high_s": high}


def _put(tx: Tx, place: Place, date: str, **columns: str | int | None) -> None:
    """A new place in the queue of `date`. `columns`: what the rules do not know of it."""
    if date == tx.today:
        day = tx.day
        tx.book.touched = True
        day.put(place)
    joined_us = to_us(place.joined)
    tx.later(
        _INSERT,
        {
            **_NEW,
            "event_id": place.id,
            "date": date,
            "number": place.number,
            "service": place.service,
            "lane": place.lane.value,
            "reason": place.reason,
            "issued_us": joined_us,
            "joined_us": joined_us,
            **columns,
        },
    )


def _ahead(tx: Tx, id_: str) -> int:
    """People to be called before; 0 for one that does not wait today."""
    mine = tx.day.tickets.get(id_)
    return tx.day.ahead(mine, tx.now) if mine is not None and mine.state is TicketState.WAITING else 0


def _must_find(connection: Connection, event_id: str) -> Any:  # noqa: ANN401 - a Row
    row = find(connection, event_id)
    if row is None:
        raise Refusal("ticket.unknown")
    return row


def _refuse_second_place(tx: Tx, request: TicketRequest) -> None:
    """Tell whoever has a place already which one it is: the same keyed hash asks, so it is their own."""
    if not request.identity:
        return
    asked = {"on": tx.today, "of": request.service, "identity": request.identity}
    row = tx.connection.execute(_OWN, asked).first()
    if row is not None:
        own = OwnTicket(number=row.number, service=row.service, ahead=_ahead(tx, row.event_id))
        raise Refusal("ticket.alreadyWaiting", detail=row.number, ticket=own, number=row.number)


def _refuse_taken_number(tx: Tx, event_id: str, body: TicketIssuedBody) -> None:
    holder = tx.connection.execute(
        select(ticket.c.event_id).where(ticket.c.date == body.date, ticket.c.number == body.number)
    ).scalar()
    if holder not in (None, event_id):
        raise Refusal("ticket.numberTaken", number=body.number)


def _replace_number(tx: Tx, known: Any, body: TicketIssuedBody) -> None:  # noqa: ANN401 - a Row
    """The online number never reached the citizen: whatever was called under it, this person still waits."""
    window = leave_window(tx, known.event_id)
    tx.connection.execute(
        update(ticket)
        .where(ticket.c.id == known.id)
        .values(
            number=body.number,
            date=body.date,
            state=_WAITING,
            window=None,
            called_us=None,
            started_us=None,
            ended_us=None,
            calls=0,
            paper=body.paper.value,
            replaced=known.number,
        )
    )
    tx.book.reread(tx.connection, known.event_id)
    if known.state != TicketState.VOID.value:
        events.append(tx, Happened("ticket.void", known.number, known.service, window, known.event_id))
    events.append(tx, Happened("ticket.issued", body.number, body.service, ticket=known.event_id))
