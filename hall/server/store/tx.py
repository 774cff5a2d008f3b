"""One request inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from hall.contract.messages import FeedEvent
from hall.domain.clock import service_date
from hall.domain.queue.day import Day
from hall.server.store.day_book import DayBook
from hall.server.store.known import Known
from hall.server.store.late import Late
from hall.server.store.prepared import Prepared
from hall.server.store.tables import ticket
from hall.server.store.times import from_us, to_us

__all__ = ["Tx", "from_us", "to_us"]
_IS_THERE = Prepared(select(ticket.c.id).where(ticket.c.event_id == bindparam("id")))
_SAVE, _UNDO, _KEEP = map(Prepared.text, ("SAVEPOINT job", "ROLLBACK TO job", "RELEASE job"))


class NeedsTables(Exception):  # noqa: N818 - control flow of the writer
    """A request that is tried in memory asks for the tables."""


class Tx:
    """`now`: its moment, also as `today` (service date) and `now_us` (as the tables keep it). `book`: today's queue, in memory. `events`: for the boards, once the commit has ended well.

    `connection`: None for a request that is tried in memory.
    `before`: rows that earlier requests of the transaction have put off; `known`: what was asked before all of them. A request that only puts off needs no
    SAVEPOINT: to undo it, its rows are dropped.
    """

    def __init__(
        self, connection: Connection | None, now: datetime, book: DayBook, before: Late, known: Known
    ) -> None:
        self.now = now
        self.today = service_date(now)
        self.now_us = to_us(now)
        self.book = book
        self.events: list[FeedEvent] = []
        self._connection = connection
        self._before = before
        self._known = known
        self._own = Late()
        self._saved = False

    @property
    def services(self) -> tuple[str, ...]:
        """The hall's."""
        return self.book.catalogue.service_ids

    @property
    def day(self) -> Day:
        """Today's queue as this transaction sees it. Changed by `steps.take` and nothing else."""
        return self.book.kept(self.today) or self.book.at(self.connection, self.today)

    @property
    def connection(self) -> Connection:
        """For reading and writing what has to be there now; what was put off is there too. Raises `NeedsTables`."""
        connection = self.written
        if not self._saved:
            self._before.write(connection)
            _SAVE.run(connection, {})
            self._saved = True
        self._own.write(connection)
        return connection

    def has_ticket(self, event_id: str) -> bool:
        """Whether there is a ticket of that id, of whatever day."""
        if event_id in self.day.tickets:
            return True
        known = None if self._before.written else self._known.says(event_id)
        return bool(_IS_THERE.run(self.written, {"id": event_id})) if known is None else known

    @property
    def written(self) -> Connection:
        """For reading alone, and without what was put off. Raises `NeedsTables` where there are none to read."""
        if self._connection is None:
            raise NeedsTables
        return self._connection

    def later(self, statement: Prepared, row: dict[str, Any], key: Hashable = None) -> None:
        """Write a row before the next read, or before the commit; of those with the same `key` only the last."""
        self._own.add(statement, row, key)

    def keep(self) -> None:
        """The request ended well."""
        if self._saved:
            _KEEP.run(self.connection, {})
        else:
            self._before.take(self._own)

    def undo(self) -> None:
        """The request leaves nothing behind."""
        if self._saved:
            _UNDO.run(self.written, {})
            _KEEP.run(self.written, {})

    @property
    def is_spoilt(self) -> bool:
        """Whether rows of other requests could not be written."""
        return self._before.failed
