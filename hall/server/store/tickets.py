"""Tickets: dense online numbers, one place in the queue per event_id, and the offline ones merged in."""

from __future__ import annotations

import json
from collections import Counter as Tally
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, tuple_, update

from hall.contract.bodies import TicketIssuedBody, TicketPaperBody
from hall.contract.messages import OwnTicket, PaperState, Ticket, TicketRequest
from hall.domain.numbers import MAX_SERIAL, Number, parse
from hall.domain.queue.estimate import Wait
from hall.domain.queue.joining import joined_at
from hall.domain.queue.ticket import Lane, TicketState
from hall.server.problems import Refusal
from hall.server.store import events, series
from hall.server.store.day_book import leave_window
from hall.server.store.events import Happened
from hall.server.store.forecast import as_range, told_of
from hall.server.store.tables import ticket
from hall.server.store.tx import Tx, from_us, to_us

_WAITING = TicketState.WAITING.value
_PLACE = (ticket.c.joined_us, ticket.c.behind, ticket.c.event_id)
"""The queue's order, as `Ticket.place` of the rules."""

# Statements are built once: building one costs more than running it.
_BY_ID = select(ticket).where(ticket.c.event_id == bindparam("id"))
_INSERT = insert(ticket)
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
}
_AHEAD = select(func.count()).where(
    ticket.c.date == bindparam("on"),
    ticket.c.service == bindparam("of"),
    ticket.c.state == _WAITING,
    tuple_(*_PLACE) < tuple_(bindparam("joined"), bindparam("behind"), bindparam("id")),
)
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


def issue(tx: Tx, request: TicketRequest, prefix: str, told: Wait | None = None) -> Ticket:
    """Give the next number of `prefix`; a repeated event_id gets the ticket it already has.

    `told`: how long the wait will be, as it is printed; what comes is measured against it.
    """
    known = find(tx.connection, request.event_id)
    if known is not None:
        if known.service != request.service:
            raise Refusal("ticket.idReused")
        return to_ticket(tx.connection, known)
    _refuse_second_place(tx, request)
    serial = series.last(tx, tx.today, prefix) + 1
    if serial > MAX_SERIAL:
        raise Refusal("ticket.numbersEnded", service=request.service)
    series.reach(tx, tx.today, prefix, serial)
    number = str(Number(prefix, serial))
    _put(
        tx,
        event_id=request.event_id,
        date=tx.today,
        number=number,
        service=request.service,
        paper=PaperState.RESERVED.value,
        identity=request.identity,
        unit=request.unit,
        issued_us=tx.now_us,
        lane=(Lane.PRIORITY if request.group else Lane.WALK_IN).value,
        reason=request.group,
        **_told(told),
    )
    events.append(tx, Happened("ticket.issued", number, request.service, ticket=request.event_id))
    return to_ticket(tx.connection, _must_find(tx.connection, request.event_id))


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
        _put(
            tx,
            event_id=event_id,
            date=body.date,
            number=body.number,
            service=body.service,
            paper=body.paper.value,
            identity=body.identity,
            unit=unit,
            issued_us=to_us(joined),
        )
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
        events.append(tx, Happened("ticket.void", known.number, known.service, ticket=known.event_id))
    return {"state": TicketState.VOID.value if gives_up else known.state}


def find(connection: Connection, event_id: str) -> Row[Any] | None:
    """The ticket's row."""
    return connection.execute(_BY_ID, {"id": event_id}).one_or_none()


def to_ticket(connection: Connection, row: Row[Any]) -> Ticket:
    """The ticket as others see it, with the people ahead of it now."""
    return as_told(row, _ahead(connection, row) if row.state == _WAITING else 0)


def of_day(connection: Connection, date: str) -> list[Ticket]:
    """All tickets of a service date, in the order of the queue."""
    rows = connection.execute(select(ticket).where(ticket.c.date == date).order_by(*_PLACE))
    ahead: Tally[str] = Tally()
    found = []
    for row in rows:
        waits = row.state == _WAITING
        found.append(as_told(row, ahead[row.service] if waits else 0))
        ahead[row.service] += waits
    return found


def as_told(row: Row[Any], ahead: int = 0) -> Ticket:
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
        items=json.loads(row.items),
        wait=as_range(told_of(row)),
    )


def _told(wait: Wait | None) -> dict[str, int]:
    if wait is None:
        return {}
    low, middle, high = (int(one.total_seconds()) for one in (wait.low, wait.middle, wait.high))
    return {"told_low_s": low, "told_middle_s": middle, "told_high_s": high}


def _put(tx: Tx, **columns: str | int) -> None:
    """A new place at the end of the queue as of `issued_us`."""
    row = _NEW | columns | {"joined_us": columns["issued_us"]}
    tx.connection.execute(_INSERT, row)


def _ahead(connection: Connection, row: Row[Any]) -> int:
    mine = {"joined": row.joined_us, "behind": row.behind, "id": row.event_id}
    return int(connection.execute(_AHEAD, mine | {"on": row.date, "of": row.service}).scalar_one())


def _must_find(connection: Connection, event_id: str) -> Row[Any]:
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
        own = OwnTicket(number=row.number, service=row.service, ahead=_ahead(tx.connection, row))
        raise Refusal("ticket.alreadyWaiting", detail=row.number, ticket=own, number=row.number)


def _refuse_taken_number(tx: Tx, event_id: str, body: TicketIssuedBody) -> None:
    holder = tx.connection.execute(
        select(ticket.c.event_id).where(ticket.c.date == body.date, ticket.c.number == body.number)
    ).scalar()
    if holder not in (None, event_id):
        raise Refusal("ticket.numberTaken", number=body.number)


def _replace_number(tx: Tx, known: Row[Any], body: TicketIssuedBody) -> None:
    """The online number never reached the citizen: whatever was called under it, this person still waits."""
    leave_window(tx, known.event_id)
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
    events.append(tx, Happened("ticket.void", known.number, known.service, ticket=known.event_id))
    events.append(tx, Happened("ticket.issued", body.number, body.service, ticket=known.event_id))
