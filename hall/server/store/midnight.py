"""A visit that midnight falls into: the window begins the new day closed, the one who stands at it is still served."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from hall.domain.clock import service_date
from hall.domain.queue import verbs
from hall.domain.queue.desk import Presence
from hall.domain.queue.ticket import Ticket
from hall.server.store import day_book, events
from hall.server.store.tables import desk, ticket
from hall.server.store.ticket_rows import columns, to_domain
from hall.server.store.tx import Tx

VERBS = frozenset({"finish", "open", "call"})
"""What ends such a visit: the clerk says so, or goes on with the new day."""
LONGEST = timedelta(hours=4)
"""A ticket that was called longer ago was left behind at the end of a day; nobody stands there."""


def still_there(connection: Connection, now: datetime) -> dict[int, Ticket]:
    """Who was called before midnight and has not left, by window; it counts where the new day finds that window closed."""
    before = service_date(now - LONGEST)
    if before == service_date(now):
        return {}
    rows = connection.execute(
        select(ticket, desk.c.number.label("at"))
        .join(desk, desk.c.current == ticket.c.event_id)
        .where(desk.c.date == before)
    )
    found = {row.at: to_domain(row) for row in rows}
    return {at: one for at, one in found.items() if one.called is not None and now - one.called <= LONGEST}


def settle(tx: Tx, window: int) -> tuple[int, Ticket] | None:
    """Finish the ticket of the evening before, once; the seq and the ticket. None when there is none."""
    if tx.day.desk(window).presence is not Presence.CLOSED:
        return None
    if window not in still_there(tx.connection, tx.now):
        return None
    evening = service_date(tx.now - LONGEST)
    step = verbs.finish(day_book.load(tx.connection, tx.book.catalogue, evening), window, tx.now)
    [done] = step.tickets
    tx.connection.execute(update(ticket).where(ticket.c.event_id == done.id).values(columns(done)))
    here = (desk.c.date == evening, desk.c.number == window)
    tx.connection.execute(update(desk).where(*here).values(current="", undo=""))
    return events.append(tx, events.Happened("ticket.done", done.number, done.service, window, done.id)), done
