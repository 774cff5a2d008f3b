"""What every kind of screen has for QML: whose it is, how old its data, the time; where that goes; the emergency."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Property, QObject, QRect, Signal
from PySide6.QtQml import QmlElement

from hall.contract.messages import Notice
from hall.settings import Screen, Words
from queue_display.face import Head
from queue_display.layout_alarm import AlarmLayout, lay_out_alarm
from queue_display.measure import Rect, Type
from queue_display.notices import Sheet
from queue_display.pager import Turn, turned

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HeadView(QObject):
    """The header's and the band's words.

    Signals: changed (any of it).
    """

    changed = Signal()

    def __init__(self, title: Words, *, still: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall = title
        self._still = still
        self._head = Head("", "", "ring", None)
        self._silent = False

    def use(self, head: Head, *, silent: bool) -> None:
        """Say what is true now. `silent`: calls cannot be heard, and staff have to know."""
        if (head, silent) != (self._head, self._silent):
            self._head, self._silent = head, silent
            self.changed.emit()

    @Property(str, notify=changed)
    def hallZh(self) -> str:  # noqa: N802 - QML's way of naming
        """Whose screen this is."""
        return self._hall.zh

    @Property(str, notify=changed)
    def hallEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._hall.en

    @Property(bool, notify=changed)
    def still(self) -> bool:
        """Whether nothing may move."""
        return self._still

    @Property(str, notify=changed)
    def clock(self) -> str:
        """The time in China."""
        return self._head.clock

    @Property(str, notify=changed)
    def mark(self) -> str:
        """Whether the data is true now, or of when; a true board that cannot be heard says that."""
        return "无声" if self._silent else self._head.mark

    @Property(str, notify=changed)
    def markShape(self) -> str:  # noqa: N802
        """circle, triangle, ring or mute."""
        return "mute" if self._silent else self._head.mark_shape

    @Property(str, notify=changed)
    def bandZh(self) -> str:  # noqa: N802
        """How old everything is; empty while it is true."""
        return self._head.band.zh if self._head.band else ""

    @Property(str, notify=changed)
    def bandEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._head.band.en if self._head.band else ""


class Headed(Protocol):
    """What the layouts of all kinds have."""

    @property
    def type(self) -> Type: ...  # noqa: D102
    @property
    def header(self) -> Rect: ...  # noqa: D102
    @property
    def band(self) -> Rect: ...  # noqa: D102
    @property
    def header_latin(self) -> bool: ...  # noqa: D102
    @property
    def band_latin(self) -> bool: ...  # noqa: D102


@QmlElement
class HeadRoom(QObject):
    """Where header and band go. Pixels.

    Signals: changed (any of it).
    """

    changed = Signal()

    def __init__(self, screen: Screen, layout: Headed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._headed = layout

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
        """Whose screen, age of the data, clock."""
        return rect(self._headed.header)

    @Property(QRect, notify=changed)
    def band(self) -> QRect:
        """How old everything is; no height while it is true."""
        return rect(self._headed.band)

    @Property(int, notify=changed)
    def zh(self) -> int:
        """Font size of Chinese."""
        return self._headed.type.zh

    @Property(int, notify=changed)
    def latin(self) -> int:
        """Font size of Latin letters."""
        return self._headed.type.latin

    @Property(int, notify=changed)
    def gap(self) -> int:
        """Between parts and around them."""
        return self._headed.type.gap

    @Property(bool, notify=changed)
    def headerLatin(self) -> bool:  # noqa: N802
        """Whether the header has room for its second language."""
        return self._headed.header_latin

    @Property(bool, notify=changed)
    def bandLatin(self) -> bool:  # noqa: N802
        """Whether the band has."""
        return self._headed.band_latin


def rect(found: Rect) -> QRect:
    """As QML reads it."""
    return QRect(found.x, found.y, found.w, found.h)


@QmlElement
class AlarmView(QObject):
    """The emergency that fills the screen; several take turns.

    Signals: changed (any of it).
    """

    changed = Signal()

    def __init__(self, screen: Screen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._notices: tuple[Notice, ...] = ()
        self._pages: tuple[tuple[AlarmLayout, Sheet], ...] = ()
        self._turn = Turn()

    def use(self, notices: tuple[Notice, ...], now_ms: int) -> None:
        """The emergencies of now, the newest first; none lets the screen be."""
        if notices != self._notices:
            self._notices, self._turn = notices, Turn(0, now_ms)
            laid = [lay_out_alarm(self._screen, notice) for notice in notices]
            self._pages = tuple((layout, sheet) for layout in laid for sheet in layout.pages)
            self.changed.emit()
        turn = turned(self._turn, [sheet.ms for _, sheet in self._pages], now_ms)
        moved = turn.page != self._turn.page
        self._turn = turn
        if moved:
            self.changed.emit()

    @property
    def on(self) -> bool:
        """Whether it fills the screen."""
        return bool(self._pages)

    @property
    def _now(self) -> tuple[AlarmLayout, Sheet] | None:
        return self._pages[self._turn.page] if self._pages else None

    @Property(bool, notify=changed)
    def active(self) -> bool:
        """Whether it fills the screen."""
        return self.on

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def page(self) -> dict[str, object]:
        """titleZh, titleEn, bodyZh, bodyEn, count (1/2 or empty); mark, titlePx, titleLatin, zh, latin, gap in pixels."""
        if self._now is None:
            return {}
        layout, sheet = self._now
        count = len(self._pages)
        return {
            "titleZh": layout.title.zh,
            "titleEn": layout.title.en,
            "bodyZh": sheet.body.zh,
            "bodyEn": sheet.body.en,
            "count": f"{self._turn.page + 1}/{count}" if count > 1 else "",
            "mark": layout.mark_px,
            "titlePx": layout.title_px,
            "titleLatin": layout.title_latin,
            "zh": layout.zh,
            "latin": layout.latin,
            "gap": layout.gap,
        }
