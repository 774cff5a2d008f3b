"""Why others were before a ticket, from the feed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from hall.contract.windows import Before, Overtaken
from hall.domain.queue.explain import Called, before_me
from hall.domain.queue.order import Why
from hall.domain.queue.ticket import TicketState
from hall.server.problems import Refusal
from hall.server.store import day_book
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import feed, ticket
from hall.server.store.ticket_rows import find, to_domain
from hall.server.store.times import from_us, to_us

_CALLS: Final = ("ticket.called", "ticket.called_alone")


def why(connection: Connection, catalogue: Catalogue, id_: str, now: datetime) -> Before:
    """The calls that overtook it while it waited, at windows that could have called it. Raises `Refusal`."""
    row = find(connection, id_)
    if row is None:
        raise Refusal("ticket.unknown")
    mine = to_domain(row)
    until = mine.called if mine.state is not TicketState.WAITING and mine.called else now
    desks = day_book.desks(connection, catalogue, row.date)
    windows = [desk.number for desk in desks if mine.service in desk.services]
    rows = connection.execute(
        select(feed.c.number, feed.c.window, feed.c.at_us, feed.c.why, ticket)
        .join(ticket, ticket.c.event_id == feed.c.ticket)
        .where(
            feed.c.date == row.date,
            feed.c.kind.in_(_CALLS),
            feed.c.window.in_(windows),
            feed.c.at_us.between(to_us(mine.joined), to_us(until)),
        )
    )
    calls = [
        Called(
            each.number, each.window, from_us(each.at_us), to_domain(each).place, Why(each.why), each.reason
        )
        for each in rows
        if each.why
    ]
    return Before(
        number=mine.number,
        before=[
            Overtaken(number=one.number, window=one.window, at=one.at, why=one.why, group=one.reason)
            for one in before_me(mine, calls, until)
        ],
    )
