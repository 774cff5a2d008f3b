"""Where the board's parts go and how large their letters are, for QML. Pixels."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRect, Signal
from PySide6.QtQml import QmlElement

from hall.settings import Screen
from queue_display.layout import Layout
from queue_display.views.common import HeadRoom, rect

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BoardRoom(HeadRoom):
    """A layout as QML reads it.

    Signals: moved (what this kind adds).
    """

    moved = Signal()

    def __init__(self, screen: Screen, layout: Layout, parent: QObject | None = None) -> None:
        super().__init__(screen, layout, parent)
        self._layout = layout

    @property
    def layout(self) -> Layout:
        """The layout in use."""
        return self._layout

    def use(self, layout: Layout) -> None:
        """Rearrange; nothing happens when nothing changed."""
        if layout != self._layout:
            self._layout = self._headed = layout
            self.changed.emit()
            self.moved.emit()

    @Property(QRect, notify=moved)
    def hero(self) -> QRect:
        """The large call."""
        return rect(self._layout.hero)

    @Property(QRect, notify=moved)
    def table(self) -> QRect:
        """The list of calls."""
        return rect(self._layout.table)

    @Property(QRect, notify=moved)
    def strip(self) -> QRect:
        """The waiting counts."""
        return rect(self._layout.strip)

    @Property(int, notify=moved)
    def row(self) -> int:
        """Height of a line of the list."""
        return self._layout.type.row

    @Property(int, notify=moved)
    def number(self) -> int:
        """Font size of the called number."""
        return self._layout.number

    @Property(int, notify=moved)
    def window(self) -> int:
        """Font size of the window under it."""
        return self._layout.window

    @Property(int, notify=moved)
    def columns(self) -> int:
        """Waiting counts beside each other."""
        return self._layout.chip_columns

    @Property(int, notify=moved)
    def lines(self) -> int:
        """Waiting counts above each other."""
        return self._layout.chip_rows

    @Property(bool, notify=moved)
    def heroLatin(self) -> bool:  # noqa: N802 - QML's way of naming
        """Whether the large call has room for a heading and its second language."""
        return self._layout.hero_latin

    @Property(bool, notify=moved)
    def chipLatin(self) -> bool:  # noqa: N802
        """Whether the waiting counts have."""
        return self._layout.chip_latin
