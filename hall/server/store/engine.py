"""What a database must be able to do for the store, and what is wrong when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, unique
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError


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


QUIET: dict[str, Any] = {"hide_parameters": True}
"""A parameter may be a name or an ID number, and error texts end up in logs."""


class Database(Protocol):
    """Where the tables are. `alone`: no other server writes to them."""

    alone: bool

    def open_writer(self) -> Connection:
        """The connection that writes; the tables are there and as today's. Each transaction begins as the only writer.

        Call it in the thread that will write. Raises `StoreError`.
        """

    def open_readers(self) -> Engine:
        """A small pool of connections that cannot write; each transaction sees one moment."""

    def wake(self, connection: Connection) -> None:
        """Wake the other servers up once the transaction of `connection` is committed."""

    def is_ruined(self, error: DBAPIError) -> bool:
        """Whether nothing may be written any more until the server was restarted."""

    def name_of(self, error: DBAPIError) -> str:
        """The fault by its name in the database's manual."""

    def follow(self, bell: Callable[[], None]) -> Callable[[], None]:
        """Ring when another server may have written, and now and then anyway. Returns what ends it."""
