"""The outbox file: one owner, settings proven at open, commits that tell the truth.

Settings and reasons: reliability 2.1 and 2.3 (rollback journal TRUNCATE with synchronous EXTRA
lost nothing in power cuts; a COMMIT that reports an error may still be there after a restart).
Calls block for one fsync (about 20 ms on a slow disk); use from one thread at a time.
"""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, StaticPool, create_engine
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError

from kiosk.outbox import schema
from kiosk.outbox.errors import OutboxError, Trouble

log = logging.getLogger(__name__)

_WANTED: dict[str, str | int] = {
    "journal_mode": "truncate",
    "synchronous": 3,  # EXTRA
    "secure_delete": 1,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "temp_store": 2,  # MEMORY
    "mmap_size": 0,
}
_FULL = sqlite3.SQLITE_FULL
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OURS = {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE}
"""Faults of this program's own statements: rolled back, and loud."""


class Damaged(Exception):  # noqa: N818 - a finding, handled by moving the file aside
    """The file is not a whole outbox."""


class Database:
    """An open outbox file. Raises `OutboxError` and, when opening, `Damaged`."""

    def __init__(self, path: Path) -> None:
        self._unsafe = ""
        self._engine = _engine(path)
        try:
            self._prove()
        except DBAPIError as error:
            self._engine.dispose()
            code = _code(error)
            if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise Damaged(str(error.orig)) from error
            raise OutboxError(_trouble(code), f"{path.name}: {error.orig}") from error
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def unsafe(self) -> str:
        """Why nothing may be written any more; empty when all is well."""
        return self._unsafe

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One `BEGIN IMMEDIATE ... COMMIT`. Leaving without an exception means: it is on the disk."""
        if self._unsafe:
            raise OutboxError(Trouble.UNSAFE, self._unsafe)
        with self._engine.connect() as connection:
            try:
                yield connection
                connection.commit()
            except DBAPIError as error:
                with suppress(DBAPIError):
                    connection.rollback()
                if _code(error) in _OURS:
                    raise
                raise self._refusal(error) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Look without changing; sees what is committed."""
        with self._engine.connect() as connection:
            try:
                yield connection
            except DBAPIError as error:
                raise self._refusal(error) from error

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def _refusal(self, error: DBAPIError) -> OutboxError:
        trouble = _trouble(_code(error))
        if trouble is Trouble.UNSAFE:
            self._unsafe = str(error.orig)
            log.critical(
                "disk.unsafe: %s; nothing more is written until the program is started again", error.orig
            )
        return OutboxError(trouble, str(error.orig))

    def _prove(self) -> None:
        with self._engine.connect() as connection:
            for name, wanted in _WANTED.items():
                found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                if found != wanted:
                    raise OutboxError(Trouble.SETTINGS, f"{name} is {found}, must be {wanted}")
            verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if verdict != "ok":
                raise Damaged(str(verdict))
            _upgrade(connection)
            connection.commit()


class Lock:
    """One process owns a data folder; the kernel forgets the lock when that process dies."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(self._handle, 20).decode("ascii", "replace").strip() or "?"
            os.close(self._handle)
            raise OutboxError(
                Trouble.LOCKED, f"{path.parent} is in use by process {owner}; stop it or use another folder"
            ) from error
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        """Let another process have it. Safe to repeat."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def _upgrade(connection: Connection) -> None:
    """Make the tables, or bring those of an older program up to date, in the caller's one commit."""
    version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if not 0 <= version <= schema.VERSION:
        raise OutboxError(Trouble.SETTINGS, f"the file has layout {version}, this program {schema.VERSION}")
    if version == 0:
        schema.metadata.create_all(connection)
    for each in range(version or schema.VERSION, schema.VERSION):
        for statement in schema.UPGRADES[each]:
            connection.exec_driver_sql(statement)
    if version != schema.VERSION:
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )
    listen(engine, "connect", _settle)
    listen(engine, "begin", _begin)
    return engine


def _settle(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for name, value in _WANTED.items():
        connection.execute(f"PRAGMA {name} = {value}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _code(error: DBAPIError) -> int:
    return getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _trouble(code: int) -> Trouble:
    if code == _FULL:
        return Trouble.FULL
    return Trouble.BUSY if code in _BUSY else Trouble.UNSAFE
