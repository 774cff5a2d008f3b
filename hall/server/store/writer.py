"""The one thread that writes. Requests that wait at the same time share one commit (one fsync).

Each request runs in a SAVEPOINT, so that a refusal undoes only itself; one that needs nothing from the tables is decided
before, on the event loop (`Ahead`). Nobody is told anything before the COMMIT has returned. A COMMIT that fails may still
be on the disk after a restart: its requests end as `OutcomeUnknown` and the writer takes no more until the folder is
opened again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from hall.contract.messages import FeedEvent
from hall.domain.clock import Clock
from hall.server.problems import OutcomeUnknown, Refusal
from hall.server.store.ahead import Ahead, Decided, attempt
from hall.server.store.catalogue import Catalogue
from hall.server.store.day_book import DayBook
from hall.server.store.engine import Database, StoreError
from hall.server.store.job import Job, Op, T, answer, fail
from hall.server.store.known import Known
from hall.server.store.tx import Tx

_MAX_WAITING = 2000
_MAX_TOGETHER = 64
_QUIET_TURNS = 2
_log = logging.getLogger(__name__)


class _Taken(Exception):  # noqa: N818 - control flow of the writer
    """An id that was taken for new has a ticket: what was decided has to be decided again, by the tables."""


class Writer:
    """Owns the read-write connection. `publish` is called in the writer's thread after each commit."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        catalogue: Catalogue,
        publish: Callable[[list[FeedEvent]], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = DayBook(catalogue)
        self._committed = -1
        """The newest event that is known to be on the disk; the book may be further."""
        self._publish = publish
        self._jobs: queue.SimpleQueue[list[Job] | None] = queue.SimpleQueue()
        self._rest: list[Job] = []
        self._accepting = threading.Lock()
        self._accepted = self._ended = 0
        self._gathered: dict[asyncio.AbstractEventLoop, list[Job]] = {}
        self._turn = threading.Lock()
        """Whoever holds it may read and change the book."""
        self._held_up: dict[asyncio.AbstractEventLoop, list[Job]] = {}
        """Came while the thread had the turn."""
        self._closed = False
        self._broken = False
        self._connection: Connection | None = None
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="store-writer", daemon=True)
        self._thread.start()
        opened.result()
        self._ahead = Ahead(self._book, clock) if database.alone else None

    @property
    def broken(self) -> bool:
        """Whether a failed commit ended the writing."""
        return self._broken

    def submit(self, op: Op[T]) -> Future[T]:
        """Queue `op`; its future resolves after the commit. Raises `Refusal` when nothing can be queued."""
        future: Future[T] = Future()
        with self._accepting:
            self._admit()
            self._jobs.put([Job(op, future)])
        return future

    async def write(self, op: Op[T], makes: str = "") -> T:
        """As `submit`, for an event loop: the answers of a commit come to it together. What began is not given up.

        `makes`: the event_id of the ticket that `op` makes if there is none yet; such an `op` is tried in memory first.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._accepting:
            self._admit()
            self._gather(loop, [Job(op, future, makes)])
        return await future

    def _admit(self) -> None:
        if self._closed or self._broken:
            raise Refusal("store.stopped")
        if self._accepted - self._ended >= _MAX_WAITING:
            raise Refusal("store.busy")
        self._accepted += 1

    def _gather(self, loop: asyncio.AbstractEventLoop, jobs: list[Job]) -> None:
        """What comes in one turn of the loop goes on together."""
        there = self._gathered.get(loop)
        if there is None:
            self._gathered[loop] = jobs
            loop.call_soon(self._hand_over, loop, len(jobs), 0)
        else:
            there += jobs

    def _hand_over(self, loop: asyncio.AbstractEventLoop, seen: int, quiet: int) -> None:
        """Decide what can be decided now; the thread gets the rest, and whatever has to be written.

        Not before the loop has `quiet` turns behind it that brought nothing: requests come together, and a commit
        while the loop is at work takes twice as long, for the interpreter goes to and fro.
        """
        with self._accepting:
            count = len(self._gathered[loop])
            if count < _MAX_TOGETHER and quiet < _QUIET_TURNS:
                loop.call_soon(self._hand_over, loop, count, quiet + 1 if count == seen else 0)
                return
            jobs = self._gathered.pop(loop)
            if self._closed:
                fail(jobs, Refusal("store.stopped"))
                return
            if self._ahead is not None:
                jobs = self._left(loop, jobs, self._ahead)
            self._jobs.put(jobs)

    def _left(self, loop: asyncio.AbstractEventLoop, jobs: list[Job], ahead: Ahead) -> list[Job]:
        """Those of `jobs` that need the thread."""
        others = [job for job in jobs if not job.makes]
        tickets = [job for job in jobs if job.makes]
        if not tickets:
            return others
        if not self._turn.acquire(blocking=False):
            self._held_up.setdefault(loop, []).extend(tickets)
            return others
        try:
            return [*ahead.decide(tickets), *others]
        finally:
            self._turn.release()

    def _end_turn(self) -> None:
        """Let the loops decide again, first what was held up; with more to do at once the next turn takes that along."""
        with self._accepting:
            self._turn.release()
            if self._rest or not self._jobs.empty():
                return
            held_up, self._held_up = self._held_up, {}
        for loop, jobs in held_up.items():
            with contextlib.suppress(RuntimeError):  # it has ended, and who waited with it
                loop.call_soon_threadsafe(self._again, loop, jobs)

    def _take_held_up(self) -> list[Job]:
        with self._accepting:
            held_up, self._held_up = self._held_up, {}
        return [job for jobs in held_up.values() for job in jobs]

    def _again(self, loop: asyncio.AbstractEventLoop, jobs: list[Job]) -> None:
        with self._accepting:
            self._gather(loop, jobs)

    def close(self) -> None:
        """Finish what was accepted, then close the file."""
        with self._accepting:
            if not self._closed:
                self._jobs.put(None)
            self._closed = True
        self._thread.join()

    def _run(self, opened: Future[None]) -> None:
        try:
            self._connection = self._database.open_writer()
        except Exception as error:  # noqa: BLE001 - carried to the thread that opens the store
            opened.set_exception(error)
            return
        opened.set_result(None)
        while (jobs := self._next()) is not None:
            self._work(jobs)
        self._work(self._take_held_up())
        self._drop_connection()

    def _work(self, jobs: list[Job]) -> None:
        """One commit for what is decided and for `jobs`."""
        self._turn.acquire()
        decided = self._take()
        alone = bool(jobs)
        if alone:
            jobs = [*jobs, *self._take_held_up()]
        else:
            self._end_turn()  # what is decided has only to be written
        all_ = [*decided.jobs, *jobs]
        if not all_:
            return  # an earlier commit took it along
        refused: Refusal | None = None
        later: list[Job] = []
        try:
            self._commit(decided, jobs)
        except (Refusal, _Taken) as error:
            if not alone:
                self._turn.acquire()
                alone = True
            later = self._forget()
            if isinstance(error, Refusal):
                refused = error
            else:
                self._rest = [one.anew() for one in (*decided.jobs, *later, *jobs)] + self._rest
                all_ = later = []
        if alone:
            self._end_turn()
        self._ended += len(all_) + len(later)
        if refused is None:
            answer(all_)
        else:
            fail(all_, refused)
            fail(later, Refusal("store.stopped" if self._broken else "store.failed"))

    def _take(self) -> Decided:
        return Decided() if self._ahead is None else self._ahead.take()

    def _forget(self) -> list[Job]:
        """What is not on the disk is not in the book any more; returns what was decided on top of it."""
        self._book.touched = True
        self._book.undo(self._committed)
        return self._take().jobs

    def _drop_connection(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(DBAPIError):  # a broken disk: there is nothing left to save
                self._connection.close()
        self._connection = None

    def _connected(self) -> Connection:
        """The writing connection; a lost one is made anew. Raises `StoreError`."""
        if self._connection is None:
            self._connection = self._database.open_writer()
        return self._connection

    def _next(self) -> list[Job] | None:
        """Those that need the thread, none when there is only something to write; None once `close` was asked for and all are done."""
        jobs = self._rest or self._jobs.get()
        while jobs is not None and len(jobs) < _MAX_TOGETHER:
            try:
                more = self._jobs.get_nowait()
            except queue.Empty:
                break
            if more is None:
                self._jobs.put(None)  # end after these
                break
            jobs = jobs + more
        if jobs is None:
            return None
        jobs, self._rest = jobs[:_MAX_TOGETHER], jobs[_MAX_TOGETHER:]
        return jobs

    def _commit(self, decided: Decided, jobs: list[Job]) -> None:
        """All of it is on the disk and told to the boards. Raises `Refusal` (nothing is, or nobody knows), `_Taken`."""
        if self._broken:
            raise Refusal("store.stopped")
        try:
            connection = self._connected()
            transaction = connection.begin()
            self._write(connection, decided, jobs)
            events = [event for job in (*decided.jobs, *jobs) for event in job.events]
            if events:
                self._database.wake(connection)
        except (DBAPIError, StoreError) as error:
            if decided.jobs and isinstance(error, IntegrityError) and self._rolled_back():
                raise _Taken from error
            raise self._give_up(error) from error
        try:
            transaction.commit()
        except DBAPIError as error:
            raise self._lose(error) from error
        if events:
            self._committed = events[-1].seq
        self._publish(events)

    def _write(self, connection: Connection, decided: Decided, jobs: list[Job]) -> None:
        late = decided.late
        late.write(connection)
        if not jobs:
            return
        self._book.begin(connection, alone=self._database.alone)
        if not decided.jobs:
            self._committed = self._book.last_seq
        known = Known(connection, [job.makes for job in jobs if job.makes])
        late.written = False  # as far as `known` is concerned
        for job in jobs:
            attempt(self._book, Tx(connection, self._clock.now(), self._book, late, known), job)
        late.write(connection)

    def _give_up(self, error: DBAPIError | StoreError) -> Refusal:
        """Nothing of the batch was committed: say so, and stop where the disk itself is in doubt."""
        if isinstance(error, StoreError):
            _log.error("store: %s", error)
            return Refusal("store.failed")
        if not self._rolled_back():
            self._broken = self._database.alone
        if error.connection_invalidated or not self._database.alone:
            self._drop_connection()
        self._broken = self._broken or self._database.is_ruined(error)
        name = self._database.name_of(error)
        _log.error("store failed before commit (%s), stopped: %s", name, self._broken)
        return Refusal("store.stopped" if self._broken else "store.failed")

    def _rolled_back(self) -> bool:
        try:
            if self._connection is not None:
                self._connection.rollback()
        except DBAPIError:
            return False
        return True

    def _lose(self, error: DBAPIError) -> Refusal:
        """Nobody knows whether it was committed. A file stays shut; a database is asked again."""
        self._broken = self._database.alone
        self._drop_connection()
        name = self._database.name_of(error)
        _log.error("commit failed (%s); no more writes until the server is restarted: %s", name, self._broken)
        return OutcomeUnknown()
