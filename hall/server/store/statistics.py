"""What statistics read of a day: narrow columns of its tickets, the steps of those whose day was not plain, windows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.domain.statistics.report import DayRecord
from hall.domain.statistics.visits import NOT_PLAIN, Event, Row, Visit, visit
from hall.domain.statistics.windows import PRESENCE, Turn
from hall.server.store.tables import feed, pause, ticket
from hall.server.store.tx import Tx

_PART: Final = 200
_TICKETS: Final = (
    select(
        ticket.c.event_id,
        ticket.c.number,
        ticket.c.service,
        ticket.c.state,
        ticket.c.paper,
        ticket.c.window,
        ticket.c.lane,
        ticket.c.reason,
        ticket.c.issued_us,
        ticket.c.called_us,
        ticket.c.started_us,
        ticket.c.ended_us,
        ticket.c.told_low_s,
        ticket.c.told_middle_s,
        ticket.c.told_high_s,
        ticket.c["items"],
    )
    .where(ticket.c.date == bindparam("on"))
    .order_by(ticket.c.issued_us, ticket.c.id)
)
_ODD: Final = select(feed.c.ticket).where(
    feed.c.date == bindparam("on"), feed.c.kind.in_(NOT_PLAIN), feed.c.ticket != ""
)
_STEPS: Final = (
    select(feed.c.ticket, feed.c.kind, feed.c.at_us, feed.c.window)
    .where(feed.c.date == bindparam("on"), feed.c.kind != "ticket.issued", feed.c.ticket.in_(_ODD))
    .order_by(feed.c.seq)
)
_TURNS: Final = (
    select(feed.c.kind, feed.c.at_us, feed.c.window, pause.c.reason)
    .outerjoin(pause, pause.c.seq == feed.c.seq)
    .where(feed.c.date == bindparam("on"), feed.c.kind.in_(PRESENCE))
    .order_by(feed.c.seq)
)


def day_record(connection: Connection, date: str, today: str, now_us: int) -> DayRecord:
    """A service date, to be read while the connection is open. `today`, `now_us`: this moment's."""
    on = {"on": date}
    steps: defaultdict[str, list[Event]] = defaultdict(list)
    for id_, kind, at_us, window in connection.execute(_STEPS, on):
        steps[id_].append(Event(kind, at_us, window))
    turns = [
        Turn(kind, at, window, reason or "") for kind, at, window, reason in connection.execute(_TURNS, on)
    ]
    over = date < today
    return DayRecord(date, _visits(connection, on, steps, over=over), turns, None if over else now_us)


def _visits(
    connection: Connection, on: dict[str, str], steps: Mapping[str, list[Event]], *, over: bool
) -> Iterator[Visit]:
    """A few rows at a time."""
    none: list[Event] = []
    for part in connection.execute(_TICKETS, on).partitions(_PART):
        for row in map(Row._make, part):
            yield visit(row, steps.get(row.id, none), over=over)


def note_pause(tx: Tx, seq: int, reason: str) -> None:
    """Keep why a window paused: the feed's event `seq` does not say. A repeated press keeps it once."""
    tx.connection.execute(upsert(pause).values(seq=seq, reason=reason).on_conflict_do_nothing())
