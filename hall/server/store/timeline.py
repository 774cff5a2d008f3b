"""One timeline of what happened: the queue's steps from the feed and all others from the trail, newest first, a page at a time."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, false, or_, select

from hall.domain.calendar import moment
from hall.server.store import seals_of_feed
from hall.server.store.paper_tables import window_paper
from hall.server.store.rating_tables import window_clerk
from hall.server.store.tables import case, feed, pause, ticket
from hall.server.store.times import to_us
from hall.server.store.trail_tables import trail
from hall.server.store.warning_tables import warning

PAGE: Final = 100
MOST: Final = 20_000
"""Steps in a file."""
QUEUE: Final = "feed"
"""The source of the queue's own steps; `TRAIL` of all others."""
TRAIL: Final = "trail"
SOURCES: Final = (QUEUE, TRAIL)
_DAY_MIN: Final = 24 * 60


@dataclass(frozen=True)
class Mark:
    """The last step of the page before: its time, source and number."""

    at_us: int
    source: str
    seq: int


@dataclass(frozen=True)
class Wish:
    """What is to be seen. `day`: None for all. `about`: "case:NUMBER"; "ticket:NUMBER" by the number of `day`; "" for anything.

    `by`: names and numbers of one person, any of them; `kind`: "" for all. `before`: where the page before ended.
    """

    day: date | None
    about: str = ""
    kind: str = ""
    by: tuple[str, ...] = ()
    before: Mark | None = None


@dataclass(frozen=True)
class Event:
    """A step. `by`: who signed it, of the queue's the clerk at the window. `sealed`: the chain vouches for it."""

    source: str
    seq: int
    at_us: int
    kind: str
    by: str
    about: str
    sealed: bool
    said: Mapping[str, Any] = field(default_factory=dict)


def of(connection: Connection, wish: Wish, most: int = PAGE) -> list[Event]:
    """The newest `most` and one more, if there is one. Call it in one read transaction."""
    clerks, sealed = _around(connection, wish)
    queue = [_of_queue(row, clerks, sealed) for row in _queue(connection, wish, most + 1)]
    other = [_of_trail(row) for row in _trail(connection, wish, most + 1)]
    merged = heapq.merge(queue, other, key=_order, reverse=True)
    return [event for event, _ in zip(merged, range(most + 1), strict=False)]


def numbers(connection: Connection, events: Iterable[Event]) -> dict[str, tuple[str, str]]:
    """Number and day of the tickets that steps are about, by their ids; of a case its number, and no day."""
    ids = [one.about.removeprefix("ticket:") for one in events if one.about.startswith("ticket:")]
    tickets = select(ticket.c.event_id, ticket.c.number, ticket.c.date).where(ticket.c.event_id.in_(ids))
    cases = select(case.c.event_id, case.c.number).where(case.c.event_id.in_(ids))
    found = {id_: (number, day) for id_, number, day in connection.execute(tickets)}
    return found | {id_: (number, "") for id_, number in connection.execute(cases)}


def _order(one: Event) -> tuple[int, int, int]:
    return one.at_us, SOURCES.index(one.source), one.seq


def _queue(connection: Connection, wish: Wish, most: int) -> Sequence[Row[Any]]:
    only = _queue_only(connection, wish)
    if only is None:
        return []
    asked = (
        select(feed, pause.c.reason.label("pause"))
        .outerjoin(pause, pause.c.seq == feed.c.seq)
        .where(*only, *_before(feed, QUEUE, wish.before))
    )
    if wish.kind:
        asked = asked.where(feed.c.kind == wish.kind)
    return connection.execute(asked.order_by(feed.c.at_us.desc(), feed.c.seq.desc()).limit(most)).all()


def _queue_only(connection: Connection, wish: Wish) -> list[ColumnElement[bool]] | None:
    """None: nothing of the queue is asked for."""
    thing, _, key = wish.about.partition(":")
    if wish.day is None or thing not in ("", "ticket", "window", "clerk"):
        return None
    only: list[ColumnElement[bool]] = [feed.c.date == wish.day.isoformat()]
    if thing == "ticket":
        only.append(feed.c.ticket.in_(_tickets(connection, wish.day, key)))
    if thing == "window":
        only.append(feed.c.window == (int(key) if key.isdecimal() and key.isascii() else -1))
    if wish.by:
        only.append(_at_their_window(connection, wish.day, wish.by))
    return only


