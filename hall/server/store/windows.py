"""A clerk's verbs, each once per event_id: call the next, recall, finish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row, insert, select, update

from hall.contract.messages import CallReply, TicketState
from hall.server.problems import Refusal
from hall.server.store import events
from hall.server.store.tables import ticket, verb
from hall.server.store.tickets import find, to_ticket
from hall.server.store.tx import Tx

_Step = tuple[Row[Any] | None, int]
"""The ticket concerned and the feed event it became."""


def call(tx: Tx, number: int, services: list[str], event_id: str) -> CallReply:
    """Call the oldest waiting ticket of `services`; who stood at the window before is done then."""
    return _once(tx, number, "call", event_id, lambda: _call(tx, number, services))


def recall(tx: Tx, number: int, event_id: str) -> CallReply:
    """Call the window's ticket once more."""
    return _once(tx, number, "recall", event_id, lambda: _recall(tx, number))


def finish(tx: Tx, number: int, event_id: str) -> CallReply:
    """The window's ticket is served."""
    return _once(tx, number, "finish", event_id, lambda: _finish(tx, number))


def _once(tx: Tx, number: int, name: str, event_id: str, step: Callable[[], _Step]) -> CallReply:
    before = tx.connection.execute(select(verb).where(verb.c.event_id == event_id)).one_or_none()
    if before is not None:
        if (before.window, before.name) != (number, name):
            raise Refusal("verb.idReused")
        row = find(tx.connection, before.ticket) if before.ticket else None
        return CallReply(ticket=to_ticket(tx.connection, row) if row else None, seq=before.seq)
    row, seq = step()
    tx.connection.execute(
        insert(verb).values(
            event_id=event_id, window=number, name=name, ticket=row.event_id if row else None, seq=seq
        )
    )
    return CallReply(ticket=to_ticket(tx.connection, row) if row else None, seq=seq)


def _call(tx: Tx, number: int, services: list[str]) -> _Step:
    oldest = (
        select(ticket.c.id)
        .where(
            ticket.c.date == tx.today,
            ticket.c.state == TicketState.WAITING.value,
            ticket.c.service.in_(services),
        )
        .order_by(ticket.c.issued_us, ticket.c.id)
        .limit(1)
        .scalar_subquery()
    )
    before = _current(tx, number)
    row = tx.connection.execute(
        update(ticket)
        .where(ticket.c.id == oldest, ticket.c.state == TicketState.WAITING.value)
        .values(state=TicketState.CALLED.value, window=number, called_us=tx.now_us)
        .returning(*ticket.c)
    ).one_or_none()
    if row is None:
        return None, 0
    if before is not None:
        _end(tx, before, number)
    return row, events.append(tx, "ticket.called", row.number, row.service, number)


def _recall(tx: Tx, number: int) -> _Step:
    row = _must_serve(tx, number)
    return row, events.append(tx, "ticket.recalled", row.number, row.service, number)


def _finish(tx: Tx, number: int) -> _Step:
    row = _must_serve(tx, number)
    seq = _end(tx, row, number)
    return find(tx.connection, row.event_id), seq


def _end(tx: Tx, row: Row[Any], number: int) -> int:
    tx.connection.execute(
        update(ticket).where(ticket.c.id == row.id).values(state=TicketState.DONE.value, ended_us=tx.now_us)
    )
    return events.append(tx, "ticket.done", row.number, row.service, number)


def _current(tx: Tx, number: int) -> Row[Any] | None:
    """The ticket at the window; one of another day is history."""
    return tx.connection.execute(
        select(ticket).where(
            ticket.c.date == tx.today,
            ticket.c.state == TicketState.CALLED.value,
            ticket.c.window == number,
        )
    ).one_or_none()


def _must_serve(tx: Tx, number: int) -> Row[Any]:
    row = _current(tx, number)
    if row is None:
        raise Refusal("window.idle", window=number)
    return row
