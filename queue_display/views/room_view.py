"""Where the board's parts go and how large their letters are, for QML. Pixels."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRect, Signal
from PySide6.QtQml import QmlElement

from hall.settings import Screen
from queue_display.layout import Layout, Rect

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BoardRoom(QObject):
    """A layout as QML reads it.

    Signals: changed (any of it).
    """

    changed = Signal()

    def __init__(self, screen: Screen, layout: Layout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._layout = layout

    @property
    def layout(self) -> Layout:
        """The layout in use."""
        return self._layout

    def use(self, layout: Layout) -> None:
        """Rearrange; nothing happens when nothing changed."""
        if layout != self._layout:
            self._layout = layout
            self.changed.emit()

    @Property(int, notify=changed)
    def width(self) -> int:
        """The panel's."""
        return self._screen.width_px

    @Property(int, notify=changed)
    def height(self) -> int:
        """The panel's."""
        return self._screen.height_px

    @Property(QRect, notify=changed)
    def header(self) -> QRect:
        """Hall, age of the data, clock."""
        return _rect(self._layout.header)

    @Property(QRect, notify=changed)
    def band(self) -> QRect:
        """How old everything is; no height while it is true."""
        return _rect(self._layout.band)

    @Property(QRect, notify=changed)
    def hero(self) -> QRect:
        """The large call."""
        return _rect(self._layout.hero)

    @Property(QRect, notify=changed)
    def table(self) -> QRect:
        """The list of calls."""
        return _rect(self._layout.table)

    @Property(QRect, notify=changed)
    def strip(self) -> QRect:
        """The waiting counts."""
        return _rect(self._layout.strip)

    @Property(int, notify=changed)
    def zh(self) -> int:
        """Font size of Chinese."""
        return self._layout.type.zh

    @Property(int, notify=changed)
    def latin(self) -> int:
        """Font size of Latin letters."""
        return self._layout.type.latin

    @Property(int, notify=changed)
    def gap(self) -> int:
        """Between parts and around them."""
        return self._layout.type.gap

    @Property(int, notify=changed)
    def row(self) -> int:
        """Height of a line of the list."""
        return self._layout.type.row

    @Property(int, notify=changed)
    def number(self) -> int:
        """Font size of the called number."""
        return self._layout.number

    @Property(int, notify=changed)
    def window(self) -> int:
        """Font size of the window under it."""
        return self._layout.window

    @Property(int, notify=changed)
    def columns(self) -> int:
        """Waiting counts beside each other."""
        return self._layout.chip_columns

    @Property(int, notify=changed)
    def lines(self) -> int:
        """Waiting counts above each other."""
        return self._layout.chip_rows

    @Property(bool, notify=changed)
    def headerLatin(self) -> bool:  # noqa: N802 - QML's way of naming
        """Whether the header has room for its second language."""
        return self._layout.header_latin

    @Property(bool, notify=changed)
    def bandLatin(self) -> bool:  # noqa: N802
        """Whether the band has."""
        return self._layout.band_latin

    @Property(bool, notify=changed)
    def heroLatin(self) -> bool:  # noqa: N802
        """Whether the large call has room for a heading and its second language."""
        return self._layout.hero_latin

    @Property(bool, notify=changed)
    def chipLatin(self) -> bool:  # noqa: N802
        """Whether the waiting counts have."""
        return self._layout.chip_latin


def _rect(rect: Rect) -> QRect:
    return QRect(rect.x, rect.y, rect.w, rect.h)
