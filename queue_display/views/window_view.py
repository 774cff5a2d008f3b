"""The screen of one window: its number, whose turn it is, or why it rests."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRect, Signal
from PySide6.QtQml import QmlElement

from hall.contract.messages import Text
from hall.domain.clock import Clock
from hall.settings import Screen
from queue_display.face import PAGE_MS, News
from queue_display.flow import fitted
from queue_display.layout import Texts
from queue_display.layout_window import WindowLayout, groups, lay_out_window
from queue_display.measure import em
from queue_display.pager import Turn, turned
from queue_display.panel import Panel
from queue_display.views.common import HeadRoom, rect
from queue_display.views.screen_view import Painted, ScreenView
from queue_display.window_face import WindowFace, draw_window

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1
_WAITING = Text(zh="等候 888", en="waiting")


@QmlElement
class WindowRoom(HeadRoom):
    """A window screen's layout as QML reads it.

    Signals: moved (what this kind adds).
    """

    moved = Signal()

    def __init__(self, screen: Screen, layout: WindowLayout, parent: QObject | None = None) -> None:
        super().__init__(screen, layout, parent)
        self._layout = layout

    @property
    def layout(self) -> WindowLayout:
        """The layout in use."""
        return self._layout

    def use(self, layout: WindowLayout) -> None:
        """Rearrange; nothing happens when nothing changed."""
        if layout != self._layout:
            self._layout = self._headed = layout
            self.changed.emit()
            self.moved.emit()

    @Property(QRect, notify=moved)
    def title(self) -> QRect:
        """The window's own number and name."""
        return rect(self._layout.title)

    @Property(QRect, notify=moved)
    def hero(self) -> QRect:
        """Whose turn it is."""
        return rect(self._layout.hero)

    @Property(QRect, notify=moved)
    def coming(self) -> QRect:
        """The next numbers; no height while there are none."""
        return rect(self._layout.coming)

    @Property(QRect, notify=moved)
    def foot(self) -> QRect:
        """What the window does."""
        return rect(self._layout.foot)

    @Property(int, notify=moved)
    def titlePx(self) -> int:  # noqa: N802 - QML's way of naming
        """Font size of the window's own number."""
        return self._layout.title_px

    @Property(int, notify=moved)
    def number(self) -> int:
        """Font size of the called number."""
        return self._layout.number

    @Property(int, notify=moved)
    def label(self) -> int:
        """Font size of the line above it."""
        return self._layout.label

    @Property(int, notify=moved)
    def labelLatin(self) -> int:  # noqa: N802
        """Of the same in English."""
        return self._layout.label_latin

    @Property(int, notify=moved)
    def words(self) -> int:
        """Font size of what is said instead of a number."""
        return self._layout.words

    @Property(bool, notify=moved)
    def name(self) -> bool:
        """Whether the window's name has room."""
        return self._layout.name

    @Property(bool, notify=moved)
    def footLatin(self) -> bool:  # noqa: N802
        """Whether what it does has room for its second language."""
        return self._layout.foot_latin


@QmlElement
class WindowView(ScreenView):
    """Texts come in both languages; sizes are pixels.

    Signals: faceChanged (words), footChanged.
    """

    faceChanged = Signal()  # noqa: N815 - Qt's way of naming
    footChanged = Signal()  # noqa: N815

    def __init__(self, panel: Panel, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(panel, clock, parent)
        self._number = panel.board.windows[0]
        self._face = self._draw()
        self._room = WindowRoom(panel.screen, self._arrange(), self)
        self._turn = Turn(0, clock.mono_ms())
        self._foot: tuple[Text, ...] = ()
        self._tell(self._face)

    def _refresh(self) -> None:
        face, had = self._draw(), self._face
        self._face = face
        self._tell(face)
        self._room.use(self._arrange())
        if face != had:
            self.faceChanged.emit()
        foot = self._services()
        turn = turned(self._turn, [PAGE_MS] * len(foot), self._clock.mono_ms())
        if (turn.page, foot) != (self._turn.page, self._foot) or face.waiting != had.waiting:
            self._turn, self._foot = turn, foot
            self.footChanged.emit()
        self._turn = turn

    def _painted(self) -> frozenset[Painted]:
        return frozenset({(self._face.number, self._number)} if self._face.number else ())

    def _draw(self) -> WindowFace:
        now_ms = self._clock.mono_ms()
        news = News(self._state, self._link)
        return draw_window(self._number, news, self._stage, self._clock.now(), now_ms, self._coming)

    def _arrange(self) -> WindowLayout:
        texts = Texts((), self._face.band_texts, (self._panel.title.zh, self._panel.title.en))
        name, coming = self._face.name, bool(self._face.coming)
        return lay_out_window(self._panel.screen, texts, (name.zh, name.en), coming=coming)

    def _services(self) -> tuple[Text, ...]:
        layout = self._room.layout
        type_, width = layout.type, layout.foot.w - 2 * layout.type.gap
        zh = width / type_.zh - em(_WAITING.zh)
        en = (width - em(_WAITING.zh) * type_.zh) / type_.latin if layout.foot_latin else 1e6
        return groups(self._face.services, zh, en)

    @Property(WindowRoom, notify=faceChanged)
    def room(self) -> WindowRoom:
        """Where everything goes."""
        return self._room

    @Property(str, notify=faceChanged)
    def windowZh(self) -> str:  # noqa: N802
        """Which window this is."""
        return f"{self._number}号窗口"

    @Property(str, notify=faceChanged)
    def nameZh(self) -> str:  # noqa: N802
        """The window's name."""
        return self._face.name.zh

    @Property(str, notify=faceChanged)
    def nameEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._face.name.en

    @Property(str, notify=faceChanged)
    def number(self) -> str:
        """Whose turn it is; empty for nobody's."""
        return self._face.number

    @Property(str, notify=faceChanged)
    def labelZh(self) -> str:  # noqa: N802
        """What the number means, or what is said instead of one."""
        return self._face.label.zh if self._face.number else self._face.words.zh

    @Property(str, notify=faceChanged)
    def labelEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._face.label.en if self._face.number else self._face.words.en

    @Property(str, notify=faceChanged)
    def reason(self) -> str:
        """Why the window rests, in lines that fit; empty when there is nothing to say."""
        if self._face.number or not self._face.reason:
            return ""
        return fitted(self._face.reason, *self._room.layout.reason)

    @Property(bool, notify=faceChanged)
    def again(self) -> bool:
        """Whether the number is called once more."""
        return self._face.again

    @Property(bool, notify=faceChanged)
    def fresh(self) -> bool:
        """Whether the call is being announced."""
        return self._face.fresh

    @Property(str, notify=faceChanged)
    def comingHead(self) -> str:  # noqa: N802
        """What stands before the next numbers; how many wait, too, where no foot says so."""
        counted = self._face.waiting and not self._room.layout.foot.h
        return f"等候 {self._face.waiting} · 接下来" if counted else "接下来"

    @Property("QVariantList", notify=faceChanged)  # type: ignore[arg-type]
    def coming(self) -> list[str]:
        """Whom the window calls next, as many as have room."""
        return list(self._face.coming[: self._room.layout.numbers])

    @Property(str, notify=footChanged)
    def servicesZh(self) -> str:  # noqa: N802
        """What it does, a page at a time."""
        return self._foot[self._turn.page].zh if self._foot else ""

    @Property(str, notify=footChanged)
    def servicesEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._foot[self._turn.page].en if self._foot else ""

    @Property(str, notify=footChanged)
    def waiting(self) -> str:
        """People waiting for what it does; empty when nobody knows."""
        return self._face.waiting
