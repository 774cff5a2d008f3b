"""Calls that a window made while the server was away, taken in afterwards with their own times."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from hall.contract.bodies import CalledLocallyBody
from hall.domain.queue import locally
from hall.domain.queue.day import Refused, Step
from hall.server.problems import Refusal
from hall.server.store import day_book, events, rating_about, steps
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import ticket
from hall.server.store.ticket_rows import columns, find
from hall.server.store.tx import Tx


def apply(tx: Tx, unit: str, body: CalledLocallyBody, catalogue: Catalogue) -> dict[str, Any]:
    """Make it true. Raises `Refusal` when the ticket was elsewhere meanwhile, or the unit has another window."""
    catalogue.window(body.window)
    _require_own(unit, body.window, catalogue)
    row = find(tx.connection, body.ticket)
    if row is None:
        raise Refusal("ticket.unknown")
    if row.number != body.number:
        raise Refusal("ticket.numberDiffers", number=row.number)
    visit = locally.LocalVisit(body.ticket, body.window, body.called_at, body.ended_at, body.outcome)
    try:
        if row.date == tx.today:
            tx.book.need(tx.connection, tx.today, [body.ticket])
            steps.take(tx, locally.settle(tx.day, visit))
        else:
            day = day_book.load(tx.connection, catalogue, row.date, body.ticket)
            _of_another_day(tx, locally.settle(day, visit))
    except Refused as refused:
        raise day_book.refusal(refused) from None
    rating_about.ended(tx, body.ticket)
    return {"number": row.number, "outcome": body.outcome.value}


def _of_another_day(tx: Tx, step: Step) -> None:
    """The ticket alone: the windows of a day that is over are nobody's any more."""
    for one in step.tickets:
        tx.connection.execute(update(ticket).where(ticket.c.event_id == one.id).values(columns(one)))
    events.append(tx, *map(steps.happened, step.facts))


def _require_own(unit: str, window: int, catalogue: Catalogue) -> None:
    """Only a window's own unit says what happened there."""
    own = [one.window for one in catalogue.settings.units if one.id == unit and one.role == "window"]
    if own != [window]:
        raise Refusal("local.otherWindow", unit=unit, window=window)
