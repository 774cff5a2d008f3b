"""The hall's store: one folder, one server. Writing waits for the writer's commit, reading never waits for it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DBAPIError

from hall.domain.clock import Clock, next_date
from hall.domain.leases import BLOCK
from hall.server.problems import Refusal
from hall.server.store import events, series
from hall.server.store.engine import open_readers
from hall.server.store.live import Live
from hall.server.store.lock import FolderLock
from hall.server.store.tables import meta
from hall.server.store.tx import Tx
from hall.server.store.writer import Op, Writer

T = TypeVar("T")
_EPOCH = "server_epoch"


class Store:
    """Open `folder` (made when missing, mode 0700). Raises `StoreError`.

    `live` carries the feed; `epoch` changes only when a backup was restored.
    """

    def __init__(self, folder: Path, clock: Clock, services: tuple[str, ...]) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.live = Live()
        self._lock = FolderLock(folder)
        try:
            self._writer = Writer(folder, clock, services, self.live.publish)
        except BaseException:
            self._lock.release()
            raise
        self._readers: Engine = open_readers(folder)
        try:
            self.epoch = self._writer.submit(_epoch).result()
            self.live.resume(self.read_now(events.last_seq))
        except BaseException:
            self.close()
            raise

    @property
    def broken(self) -> bool:
        """Whether a failed commit ended the writing."""
        return self._writer.broken

    async def write(self, op: Op[T]) -> T:
        """Run `op` in the writer; returns after the commit. Raises `Refusal`, `OutcomeUnknown`."""
        return await asyncio.wrap_future(self._writer.submit(op))

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

    def close(self) -> None:
        """End the feeds, finish accepted writes, fold the WAL in, let the folder go. Safe to repeat."""
        self.live.close()
        self._readers.dispose()
        self._writer.close()
        self._lock.release()


def _epoch(tx: Tx) -> str:
    found = tx.connection.execute(select(meta.c.value).where(meta.c.key == _EPOCH)).scalar()
    if found is not None:
        return str(found)
    made = secrets.token_hex(8)
    tx.connection.execute(insert(meta).values(key=_EPOCH, value=made))
    return made
