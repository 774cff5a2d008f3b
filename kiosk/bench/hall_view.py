"""The bench's view model of the hall around the twins: windows, cable, programs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.bench.counter import Counter, Seen
from kiosk.bench.hall import BenchHall, BenchProgram, ClerkWindow
from kiosk.bench.words import BenchWords

QML_IMPORT_NAME = "Hall.Bench"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class _Look:
    """Everything at a moment."""

    clerk: Seen
    cable: bool
    programs: tuple[BenchProgram, ...]


@QmlElement
class BenchHallView(QObject):
    """The hall.

    Signals: changed (any of it).
    """

    changed = Signal()

    def __init__(self, hall: BenchHall, counter: Counter, words: BenchWords, parent: QObject) -> None:
        super().__init__(parent)
        self._hall = hall
        self._counter = counter
        self._words = words
        self._seen = self._look()

    @Slot()
    def refresh(self) -> None:
        """Look again; say so when something changed."""
        seen = self._look()
        if seen != self._seen:
            self._seen = seen
            self.changed.emit()

    @Slot(int)
    def call(self, window: int) -> None:
        """Call the next to a window."""
        self._counter.ask(window, "call")
        self.refresh()

    @Slot(int)
    def finish(self, window: int) -> None:
        """The number at a window is served."""
        self._counter.ask(window, "finish")
        self.refresh()

    @Slot()
    def pull(self) -> None:
        """Pull the cable, or put it back in."""
        if self._hall.cable.whole:
            self._hall.cable.cut()
        else:
            self._hall.cable.mend()
        self.refresh()

    @Slot(str)
    def start(self, program: str) -> None:
        """Start a program again."""
        self._hall.programs.start_again(program)
        self.refresh()

    def _look(self) -> _Look:
        return _Look(self._counter.seen, self._hall.cable.whole, tuple(self._hall.programs.states()))

    def _window(self, window: ClerkWindow) -> dict[str, object]:
        free = window.number not in self._seen.clerk.busy
        return {
            "number": window.number,
            "title": self._words("window").format(number=window.number),
            "note": self._words("waits").format(name=self._words.of(window.name), count=window.waiting),
            "current": window.current or self._words("free"),
            "serving": window.current != "",
            "callable": free and window.waiting > 0,
            "finishable": free and window.current != "",
        }

    def _program(self, program: BenchProgram) -> dict[str, object]:
        if program.ended is None:
            state = self._words("running")
        elif program.ended == 0:
            state = self._words("closed")
        else:
            state = self._words("ended").format(status=program.ended)
            state += self._words("colon") + program.said if program.said else ""
        return {
            "id": program.id,
            "title": self._words.of(program.title),
            "state": state,
            "runs": program.ended is None,
        }

    # --- what QML reads ---------------------------------------------------------------------

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def windows(self) -> list[dict[str, object]]:
        """Each: number, title, note, current, serving, callable, finishable."""
        sees = self._seen.clerk.sees
        return [] if sees is None else [self._window(window) for window in sees.windows]

    @Property(bool, notify=changed)
    def away(self) -> bool:
        """Whether the server does not answer."""
        return self._seen.clerk.away

    @Property(str, notify=changed)
    def state(self) -> str:
        """How many wait, or that the server does not answer."""
        clerk = self._seen.clerk
        if clerk.away:
            return self._words("no_server")
        return self._words("in_hall").format(count=clerk.sees.waiting) if clerk.sees is not None else ""

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """What became of the last verb; "" before the first."""
        last = self._seen.clerk.outcome
        if last is None:
            return ""
        reason = "" if last.reason is None else self._words.of(last.reason)
        return self._words(last.kind).format(window=last.window, number=last.number, reason=reason)

    @Property(bool, notify=changed)
    def cableIn(self) -> bool:  # noqa: N802 - QML's way of naming
        """Whether the cable is in."""
        return self._seen.cable

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def programs(self) -> list[dict[str, object]]:
        """Each: id, title, state, runs."""
        return [self._program(program) for program in self._seen.programs]

    @Property(str, notify=changed)
    def alert(self) -> str:
        """Which programs do not run, and what to do; "" when all run."""
        stopped = [self._words.of(each.title) for each in self._seen.programs if each.ended is not None]
        return self._words("alert").format(names=self._words("and").join(stopped)) if stopped else ""
