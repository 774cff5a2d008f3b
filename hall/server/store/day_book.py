"""Today's queue as the tables have it, and kept in memory: read whole once, then only what the feed says has changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, bindparam, func, or_, select

from hall.domain.clock import service_date
from hall.domain.queue.day import Day, Refused
from hall.domain.queue.desk import Desk, Presence, Undoable
from hall.domain.queue.ticket import ENDED
from hall.server.problems import Refusal
from hall.server.store.catalogue import Catalogue
from hall.server.store.prepared import Prepared
from hall.server.store.tables import desk, feed, ticket
from hall.server.store.ticket_rows import find, to_domain

UNDO: Final = TypeAdapter(Undoable)
_ENDED: Final = [one.value for one in ENDED]
_FREES: Final = frozenset({"window.closed", "window.closed_undone"})
"""Steps that may change more tickets than their facts name: those bound to the window."""
_LAST = Prepared(select(func.coalesce(func.max(feed.c.seq), 0)))
_NEWER = select(feed.c.kind, feed.c.ticket, feed.c.window).where(feed.c.seq > bindparam("seq"))


def last_seq(connection: Connection) -> int:
    """The newest event's number, 0 for none."""
    return int(_LAST.run(connection, {})[0][0])


class DayBook:
    """The writer's own, for one thread. `last_seq`: the newest event of the transaction it works in."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.last_seq = -1
        self._upto = -1
        self._date = ""
        self._day: Day | None = None
        self.serials: dict[tuple[str, str], int] = {}
        """The last number given out, by date and series, as far as it is known."""
        self.touched = False
        """Whether the day was changed since this was last set to False."""

    def begin(self, connection: Connection, *, alone: bool) -> None:
        """A transaction begins; when others write too, what they wrote is seen from here on."""
        if self.last_seq < 0 or not alone:
            self.last_seq = last_seq(connection)
            self.serials = {}

    def kept(self, date: str) -> Day | None:
        """The queue of `date` as of `last_seq`, when nothing has to be read for it."""
        return self._day if self._date == date and self._upto == self.last_seq else None

    def at(self, connection: Connection, date: str) -> Day:
        """The queue of `date` as of `last_seq`."""
        if self._day is None or self._date != date:
            self._day, self._date = load(connection, self.catalogue, date), date
        elif self._upto != self.last_seq:
            self._day = refresh(connection, self.catalogue, date, self._day, self._upto)
        self._upto = self.last_seq
        return self._day

    def need(self, connection: Connection, date: str, ids: Iterable[str]) -> None:
        """Tickets of the day that a verb names are in it, also those long done with."""
        day = self.at(connection, date)
        for id_ in ids:
            if id_ not in day.tickets:
                _read(connection, date, day, id_)

    def reread(self, connection: Connection, id_: str) -> None:
        """A ticket was written without a step of the rules."""
        self.touched = True
        if self._day is not None:
            _read(connection, self._date, self._day, id_)

    def append(self) -> int:
        """The number of an event whose effect is in the day already."""
        if self._upto == self.last_seq:
            self._upto += 1
        self.last_seq += 1
        return self.last_seq

    def undo(self, last_seq_before: int) -> None:
        """What was done after that event has been undone."""
        self.last_seq = last_seq_before
        if self.touched or self._upto > last_seq_before:
            self._day = None
            self.serials = {}


class LatestDay:
    """Today's queue for all who read: any thread, nobody takes a step in it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._lock = threading.Lock()
        self._kept: tuple[int, str, Day] | None = None

    def at(self, connection: Connection, now: datetime) -> tuple[int, Day]:
        """The newest event's number, and the queue as of it. Call it inside one read transaction."""
        seq, date = last_seq(connection), service_date(now)
        with self._lock:
            kept = self._kept
            if kept is None or kept[1] != date or kept[0] > seq:
                day = load(connection, self.catalogue, date)
            elif kept[0] == seq:
                return seq, kept[2]
            else:
                day = refresh(connection, self.catalogue, date, kept[2].copy(), kept[0])
            self._kept = seq, date, day
            return seq, day


def load(connection: Connection, catalogue: Catalogue, date: str, *ids: str) -> Day:
    """Everybody of `date` who is not yet done with, all windows, and the tickets of `ids`."""
    windows = desks(connection, catalogue, date)
    wanted = [*ids, *(one.id for each in windows if each.undo for one in each.undo.after)]
    rows = connection.execute(open_tickets(date, wanted))
    return Day(catalogue.rules, windows, map(to_domain, rows))


def refresh(connection: Connection, catalogue: Catalogue, date: str, day: Day, seq: int) -> Day:
    """The day, known up to `seq`, as it is now: the tickets and windows that later events name, read again."""
    tickets, numbers = set(), set()
    for kind, id_, window in connection.execute(_NEWER, {"seq": seq}):
        if kind in _FREES:
            return load(connection, catalogue, date)
        tickets.add(id_)
        numbers.add(window)
    for id_ in tickets - {""}:
        _read(connection, date, day, id_)
    for each in desks(connection, catalogue, date, numbers - {None}) if numbers - {None} else ():
        day.put_desk(each)
        if each.undo:
            for one in each.undo.after:
                if one.id not in day.tickets:
                    _read(connection, date, day, one.id)
    return day


def open_tickets(date: str, ids: list[str]) -> Select[Any]:
    """What the rules have to see of a day: who is not done with, pins to undo, and the tickets of `ids`."""
    wanted = or_(ticket.c.state.not_in(_ENDED), ticket.c.pinned.is_not(None), ticket.c.event_id.in_(ids))
    return select(ticket).where(ticket.c.date == date, wanted)


def desks(
    connection: Connection, catalogue: Catalogue, date: str, numbers: set[int] | None = None
) -> list[Desk]:
    """The hall's windows as they are today; one that nobody touched yet is closed and serves what it always does."""
    asked = select(desk).where(desk.c.date == date)
    if numbers is not None:
        asked = asked.where(desk.c.number.in_(numbers))
    rows = {row.number: row for row in connection.execute(asked)}
    return [
        _desk(rows[one.number]) if one.number in rows else Desk(one.number, frozenset(one.services))
        for one in catalogue.settings.windows
        if numbers is None or one.number in numbers
    ]


def refusal(refused: Refused) -> Refusal:
    """The rules' answer in the server's words."""
    words: dict[str, Any] = refused.facts
    return Refusal(refused.code, **words)


def _desk(row: Row[Any]) -> Desk:
    return Desk(
        number=row.number,
        services=frozenset(json.loads(row.services)),
        presence=Presence(row.presence),
        pause=row.pause,
        current=row.current,
        clerk=row.clerk,
        stands_in_for=row.stands_in_for,
        jumps=row.jumps,
        undo=UNDO.validate_json(row.undo) if row.undo else None,
    )


def _read(connection: Connection, date: str, day: Day, id_: str) -> None:
    row = find(connection, id_)
    if row is not None and row.date == date:
        day.put(to_domain(row))
    else:
        day.drop(id_)
