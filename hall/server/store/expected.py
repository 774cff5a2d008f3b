"""A verb is about the ticket that its clerk sees; one that is gone from the window is not mistaken for the next."""

from __future__ import annotations

from sqlalchemy import select

from hall.contract.messages import CallRequest, Text
from hall.domain.queue.desk import Presence
from hall.server.problems import Refusal
from hall.server.store import midnight
from hall.server.store.tables import verb
from hall.server.store.tx import Tx

_NOBODY = Text(zh="没有号", en="no ticket")


def require(tx: Tx, window: int, request: CallRequest) -> None:
    """Raises `Refusal` when another ticket is at the window than `request.expects`, or none.

    Not for a press that was done already: its repeat gets its first answer.
    """
    if request.expects is None:
        return
    day = tx.day
    desk = day.desk(window)
    current = day.current(desk)
    if (current.id if current else "") == request.expects or _is_done(tx, request.event_id):
        return
    if desk.presence is Presence.CLOSED:
        evening = midnight.still_there(tx.connection, tx.now).get(window)
        if evening is not None and evening.id == request.expects:
            return
    raise Refusal("ticket.notThisOne", window=window, now=current.number if current else _NOBODY)


def _is_done(tx: Tx, event_id: str) -> bool:
    return tx.connection.execute(select(verb.c.window).where(verb.c.event_id == event_id)).first() is not None
