"""A window as its clerk sees it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, select

from hall.contract.windows import WindowState
from hall.domain.clock import service_date
from hall.domain.queue.desk import Presence
from hall.domain.queue.foresight import foreseen
from hall.domain.queue.ticket import TicketState
from hall.server.store import day_book, midnight
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import ticket
from hall.server.store.tickets import as_told

MOST_SHOWN = 200
"""Of a line, the first so many."""


def state(connection: Connection, catalogue: Catalogue, number: int, now: datetime) -> WindowState:
    """Who is there, who waits for it, next first, and the cases it rests. Raises `Refusal`."""
    catalogue.window(number)
    day = day_book.load(connection, catalogue, service_date(now))
    desk = day.desk(number)
    current = day.current(desk)
    if desk.presence is Presence.CLOSED:
        current = midnight.still_there(connection, now).get(number)
    held = [t for t in day.tickets.values() if t.state is TicketState.HELD and t.window == number]
    line = foreseen(day.line_of(desk), desk, day.rules, now, MOST_SHOWN)
    rows = _rows(connection, [t.id for t in (*line, *held, *([current] if current else []))])
    return WindowState(
        number=number,
        presence=desk.presence,
        pause=desk.pause,
        clerk=desk.clerk,
        stands_in_for=desk.stands_in_for,
        services=[one.id for one in catalogue.settings.services if one.id in desk.services],
        current=as_told(rows[current.id]) if current else None,
        line=[as_told(rows[one.id], ahead) for ahead, one in enumerate(line)],
        held=[as_told(rows[one.id]) for one in sorted(held, key=lambda t: t.place)],
    )


def _rows(connection: Connection, ids: list[str]) -> dict[str, Row[tuple[object, ...]]]:
    found = connection.execute(select(ticket).where(ticket.c.event_id.in_(ids)))
    return {row.event_id: row for row in found}
