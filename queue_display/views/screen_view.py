"""What every kind of screen does: takes news, lets time pass, says what is painted, gives way to an emergency."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.contract.messages import BoardState, Call
from hall.domain.clock import Clock, service_date
from queue_display.board import RECENT_MS, is_local, on_day, over
from queue_display.face import Head, Link, News
from queue_display.notices import emergencies
from queue_display.panel import Panel
from queue_display.scope import only
from queue_display.stage import Stage, admit, advance, cleared, forget, let_go, opened
from queue_display.views.common import AlarmView, HeadView

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 250
Painted = tuple[str, int]
"""A number and its window."""
Seen = tuple[str, int]
"""A call: server epoch and feed seq."""


@QmlElement
class ScreenView(QObject):
    """One screen. A kind says in `_refresh` what it shows, and in `_painted` which calls can be read on it.

    The constructor of a kind raises `measure.TooFarError` for a panel too small for its distance.
    """

    made = Signal()  # never given: parts that stay; qmllint's types know no constants

    def __init__(self, panel: Panel, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._clock = clock
        self._state: BoardState | None = None
        self._stage = Stage()
        self._link = Link(since_ms=clock.mono_ms())
        self._mute = False
        self._coming: tuple[str, ...] = ()
        self._day = service_date(clock.now())
        self._head = HeadView(panel.title, still=panel.board.still, parent=self)
        self._alarm = AlarmView(panel.screen, self)

    def take(self, news: News) -> None:
        """Hear what the way to the server has learnt. On the screen's own thread."""
        news = only(news, self._panel.board.windows)
        if self._state is None and news.state is not None and not news.fresh:
            latest = on_day(news.state, self._day).calls
            self._stage = opened(latest[0] if latest else None)
        elif news.state is not None and not news.state.calls:
            self._stage = Stage(queue=news.fresh)
        self._state = news.state
        self._link = news.link
        self._forget_local()
        for call in news.fresh:
            self._stage = admit(self._stage, call)
        if news.fresh:
            self._called()
        if news.state is not None:
            self._stage = let_go(self._stage, over(news.state))
        self.tick()

    def _forget_local(self) -> None:
        """The calls of windows by themselves go when the server's snapshot comes."""
        calls = [] if self._state is None else on_day(self._state, self._day).calls
        latest = calls[0] if calls else None
        self._stage = forget(self._stage, lambda call: is_local(call) and call not in calls, latest)

    @Slot(str)
    def hear_mute(self, trouble: str) -> None:
        """Why calls cannot be spoken, "" when they can: staff see that they have to call by mouth."""
        self._mute = bool(trouble)
        self.tick()

    @Slot(tuple)
    def hear_coming(self, numbers: tuple[str, ...]) -> None:
        """Whom the screen's window calls next."""
        self._coming = numbers
        self.tick()

    @Slot()
    def tick(self) -> None:
        """Let time pass; tell QML only what changed."""
        now, now_ms = self._clock.now(), self._clock.mono_ms()
        day = service_date(now)
        if day != self._day:
            self._day, self._stage = day, cleared(self._stage)
        self._stage = advance(self._stage, now_ms)
        self._alarm.use(emergencies(self._state, now), now_ms)
        self._refresh()

    @property
    def announcing(self) -> bool:
        """Whether a call is being announced now, or another waits for the place."""
        return self._stage.fresh or bool(self._stage.queue)

    @property
    def visible(self) -> frozenset[Seen]:
        """The young calls whose number and window can be read now."""
        if self._state is None or self._alarm.on:
            return frozenset()
        painted, at = self._painted(), self._clock.now()
        return frozenset(
            (self._state.server_epoch, call.seq)
            for call in self._state.calls
            if not is_local(call) and (call.number, call.window) in painted and _young(call, at.timestamp())
        )

    @abstractmethod
    def _refresh(self) -> None:
        """Show what is true now."""

    @abstractmethod
    def _painted(self) -> frozenset[Painted]:
        """The calls that can be read."""

    def _called(self) -> None:
        """Fresh calls came."""

    def _tell(self, head: Head) -> None:
        """What the header and the band say."""
        told = Head(head.clock, head.mark, head.mark_shape, head.band)
        self._head.use(told, silent=self._mute and self._link.live)

    @Property(HeadView, notify=made)
    def head(self) -> HeadView:
        """The header's and the band's words."""
        return self._head

    @Property(AlarmView, notify=made)
    def alarm(self) -> AlarmView:
        """The emergency, if there is one."""
        return self._alarm


def _young(call: Call, at_s: float) -> bool:
    return abs(at_s - call.at.timestamp()) * 1000 < RECENT_MS
