"""Statements of the busy paths: compiled once per database and run on the driver's own connection.

SQLAlchemy's own way costs five times what SQLite needs for the work. The statement stays a Core expression,
so that both databases get theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Executable, text
from sqlalchemy.exc import DBAPIError

_MOST_ROWS = 64


@dataclass(frozen=True, slots=True)
class _Compiled:
    """For one database. `bind`: how the driver wants the values. `row`: the "(?, ?)" of an INSERT that may stand repeated."""

    words: str
    bind: Callable[[dict[str, Any]], Any]
    row: str = ""
    repeated: dict[int, str] = field(default_factory=dict)

    def of_rows(self, count: int) -> str:
        """The INSERT of so many rows."""
        known = self.repeated.get(count)
        if known is None:
            known = self.repeated[count] = self.words.replace(self.row, ", ".join([self.row] * count), 1)
        return known


class Prepared:
    """A statement and what never changes in it. Every other parameter is named in each call."""

    def __init__(self, statement: Executable, *columns: str) -> None:
        """`columns`: of an INSERT, those that are set by name."""
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    @classmethod
    def text(cls, words: str) -> Prepared:
        """A statement without parameters, the same for both databases."""
        return cls(text(words))

    def run(self, connection: Connection, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """The rows, plain; none for a statement that returns nothing."""
        ready = self._ready(connection)
        raw: Any = connection.connection.dbapi_connection
        try:
            cursor = raw.execute(ready.words, ready.bind(values))
            return cursor.fetchall() if cursor.description is not None else []
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(connection, ready.words, error) from error

    def run_all(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Once for each of `rows`; for statements that return nothing, and INSERTs whose rows have keys of their own.

        SQLite's driver hands the interpreter over at each row: many in one statement cost the other threads less.
        """
        ready = self._ready(connection)
        cursor: Any = cast("Any", connection.connection.dbapi_connection).cursor()
        try:
            if not ready.row:
                cursor.executemany(ready.words, [ready.bind(row) for row in rows])
                return
            for part in _parts(rows):
                values = tuple(chain.from_iterable(map(ready.bind, part)))
                cursor.execute(ready.of_rows(len(part)), values)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(connection, ready.words, error) from error

    def _ready(self, connection: Connection) -> _Compiled:
        name = connection.dialect.name
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = self._compile(connection)
        return found

    def _compile(self, connection: Connection) -> _Compiled:
        statement: Any = self._statement
        compiled = statement.compile(dialect=connection.dialect, column_keys=list(self._columns) or None)
        fixed = {key: one.value for key, one in compiled.binds.items() if not one.required}
        order: list[str] | None = compiled.positiontup
        words = str(compiled)
        if order is None:
            return _Compiled(words, lambda values: {**fixed, **values})
        row = f"({', '.join('?' * len(order))})" if compiled.isinsert and len(order) > 1 and not fixed else ""
        return _Compiled(words, _in_order(order, fixed), row)


def _in_order(order: list[str], fixed: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    """The values by place: to look each up by its name costs SQLite a third."""
    if fixed or len(order) < 2:
        return lambda values: tuple(fixed[name] if name in fixed else values[name] for name in order)
    return itemgetter(*order)


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    """In powers of two, so that a few statements do for any number of rows."""
    at = 0
    while at < len(rows):
        size = min(_MOST_ROWS, 1 << ((len(rows) - at).bit_length() - 1))
        yield rows[at : at + size]
        at += size


def _wrapped(connection: Connection, words: str, error: Exception) -> BaseException:
    """As SQLAlchemy tells it, without the values."""
    dialect: Any = connection.dialect
    base = dialect.loaded_dbapi.Error
    lost = bool(dialect.is_disconnect(error, connection.connection.dbapi_connection, None))
    return DBAPIError.instance(
        words, None, error, base, hide_parameters=True, connection_invalidated=lost, dialect=dialect
    )
