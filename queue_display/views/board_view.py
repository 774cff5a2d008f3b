"""The board of a hall or of a zone: the newest call largest, the calls before it, what comes round below."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.domain.clock import Clock
from queue_display.board import on_day
from queue_display.face import Face, Row, draw, knows, page
from queue_display.layout import Layout, Texts, lay_out
from queue_display.notices import ordinary
from queue_display.pager import Turn, turned
from queue_display.panel import Panel
from queue_display.strip import Leaf, leaves
from queue_display.views.room_view import BoardRoom
from queue_display.views.screen_view import Painted, ScreenView

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BoardView(ScreenView):
    """Texts come in both languages; sizes are pixels.

    Signals: faceChanged (words), callsChanged, stripChanged.
    """

    faceChanged = Signal()  # noqa: N815 - Qt's way of naming
    callsChanged = Signal()  # noqa: N815
    stripChanged = Signal()  # noqa: N815

    def __init__(self, panel: Panel, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(panel, clock, parent)
        self._calls_since_ms = clock.mono_ms()
        self._face = self._draw()
        self._room = BoardRoom(panel.screen, self._arrange(), self)
        self._calls: tuple[tuple[Row, ...], int, int] = ((), 0, 1)
        self._leaves: tuple[Leaf, ...] = ()
        self._turn = Turn(0, clock.mono_ms())
        self._tell(self._face)

    def _called(self) -> None:
        self._calls_since_ms = self._clock.mono_ms()

    def _refresh(self) -> None:
        now_ms = self._clock.mono_ms()
        face, had = self._draw(), self._face
        self._face = face
        self._tell(face)
        self._room.use(self._arrange())
        if face != had:
            self.faceChanged.emit()
        calls = page(face.calls, self._room.layout.rows, now_ms - self._calls_since_ms)
        if calls != self._calls:
            self._calls = calls
            self.callsChanged.emit()
        self._turn_strip(now_ms)

    def _turn_strip(self, now_ms: int) -> None:
        now = self._clock.now()
        state = self._state if knows(self._state, self._link, self._day) else None
        shown = None if state is None else on_day(state, self._day)
        found = leaves(
            self._face.services,
            shown,
            ordinary(self._state, now),
            self._room.layout,
            missed=self._panel.board.missed,
        )
        turn = turned(self._turn, [leaf.ms for leaf in found], now_ms)
        if (turn.page, found) != (self._turn.page, self._leaves):
            self._leaves, self._turn = found, turn
            self.stripChanged.emit()

    def _painted(self) -> frozenset[Painted]:
        shown = self._stage.shown
        listed = [(row.number, row.at_window) for row in self._calls[0]]
        return frozenset(listed if shown is None else [(shown.number, shown.window), *listed])

    def _draw(self) -> Face:
        return draw(self._state, self._stage, self._link, self._clock.now(), self._clock.mono_ms())

    def _arrange(self) -> Layout:
        title = self._panel.title
        names = [] if self._state is None else [(s.name.zh, s.name.en) for s in self._state.services]
        return lay_out(self._panel.screen, Texts(names, self._face.band_texts, (title.zh, title.en)))

    @Property(BoardRoom, notify=faceChanged)
    def room(self) -> BoardRoom:
        """Where everything goes."""
        return self._room

    @Property(str, notify=faceChanged)
    def number(self) -> str:
        """The number shown largest; empty for none."""
        return self._face.hero.number

    @Property(str, notify=faceChanged)
    def labelZh(self) -> str:  # noqa: N802 - QML's way of naming
        """What the large place shows."""
        return self._face.hero.label.zh

    @Property(str, notify=faceChanged)
    def labelEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._face.hero.label.en

    @Property(str, notify=faceChanged)
    def detailZh(self) -> str:  # noqa: N802
        """Where to go, or what to do."""
        return self._face.hero.detail.zh

    @Property(str, notify=faceChanged)
    def detailEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._face.hero.detail.en

    @Property(bool, notify=faceChanged)
    def again(self) -> bool:
        """Whether the number was called before."""
        return self._face.hero.again

    @Property(bool, notify=faceChanged)
    def fresh(self) -> bool:
        """Whether the call is being announced."""
        return self._face.hero.fresh

    @Property("QVariantList", notify=callsChanged)  # type: ignore[arg-type]
    def calls(self) -> list[dict[str, object]]:
        """The page of calls: number, window, newest, again, local."""
        return [asdict(row) for row in self._calls[0]]

    @Property(str, notify=callsChanged)
    def callsPage(self) -> str:  # noqa: N802
        """2/3, or empty when there is but one page."""
        _, number, count = self._calls
        return f"{number + 1}/{count}" if count > 1 else ""

    @Property("QVariantList", notify=stripChanged)  # type: ignore[arg-type]
    def cards(self) -> list[dict[str, object]]:
        """The page below the calls: kind, zh, en, value."""
        if not self._leaves:
            return []
        return [
            {"kind": card.kind, "zh": card.name.zh, "en": card.name.en, "value": card.value}
            for card in self._leaves[self._turn.page].cards
        ]

    @Property(int, notify=stripChanged)
    def cardsPage(self) -> int:  # noqa: N802
        """From 0."""
        return self._turn.page

    @Property(int, notify=stripChanged)
    def cardsPages(self) -> int:  # noqa: N802
        """How many pages there are below the calls."""
        return len(self._leaves)
