"""A clerk's verbs, each once per event_id: the rules decide, the tables remember."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, insert, select

from hall.contract.messages import CallReply
from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.day import Day, Refused, Step
from hall.domain.queue.desk import Presence
from hall.domain.queue.ticket import Ticket, TicketState
from hall.server.problems import Refusal
from hall.server.store import midnight, rating_about, steps
from hall.server.store.day_book import refusal
from hall.server.store.prepared import Prepared
from hall.server.store.tables import verb
from hall.server.store.ticket_rows import find
from hall.server.store.tickets import as_told
from hall.server.store.tx import Tx

_NONE = 0
"""No window has this number: what citizens do themselves."""

_BEFORE = Prepared(
    select(verb.c.window, verb.c.name, verb.c.ticket, verb.c.seq).where(verb.c.event_id == bindparam("id"))
)
_DONE = Prepared(insert(verb), "event_id", "window", "name", "ticket", "seq")

Rule = Callable[[Day], Step | None]
"""One verb of `hall.domain.queue`, with its arguments."""


def act(tx: Tx, window: int, name: str, event_id: str, rule: Rule, *ids: str) -> CallReply:
    """Do a verb at a window; the same event_id gets the first answer again. `ids`: tickets it names.

    Raises `Refusal`.
    """
    before = _BEFORE.run(tx.connection, {"id": event_id})
    if before:
        was_at, was_called, ticket, seq = before[0]
        if (was_at, was_called) != (window, name):
            raise Refusal("verb.idReused")
        return _reply(tx, ticket, seq)
    tx.book.need(tx.connection, tx.today, ids)
    clerk = tx.day.desk(window).clerk if window != _NONE else ""
    late = midnight.settle(tx, window) if name in midnight.VERBS else None
    seq, last = late if late is not None and name == "finish" else _take(tx, rule)
    if window != _NONE:
        rating_about.note_clerk(tx, seq, window, clerk)
    concerned = last.id if last is not None else None
    if last is not None and last.state is TicketState.DONE:
        rating_about.ended(tx, last.id)
    _DONE.run(
        tx.connection,
        {"event_id": event_id, "window": window, "name": name, "ticket": concerned, "seq": seq},
    )
    return _reply(tx, concerned, seq)


def _take(tx: Tx, rule: Rule) -> tuple[int, Ticket | None]:
    try:
        step = rule(tx.day)
    except Refused as refused:
        raise refusal(refused) from None
    return (0, None) if step is None else (steps.take(tx, step), step.facts[-1].ticket)


def call(tx: Tx, window: int, event_id: str, ticket: str | None = None) -> CallReply:
    """Call the next, or the one named. A clerk who calls at a closed window has opened it, unless it is opened by name."""
    clerks = tx.book.catalogue.clerks

    def rule(day: Day) -> Step | None:
        opened: Step | None = None
        if day.desk(window).presence is Presence.CLOSED:
            who, owner = clerks.admit(day.desk(window), "", "")
            opened = presence.open_window(day, window, who, tx.now, stands_in_for=owner)
            day = day.copy()
            day.take(opened)
        if ticket is not None:
            called: Step | None = verbs.call_chosen(day, window, ticket, tx.now)
        else:
            called = verbs.call_next(day, window, tx.now)
        if opened is None or called is None:
            return called or opened
        return Step((*opened.facts, *called.facts), called.tickets, called.desks)

    return act(tx, window, "call", event_id, rule, *((ticket,) if ticket else ()))


def of_citizen(tx: Tx, name: str, event_id: str, ticket: str) -> CallReply:
    """`return` after a missed call or a rest, or `cancel`: whoever holds the ticket says so."""
    if name == "return":
        return act(tx, _NONE, name, event_id, lambda day: aside.come_back(day, ticket, tx.now), ticket)
    return act(tx, _NONE, name, event_id, lambda day: aside.cancel(day, ticket, tx.now), ticket)


def _reply(tx: Tx, ticket: str | None, seq: int) -> CallReply:
    row = find(tx.connection, ticket) if ticket else None
    if row is None:
        return CallReply(ticket=None, seq=seq)
    mine = tx.day.tickets.get(row.event_id)
    waits = mine is not None and mine.state is TicketState.WAITING
    return CallReply(ticket=as_told(row, tx.day.ahead(mine, tx.now) if mine and waits else 0), seq=seq)
