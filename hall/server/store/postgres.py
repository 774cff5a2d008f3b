"""PostgreSQL: several servers of one hall on one database. Whoever writes holds the hall's lock until the commit."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool, QueuePool

from hall.server.store.engine import QUIET, StoreError, StoreFault
from hall.server.store.tables import SCHEMA, meta, metadata
from hall.server.store.upgrades import upgrade

CHANNEL = "hallkit_feed"
_HALL = 0x68616C6C  # "hall": the advisory lock of whoever writes
_POLL_S = 1.0
"""NOTIFY only wakes up; what is new is found by looking, at least so often."""
_VERSION = "schema"
_MUST = {"fsync": "on", "full_page_writes": "on"}
_SCHEMES = ("postgresql", "postgres")
_log = logging.getLogger(__name__)


class PostgresDatabase:
    """`url`: postgresql://user@host/database. Raises `StoreError` when it is none."""

    alone = False

    def __init__(self, url: str) -> None:
        try:
            typed = make_url(url)
        except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
            raise _no_address() from error
        if typed.drivername not in _SCHEMES:
            raise _no_address()
        self._url = typed.set(drivername="postgresql+psycopg")

    def open_writer(self) -> Connection:
        """Connect, make or upgrade the tables under the hall's lock. Raises `StoreError`."""
        engine = create_engine(
            self._url,
            poolclass=NullPool,
            connect_args={
                "connect_timeout": 5,
                "options": "-c synchronous_commit=on -c lock_timeout=10s"
                " -c idle_in_transaction_session_timeout=30s -c client_min_messages=warning",
            },
            **QUIET,
        )
        event.listen(engine, "begin", lambda c: c.execute(_LOCK))
        connection: Connection | None = None
        try:
            connection = engine.connect()
            _prepare(connection, self._url)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, OperationalError):  # also when another server holds the lock for too long
                raise _unreachable(self._url, error) from error
            raise
        return connection

    def open_readers(self) -> Engine:
        """Each transaction reads one snapshot."""
        return create_engine(
            self._url,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=0,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
            connect_args={
                "connect_timeout": 5,
                "options": "-c default_transaction_read_only=on",
            },
            **QUIET,
        )

    def wake(self, connection: Connection) -> None:
        """NOTIFY leaves with the commit."""
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")

    def is_ruined(self, error: DBAPIError) -> bool:  # noqa: ARG002 - the other side looks after its disks
        """Never: it panics and recovers by itself, and the next connection reads what is true."""
        return False

    def name_of(self, error: DBAPIError) -> str:
        """SQLSTATE."""
        return str(getattr(error.orig, "sqlstate", None) or type(error.orig).__name__)

    def follow(self, bell: Callable[[], None]) -> Callable[[], None]:
        """Listen for other servers' commits in a thread; a lost line is taken up again."""
        ended = threading.Event()
        ear = threading.Thread(
            target=_listen, args=(self._url, bell, ended), name="store-follow", daemon=True
        )
        ear.start()

        def end() -> None:
            ended.set()
            ear.join(10)

        return end


_LOCK = text(f"SELECT pg_advisory_xact_lock({_HALL})")


def _listen(url: URL, bell: Callable[[], None], ended: threading.Event) -> None:
    where = url.set(drivername="postgresql").render_as_string(hide_password=False)
    whole = True
    while not ended.is_set():
        try:
            with psycopg.connect(where, autocommit=True, connect_timeout=5) as line:
                line.execute(f"LISTEN {CHANNEL}".encode())
                whole = True
                while not ended.is_set():
                    for _ in line.notifies(timeout=_POLL_S, stop_after=1):
                        pass
                    bell()
        except psycopg.OperationalError as error:
            if whole:
                _log.warning("store: the line for wake-ups is lost (%s); trying again", type(error).__name__)
            whole = False
            ended.wait(_POLL_S)


def _no_address() -> StoreError:
    return StoreError(
        StoreFault.UNREADABLE,
        "数据库地址不对，应为 postgresql://用户@主机/数据库；服务器只用 PostgreSQL，不写 --database 就存在数据目录里。"
        " / This is no database address; it looks like postgresql://USER@HOST/DATABASE."
        " The server knows PostgreSQL alone; without --database it keeps a file in its folder.",
    )


def _told(url: URL) -> str:
    """The address as people write it, without its password."""
    bare = url.set(drivername="postgresql", password="***" if url.password else None)
    return bare.difference_update_query(["password"]).render_as_string(hide_password=True)


def _unreachable(url: URL, error: OperationalError) -> StoreError:
    where = _told(url)
    why = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    return StoreError(
        StoreFault.UNREADABLE,
        f"连不上数据库 {where}({why})。请检查地址、账号和网络。"
        f" / The database {where} does not answer ({why}): look at address, account and network.",
    )


def _prepare(connection: Connection, url: URL) -> None:
    for name, wanted in _MUST.items():
        found = connection.execute(text(f"SHOW {name}")).scalar_one()
        connection.rollback()
        if found != wanted:
            raise StoreError(
                StoreFault.UNSAFE,
                f"PostgreSQL 的 {name} 是 {found}，断电可能丢号；请在 postgresql.conf 改为 {wanted}。"
                f" / PostgreSQL has {name}={found}: numbers may be lost with the power. Set it to {wanted}.",
            )
    with connection.begin():
        version = _version(connection)
        if version > SCHEMA:
            where = _told(url)
            raise StoreError(
                StoreFault.NEWER,
                f"{where} 由更新版本的 hallkit 建立(结构 {version}，本程序只识别到 {SCHEMA})。请升级本程序。"
                f" / {where} was made by a newer hallkit (schema {version}, this one knows {SCHEMA}). Upgrade it.",
            )
        if version:
            upgrade(connection, version)
        else:
            metadata.create_all(connection)
        put = insert(meta).values(key=_VERSION, value=str(SCHEMA))
        connection.execute(put.on_conflict_do_update(index_elements=["key"], set_={"value": str(SCHEMA)}))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(meta.name):
        return 0
    found = connection.execute(select(meta.c.value).where(meta.c.key == _VERSION)).scalar()
    return int(found or 0)
