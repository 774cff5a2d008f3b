"""Rows that are put off: written together when somebody reads, or before the commit. Many at once cost a fraction of one by one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection

from hall.server.store.prepared import Prepared


class Late:
    """In the order of the statements' first row.

    `written`: some are in the tables. `failed`: writing them did, so nothing of the transaction is right.
    """

    def __init__(self) -> None:
        self._rows: dict[Prepared, list[dict[str, Any]]] = {}
        self._newest: dict[Prepared, dict[Hashable, dict[str, Any]]] = {}
        self.written = False
        self.failed = False

    def add(self, statement: Prepared, row: dict[str, Any], key: Hashable = None) -> None:
        """One row; nothing that is put off depends on the others. Of those with the same `key` only the last is written."""
        if key is None:
            self._rows.setdefault(statement, []).append(row)
        else:
            self._newest.setdefault(statement, {})[key] = row

    def take(self, other: Late) -> None:
        """Those of another, too."""
        for statement, rows in other._rows.items():
            self._rows.setdefault(statement, []).extend(rows)
        for statement, newest in other._newest.items():
            self._newest.setdefault(statement, {}).update(newest)

    def write(self, connection: Connection) -> None:
        """All of them, now."""
        rows, newest = self._rows, self._newest
        self._rows, self._newest = {}, {}
        self.written = self.failed = True
        for statement, those in rows.items():
            statement.run_all(connection, those)
        for statement, last in newest.items():
            statement.run_all(connection, list(last.values()))
        self.failed = False
