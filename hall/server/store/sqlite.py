"""One SQLite file in the data folder: the writer's connection, the readers', and what must be true of both."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from hall.server.store.engine import QUIET, StoreError, StoreFault
from hall.server.store.prepared import Prepared
from hall.server.store.tables import SCHEMA, metadata
from hall.server.store.upgrades import upgrade

FILE = "hall.sqlite3"
BUSY_MS = 10_000
"""Longer than any backup holds the file."""

_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-65536",  # 64 MiB: the indices of years stay in memory
)

_BEGIN = Prepared.text("BEGIN IMMEDIATE")
_MUST = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
_RUINED = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class SqliteFile:
    """`folder`/hall.sqlite3; the folder's lock keeps every other server away."""

    alone = True

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def open_writer(self) -> Connection:
        """Open, make or refuse the file. Raises `StoreError`."""
        path = self._path
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        engine = create_engine(
            "sqlite://", creator=lambda: _connect_writer(path), poolclass=NullPool, **QUIET
        )
        event.listen(engine, "begin", lambda c: _BEGIN.run(c, {}))
        connection: Connection | None = None
        try:
            connection = engine.connect()
            _assert_settings(connection)
            _prepare_schema(connection, path)
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        return connection

    def open_readers(self) -> Engine:
        """Connections that SQLite itself keeps from writing."""
        uri = f"{self._path.absolute().as_uri()}?mode=ro"

        def connect() -> sqlite3.Connection:
            raw = sqlite3.connect(
                uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
            )
            raw.execute("PRAGMA query_only=ON")
            return raw

        engine = create_engine(
            "sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=0, **QUIET
        )
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
        return engine

    def wake(self, connection: Connection) -> None:
        """There is nobody to wake."""

    def is_ruined(self, error: DBAPIError) -> bool:
        """By the primary result code (https://sqlite.org/rescode.html)."""
        return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF in _RUINED

    def name_of(self, error: DBAPIError) -> str:
        """As SQLITE_FULL."""
        return str(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__))

    def follow(self, bell: Callable[[], None]) -> Callable[[], None]:  # noqa: ARG002 - nobody else writes
        """There is nobody to follow."""
        return lambda: None


def _connect_writer(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in _WRITER:
            raw.execute(pragma)
    except sqlite3.DatabaseError as error:
        raw.close()
        raise StoreError(
            StoreFault.UNREADABLE,
            f"数据库 {path} 无法读取({error})。请勿删除：将整个目录移到一旁，再从备份恢复。"
            f" / {path} cannot be read ({error}). Do not delete it: move the folder aside and restore a backup.",
        ) from error
    return raw


def _assert_settings(connection: Connection) -> None:
    raw = connection.connection
    for name, wanted in _MUST.items():
        cursor = raw.cursor()
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        cursor.close()
        if found != wanted:
            raise StoreError(
                StoreFault.UNSAFE,
                f"SQLite 未接受 {name}={wanted}(现为 {found})，断电可能丢号；请换用本地磁盘(ext4/xfs)。"
                f" / SQLite did not take {name}={wanted} (it is {found}); use a local disk (ext4, xfs).",
            )


def _prepare_schema(connection: Connection, path: Path) -> None:
    with connection.begin():
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > SCHEMA:
            raise StoreError(
                StoreFault.NEWER,
                f"{path} 由更新版本的 hallkit 建立(结构 {version}，本程序只识别到 {SCHEMA})。请升级本程序。"
                f" / {path} was made by a newer hallkit (schema {version}, this one knows {SCHEMA}). Upgrade it.",
            )
        if version == 0:
            metadata.create_all(connection)
        if version:
            upgrade(connection, version)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
