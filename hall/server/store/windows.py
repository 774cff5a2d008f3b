"""A clerk's verbs, each once per event_id: the rules decide, the tables remember."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import insert, select

from hall.contract.messages import CallReply
from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.day import Day, Refused, Step
from hall.domain.queue.desk import Presence
from hall.server.problems import Refusal
from hall.server.store import day_book
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import verb
from hall.server.store.tickets import find, to_ticket
from hall.server.store.tx import Tx

_NONE = 0
"""No window has this number: what citizens do themselves."""

Rule = Callable[[Day], Step | None]
"""One verb of `hall.domain.queue`, with its arguments."""


def act(
    tx: Tx, catalogue: Catalogue, window: int, name: str, event_id: str, rule: Rule, *ids: str
) -> CallReply:
    """Do a verb at a window; the same event_id gets the first answer again. `ids`: tickets it names.

    Raises `Refusal`.
    """
    before = tx.connection.execute(select(verb).where(verb.c.event_id == event_id)).one_or_none()
    if before is not None:
        if (before.window, before.name) != (window, name):
            raise Refusal("verb.idReused")
        return _reply(tx, before.ticket, before.seq)
    day = day_book.load(tx.connection, catalogue, tx.today, *ids)
    try:
        step = rule(day)
    except Refused as refused:
        raise day_book.refusal(refused) from None
    seq = 0 if step is None else day_book.take(tx, day, step)
    last = step.facts[-1].ticket if step is not None else None
    concerned = last.id if last is not None else None
    tx.connection.execute(
        insert(verb).values(event_id=event_id, window=window, name=name, ticket=concerned, seq=seq)
    )
    return _reply(tx, concerned, seq)


def call(tx: Tx, catalogue: Catalogue, window: int, event_id: str, ticket: str | None = None) -> CallReply:
    """Call the next, or the one named. A clerk who calls at a closed window has opened it."""

    def rule(day: Day) -> Step | None:
        opened: Step | None = None
        if day.desk(window).presence is Presence.CLOSED:
            opened = presence.open_window(day, window, "", tx.now)
            day.take(opened)
        if ticket is not None:
            called: Step | None = verbs.call_chosen(day, window, ticket, tx.now)
        else:
            called = verbs.call_next(day, window, tx.now)
        if opened is None or called is None:
            return called or opened
        return Step((*opened.facts, *called.facts), called.tickets, called.desks)

    return act(tx, catalogue, window, "call", event_id, rule, *((ticket,) if ticket else ()))


def of_citizen(tx: Tx, catalogue: Catalogue, name: str, event_id: str, ticket: str) -> CallReply:
    """`return` after a missed call or a rest, or `cancel`: whoever holds the ticket says so."""
    if name == "return":
        return act(
            tx, catalogue, _NONE, name, event_id, lambda day: aside.come_back(day, ticket, tx.now), ticket
        )
    return act(tx, catalogue, _NONE, name, event_id, lambda day: aside.cancel(day, ticket, tx.now), ticket)


def _reply(tx: Tx, ticket: str | None, seq: int) -> CallReply:
    row = find(tx.connection, ticket) if ticket else None
    return CallReply(ticket=to_ticket(tx.connection, row) if row else None, seq=seq)