def _at_their_window(connection: Connection, day: date, by: Sequence[str]) -> ColumnElement[bool]:
    """From when somebody of that name sat down until somebody else did."""
    turns: dict[int, list[Row[Any]]] = {}
    for row in _clerks(connection, day):
        turns.setdefault(row.window, []).append(row)
    found: list[ColumnElement[bool]] = []
    for window, rows in turns.items():
        for one, after in zip(rows, [*rows[1:], None], strict=True):
            if one.clerk in by:
                until = [] if after is None else [feed.c.seq < after.seq]
                found.append(and_(feed.c.window == window, feed.c.seq >= one.seq, *until))
    return or_(false(), *found)


def _trail(connection: Connection, wish: Wish, most: int) -> Sequence[Row[Any]]:
    asked = select(trail).where(*_before(trail, TRAIL, wish.before))
    if wish.about.startswith("warning:"):
        asked = asked.where(*_of_warning(connection, wish.about.removeprefix("warning:")))
    elif wish.about:
        asked = asked.where(trail.c.about.in_(_abouts(connection, wish)))
    else:
        asked = asked.where(trail.c.kind != seals_of_feed.KIND)
    if wish.day is not None:
        begin = to_us(moment(wish.day, 0))
        asked = asked.where(trail.c.at_us >= begin, trail.c.at_us < to_us(moment(wish.day, _DAY_MIN)))
    if wish.kind:
        asked = asked.where(trail.c.kind == wish.kind)
    if wish.by:
        asked = asked.where(trail.c.by.in_(wish.by))
    return connection.execute(asked.order_by(trail.c.at_us.desc(), trail.c.seq.desc()).limit(most)).all()


def _abouts(connection: Connection, wish: Wish) -> list[str]:
    """What steps about a thing are about: a ticket by its number of the day, with its papers; a case also by its id."""
    thing, _, key = wish.about.partition(":")
    if thing == "ticket":
        ids = _tickets(connection, wish.day, key) if wish.day else []
        papers = select(window_paper.c.id).where(window_paper.c.ticket.in_(ids))
        return [f"ticket:{one}" for one in ids] + [f"paper:{one}" for (one,) in connection.execute(papers)]
    if thing == "case":
        id_ = connection.execute(select(case.c.event_id).where(case.c.number == key)).scalar()
        return [wish.about, *([f"ticket:{id_}"] if id_ else [])]
    return [wish.about]


def _of_warning(connection: Connection, id_: str) -> list[ColumnElement[bool]]:
    """Its steps are about the window or the case that it warns of, and say which warning."""
    about = connection.execute(select(warning.c.about).where(warning.c.id == id_)).scalar() or ""
    named = trail.c.said.contains(f'"warning": "{id_}"', autoescape=True)
    return [trail.c.about == about, trail.c.kind.startswith("warning."), named]


def _tickets(connection: Connection, day: date, number: str) -> list[str]:
    named = or_(ticket.c.number == number, ticket.c.replaced == number)
    asked = select(ticket.c.event_id).where(ticket.c.date == day.isoformat(), named)
    return [str(id_) for (id_,) in connection.execute(asked)]


def _before(table: Table, source: str, mark: Mark | None) -> list[ColumnElement[bool]]:
    """In the order of `_order`, those after the mark."""
    if mark is None:
        return []
    here, there = SOURCES.index(source), SOURCES.index(mark.source)
    same: ColumnElement[bool] = table.c.at_us == mark.at_us
    if here == there:
        return [or_(table.c.at_us < mark.at_us, and_(same, table.c.seq < mark.seq))]
    return [table.c.at_us <= mark.at_us if here < there else table.c.at_us < mark.at_us]


def _clerks(connection: Connection, day: date) -> Sequence[Row[Any]]:
    asked = select(window_clerk).where(window_clerk.c.date == day.isoformat())
    return connection.execute(asked.order_by(window_clerk.c.window, window_clerk.c.seq)).all()


def _around(connection: Connection, wish: Wish) -> tuple[Sequence[Row[Any]], int]:
    return (_clerks(connection, wish.day) if wish.day else []), seals_of_feed.upto(connection)


def _of_queue(row: Row[Any], clerks: Sequence[Row[Any]], sealed: int) -> Event:
    by = ""
    for one in clerks:
        if one.window == row.window and one.seq <= row.seq:
            by = one.clerk
    said = {"number": row.number, "service": row.service, "window": row.window, "pause": row.pause or ""}
    about = f"window:{row.window}" if row.window is not None else "hall"
    return Event(QUEUE, row.seq, row.at_us, row.kind, by, about, sealed=row.seq <= sealed, said=said)


def _of_trail(row: Row[Any]) -> Event:
    said = json.loads(row.said)
    return Event(TRAIL, row.seq, row.at_us, row.kind, row.by, row.about, sealed=True, said=said)
