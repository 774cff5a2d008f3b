"""The one thread that writes. Requests that wait at the same time share one commit (one fsync).

Each request runs in a SAVEPOINT, so that a refusal undoes only itself. Nobody is told anything before the
COMMIT has returned. A COMMIT that fails may still be on the disk after a restart: its requests end as
`OutcomeUnknown` and the writer takes no more until the folder is opened again.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from hall.contract.messages import FeedEvent
from hall.domain.clock import Clock
from hall.server.problems import OutcomeUnknown, Refusal
from hall.server.store.engine import open_writer
from hall.server.store.tx import Tx

T = TypeVar("T")
Op = Callable[[Tx], T]
"""What a request does to the store. It may run only once, and only in the writer's thread."""

_MAX_WAITING = 2000
_MAX_TOGETHER = 200
_RUINED = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_log = logging.getLogger(__name__)


@dataclass
class _Job:
    op: Op[Any]
    future: Future[Any]
    result: Any = None
    error: Exception | None = None
    events: list[FeedEvent] = field(default_factory=list)


class Writer:
    """Owns the read-write connection. `publish` is called in the writer's thread after each commit."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        services: tuple[str, ...],
        publish: Callable[[list[FeedEvent]], None],
    ) -> None:
        self._clock = clock
        self._services = services
        self._publish = publish
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._accepting = threading.Lock()
        self._closed = False
        self._broken = False
        opened: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(folder, opened), name="store-writer", daemon=True
        )
        self._thread.start()
        opened.result()

    @property
    def broken(self) -> bool:
        """Whether a failed commit ended the writing."""
        return self._broken

    def submit(self, op: Op[T]) -> Future[T]:
        """Queue `op`; its future resolves after the commit. Raises `Refusal` when nothing can be queued."""
        future: Future[T] = Future()
        with self._accepting:
            if self._closed or self._broken:
                raise Refusal("store.stopped")
            if self._jobs.qsize() >= _MAX_WAITING:
                raise Refusal("store.busy")
            self._jobs.put(_Job(op, future))
        return future

    def close(self) -> None:
        """Finish what was accepted, then close the file."""
        with self._accepting:
            if not self._closed:
                self._jobs.put(None)
            self._closed = True
        self._thread.join()

    def _run(self, folder: Path, opened: Future[None]) -> None:
        try:
            connection = open_writer(folder)
        except Exception as error:  # noqa: BLE001 - carried to the thread that opens the store
            opened.set_exception(error)
            return
        opened.set_result(None)
        while (first := self._jobs.get()) is not None:
            jobs = [job for job in self._with_waiting(first) if job.future.set_running_or_notify_cancel()]
            if self._broken:
                _fail(jobs, Refusal("store.stopped"))
            elif jobs:
                self._commit_together(connection, jobs)
        with contextlib.suppress(DBAPIError):  # a broken disk: there is nothing left to save
            connection.close()

    def _with_waiting(self, first: _Job) -> list[_Job]:
        jobs = [first]
        while len(jobs) < _MAX_TOGETHER:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._jobs.put(None)  # close() asked: end after these
                break
            jobs.append(job)
        return jobs

    def _commit_together(self, connection: Connection, jobs: list[_Job]) -> None:
        try:
            transaction = connection.begin()
            for job in jobs:
                self._attempt(connection, job)
        except DBAPIError as error:
            self._give_up(connection, jobs, error)
            return
        try:
            transaction.commit()
        except DBAPIError as error:
            self._broken = True
            _log.error("commit failed (%s): no more writes until the server is restarted", _name(error))
            _fail(jobs, OutcomeUnknown())
            return
        self._publish([event for job in jobs for event in job.events])
        for job in jobs:
            if job.error is None:
                job.future.set_result(job.result)
            else:
                job.future.set_exception(job.error)

    def _attempt(self, connection: Connection, job: _Job) -> None:
        tx = Tx(connection, self._clock.now(), self._services)
        try:
            with connection.begin_nested():
                job.result = job.op(tx)
        except DBAPIError as error:
            if not isinstance(error, IntegrityError):
                raise  # the whole transaction is spoilt
            job.error = error
        except Exception as error:  # noqa: BLE001 - carried to whoever asked; its SAVEPOINT is undone
            job.error = error
        else:
            job.events = tx.events

    def _give_up(self, connection: Connection, jobs: list[_Job], error: DBAPIError) -> None:
        """Nothing of the batch was committed: say so, and stop where the disk itself is in doubt."""
        try:
            connection.rollback()
        except DBAPIError:
            self._broken = True
        self._broken = self._broken or _code(error) in _RUINED
        _log.error("store failed before commit (%s), stopped: %s", _name(error), self._broken)
        _fail(jobs, Refusal("store.stopped" if self._broken else "store.failed"))


def _fail(jobs: list[_Job], error: Refusal) -> None:
    for job in jobs:
        job.future.set_exception(error)


def _code(error: DBAPIError) -> int:
    """The primary result code of SQLite (https://sqlite.org/rescode.html), 0 when it has none."""
    return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF


def _name(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__))
