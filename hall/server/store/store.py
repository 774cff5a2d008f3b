"""The hall's store: one folder, one server. Writing waits for the writer's commit, reading never waits for it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DBAPIError

from hall.contract.messages import FeedEvent
from hall.domain.clock import Clock, next_date
from hall.domain.leases import BLOCK
from hall.server.problems import Refusal
from hall.server.store import day_book, events, series
from hall.server.store.catalogue import Catalogue
from hall.server.store.engine import Database
from hall.server.store.job import Op
from hall.server.store.live import Live
from hall.server.store.lock import FolderLock
from hall.server.store.postgres import PostgresDatabase
from hall.server.store.sqlite import SqliteFile
from hall.server.store.tables import meta
from hall.server.store.tx import Tx
from hall.server.store.writer import Writer

T = TypeVar("T")
_EPOCH = "server_epoch"
_log = logging.getLogger(__name__)


class Store:
    """Open `folder` (made when missing, mode 0700), or the `database` (postgresql://…) with its files there.

    Raises `StoreError`.

    `shared`: other servers may write to the same tables. `live` carries the feed; `epoch` changes only when a backup was restored.
    """

    def __init__(self, folder: Path, clock: Clock, catalogue: Catalogue, database: str = "") -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.live = Live()
        self.shared = bool(database)
        tables: Database = PostgresDatabase(database) if database else SqliteFile(folder)
        self._lock = FolderLock(folder, shared=not tables.alone)
        publish = self.live.publish if tables.alone else self._catch_up_after
        try:
            self._writer = Writer(tables, clock, catalogue, publish)
        except BaseException:
            self._lock.release()
            raise
        self._readers: Engine = tables.open_readers()
        self._unfollow: Callable[[], None] = _nothing
        try:
            self.epoch = self._writer.submit(_epoch).result()
            self.live.resume(self.read_now(day_book.last_seq))
            self._unfollow = tables.follow(self._catch_up)
        except BaseException:
            self.close()
            raise

    @property
    def broken(self) -> bool:
        """Whether a failed commit ended the writing."""
        return self._writer.broken

    async def write(self, op: Op[T], makes: str = "") -> T:
        """Run `op` in the writer; returns after the commit. Raises `Refusal`, `OutcomeUnknown`. `makes`: `Writer.write`."""
        return await self._writer.write(op, makes)

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run `query` on one unchanging view of the data."""
        return await asyncio.to_thread(self.read_now, query)

    def read_now(self, query: Callable[[Connection], T]) -> T:
        """As `read`, in the calling thread."""
        try:
            with self._readers.connect() as connection, connection.begin():
                return query(connection)
        except DBAPIError as error:
            raise Refusal("store.failed", detail=type(error.orig).__name__) from error

    def secret(self, name: str) -> bytes:
        """32 random bytes, made once and the same for every server of the hall."""
        return self._writer.submit(lambda tx: _secret(tx, name)).result()

    def renew_epoch(self, skip: int = 100, lent: int = 10 * BLOCK) -> str:
        """Say that this folder was restored from a backup; returns the new epoch.

        Units send their retained window again and hold new leases. Today's online numbers leap by `skip`,
        and what is lent for today and tomorrow by `lent`: numbers given out after the backup was made are
        on paper, though nobody here remembers them. Make a new backup at once: the same one restored
        twice on a day leaps to the same place twice.
        """

        def op(tx: Tx) -> str:
            epoch = secrets.token_hex(8)
            tx.connection.execute(update(meta).where(meta.c.key == _EPOCH).values(value=epoch))
            series.leap(tx, tx.today, skip, lent=False)
            for date in (tx.today, next_date(tx.today)):
                series.leap(tx, date, lent, lent=True)
            return epoch

        self.epoch = self._writer.submit(op).result()
        return self.epoch

    def _catch_up(self) -> None:
        """Tell of everything that was committed since, whichever server did it; in the follower's thread."""
        try:
            while newer := self.read_now(lambda c: events.after(c, self.live.last_seq)):
                self.live.publish(newer)
        except Refusal as error:
            _log.warning("store: the feed could not be read (%s); trying again", error.problem.code)

    def _catch_up_after(self, committed: list[FeedEvent]) -> None:
        """Our own events come back with everybody's, in order."""

    def close(self) -> None:
        """End the feeds, finish accepted writes, fold the WAL in, let the folder go. Safe to repeat."""
        self.live.close()
        self._unfollow()
        self._writer.close()
        self._readers.dispose()
        self._lock.release()


def _nothing() -> None:
    """Nobody is followed yet."""


def _epoch(tx: Tx) -> str:
    found = tx.connection.execute(select(meta.c.value).where(meta.c.key == _EPOCH)).scalar()
    if found is not None:
        return str(found)
    made = secrets.token_hex(8)
    tx.connection.execute(insert(meta).values(key=_EPOCH, value=made))
    return made


def _secret(tx: Tx, name: str) -> bytes:
    key = f"secret.{name}"
    found = tx.connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    if found is None:
        found = secrets.token_hex(32)
        tx.connection.execute(insert(meta).values(key=key, value=found))
    return bytes.fromhex(found)
