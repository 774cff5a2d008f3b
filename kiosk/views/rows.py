"""A short list for QML that changes in place, so that a finger on a row is not lost when a count changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
FIRST = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Row:
    """One choice. `reason`: why it cannot be chosen now, "" when it can."""

    key: str
    name: str
    note: str = ""
    badge: str = ""
    reason: str = ""


ROLES = [field.name for field in fields(Row)]


@QmlElement
class RowsModel(QAbstractListModel):
    """Rows by role: key, name, note, badge, reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def take(self, rows: Sequence[Row]) -> None:
        """Show these; rows that stay are only updated."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for at, row in enumerate(rows):
            if row != self._rows[at]:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name, Qt's value type
        """How many."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """One field of one row."""
        at = role - FIRST
        if not index.isValid() or not 0 <= at < len(ROLES):
            return None
        return asdict(self._rows[index.row()])[ROLES[at]]

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's name
        """The fields' names."""
        return {FIRST + at: QByteArray(name.encode()) for at, name in enumerate(ROLES)}
