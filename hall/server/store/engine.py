"""How the one SQLite file is opened: the writer's connection, the readers', and what must be true of both."""

from __future__ import annotations

import os
import sqlite3
from enum import Enum, unique
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

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
)

_MUST = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


@unique
class StoreFault(Enum):
    """Why a data folder cannot be used."""

    LOCKED = "locked"
    NEWER = "newer"
    UNREADABLE = "unreadable"
    UNSAFE = "unsafe"


class StoreError(Exception):
    """A data folder that cannot be used; the text says what to do, Chinese first."""

    def __init__(self, fault: StoreFault, text: str) -> None:
        super().__init__(text)
        self.fault = fault


def open_writer(folder: Path) -> Connection:
    """Open, make or refuse the file. Call it in the thread that will write. Raises `StoreError`."""
    path = folder / FILE
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    engine = create_engine("sqlite://", creator=lambda: _connect_writer(path), poolclass=NullPool, **_QUIET)
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
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


def open_readers(folder: Path) -> Engine:
    """A small pool of connections that cannot write."""
    uri = f"{(folder / FILE).absolute().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
        )
        raw.execute("PRAGMA query_only=ON")
        return raw

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=0, **_QUIET
    )
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    return engine


# A parameter may be a name or an ID number, and error texts end up in logs.
_QUIET = {"hide_parameters": True}


def _connect_writer(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in _WRITER:
            raw.execute(pragma)
    except sqlite3.DatabaseError as error:
        raw.close()
        raise StoreError(
            StoreFault.UNREADABLE,
            f"数据库 {path} 无法读取({error})。请勿删除:将整个目录移到一旁,再从备份恢复。"
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
                f"SQLite 未接受 {name}={wanted}(现为 {found}),断电可能丢号;请换用本地磁盘(ext4/xfs)。"
                f" / SQLite did not take {name}={wanted} (it is {found}); use a local disk (ext4, xfs).",
            )


def _prepare_schema(connection: Connection, path: Path) -> None:
    with connection.begin():
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > SCHEMA:
            raise StoreError(
                StoreFault.NEWER,
                f"{path} 由更新版本的 hallkit 建立(结构 {version},本程序只识别到 {SCHEMA})。请升级本程序。"
                f" / {path} was made by a newer hallkit (schema {version}, this one knows {SCHEMA}). Upgrade it.",
            )
        if version == 0:
            metadata.create_all(connection)
        if version:
            upgrade(connection, version)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
