"""The board's view model: takes news, lets time pass, tells QML what changed and nothing else."""

from __future__ import annotations

from dataclasses import asdict
from typing import TypeVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.contract.messages import BoardState
from hall.domain.clock import Clock, service_date
from hall.settings import Screen, Words
from queue_display.board import on_day, over
from queue_display.face import Chip, Face, Link, News, Row, draw, page
from queue_display.layout import Layout, Texts, lay_out
from queue_display.stage import Stage, admit, advance, cleared, let_go, opened
from queue_display.views.room_view import BoardRoom

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 250
_T = TypeVar("_T")
Paged = tuple[tuple[_T, ...], int, int]
"""The items of a page, its number from 0, how many pages there are."""


@QmlElement
class BoardView(QObject):
    """One hall board. Texts come in both languages; sizes are pixels.

    Signals: faceChanged (words), callsChanged, servicesChanged.
    Raises `layout.TooFarError` when made for a panel too small for its distance.
    """

    faceChanged = Signal()  # noqa: N815 - Qt's way of naming
    callsChanged = Signal()  # noqa: N815
    servicesChanged = Signal()  # noqa: N815

    def __init__(self, hall: Words, screen: Screen, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall = hall
        self._screen = screen
        self._clock = clock
        self._state: BoardState | None = None
        self._stage = Stage()
        self._link = Link(since_ms=clock.mono_ms())
        self._mute = False
        self._day = service_date(clock.now())
        self._calls_since_ms = self._services_since_ms = clock.mono_ms()
        self._face = self._draw()
        self._room = BoardRoom(screen, self._arrange(), self)
        self._calls: Paged[Row] = ((), 0, 1)
        self._services: Paged[Chip] = ((), 0, 1)

    def take(self, news: News) -> None:
        """Hear what the way to the server has learnt. On the screen's own thread."""
        now_ms = self._clock.mono_ms()
        if self._state is None and news.state is not None and not news.fresh:
            latest = on_day(news.state, self._day).calls
            self._stage = opened(latest[0] if latest else None)
        elif news.state is not None and not news.state.calls:
            self._stage = Stage(queue=news.fresh)
        self._state = news.state
        self._link = news.link
        for call in news.fresh:
            self._stage = admit(self._stage, call)
            self._calls_since_ms = now_ms
        if news.state is not None:
            self._stage = let_go(self._stage, over(news.state))
        self.tick()

    @Slot(str)
    def hear_mute(self, trouble: str) -> None:
        """Why calls cannot be spoken, "" when they can: staff see that they have to call by mouth."""
        self._mute = bool(trouble)
        self.faceChanged.emit()

    @Slot()
    def tick(self) -> None:
        """Let time pass; tell QML only what changed."""
        now_ms = self._clock.mono_ms()
        day = service_date(self._clock.now())
        if day != self._day:
            self._day, self._stage = day, cleared(self._stage)
        self._stage = advance(self._stage, now_ms)
        face, had = self._draw(), self._face
        self._face = face
        self._room.use(self._arrange())
        if face != had:
            self.faceChanged.emit()
        calls = page(face.calls, self._room.layout.rows, now_ms - self._calls_since_ms)
        if calls != self._calls:
            self._calls = calls
            self.callsChanged.emit()
        services = page(face.services, self._room.layout.chips, now_ms - self._services_since_ms)
        if services != self._services:
            self._services = services
            self.servicesChanged.emit()

    @property
    def announcing(self) -> bool:
        """Whether a call is being announced now, or another waits for the place."""
        return self._stage.fresh or bool(self._stage.queue)

    @property
    def _silent(self) -> bool:
        return self._mute and self._link.live

    def _draw(self) -> Face:
        return draw(self._state, self._stage, self._link, self._clock.now(), self._clock.mono_ms())

    def _arrange(self) -> Layout:
        names = [] if self._state is None else [(s.name.zh, s.name.en) for s in self._state.services]
        band = self._face.band
        texts = Texts(names, None if band is None else (band.zh, band.en), (self._hall.zh, self._hall.en))
        return lay_out(self._screen, texts)

    @Property(BoardRoom, notify=faceChanged)
    def room(self) -> BoardRoom:
        """Where everything goes."""
        return self._room

    @Property(str, notify=faceChanged)
    def hallZh(self) -> str:  # noqa: N802 - QML's way of naming
        """The hall's name."""
        return self._hall.zh

    @Property(str, notify=faceChanged)
    def hallEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._hall.en

    @Property(str, notify=faceChanged)
    def clock(self) -> str:
        """The time in China."""
        return self._face.clock

    @Property(str, notify=faceChanged)
    def mark(self) -> str:
        """Whether the data is true now, or of when; a true board that cannot be heard says that."""
        return "无声" if self._silent else self._face.mark

    @Property(str, notify=faceChanged)
    def markShape(self) -> str:  # noqa: N802
        """circle, triangle, ring or mute."""
        return "mute" if self._silent else self._face.mark_shape

    @Property(str, notify=faceChanged)
    def bandZh(self) -> str:  # noqa: N802
        """How old everything is; empty while it is true."""
        return self._face.band.zh if self._face.band else ""

    @Property(str, notify=faceChanged)
    def bandEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._face.band.en if self._face.band else ""

    @Property(str, notify=faceChanged)
    def number(self) -> str:
        """The number shown largest; empty for none."""
        return self._face.hero.number

    @Property(str, notify=faceChanged)
    def labelZh(self) -> str:  # noqa: N802
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
        """The page of calls: number, window, newest, again."""
        return [asdict(row) for row in self._calls[0]]

    @Property(str, notify=callsChanged)
    def callsPage(self) -> str:  # noqa: N802
        """2/3, or empty when there is but one page."""
        return _page(self._calls)

    @Property("QVariantList", notify=servicesChanged)  # type: ignore[arg-type]
    def services(self) -> list[dict[str, object]]:
        """The page of waiting counts: zh, en, waiting."""
        return [
            {"zh": chip.name.zh, "en": chip.name.en, "waiting": chip.waiting} for chip in self._services[0]
        ]

    @Property(int, notify=servicesChanged)
    def servicesPage(self) -> int:  # noqa: N802
        """From 0."""
        return self._services[1]

    @Property(int, notify=servicesChanged)
    def servicesPages(self) -> int:  # noqa: N802
        """How many pages of waiting counts there are."""
        return self._services[2]


def _page(paged: Paged[_T]) -> str:
    _, number, count = paged
    return f"{number + 1}/{count}" if count > 1 else ""
