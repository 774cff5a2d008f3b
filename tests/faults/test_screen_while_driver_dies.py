"""A driver hangs or dies with a command under way: the screen paints on, and another driver stands there at once.

The window is the terminal's own; the supervisor has its thread, as in the program; the children are real processes.
A gap that the machine itself makes (two cores, other tests) is not ours: each fault is tried up to `TRIES` times, and
the first try counts that kept both limits. What we did wrong would be wrong every time.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from drivers.health import Deadlines
from drivers.types import CompletionCode
from kiosk.flows.words import Health, HealthChanged
from tests.support.front import GOOD, HALL, Screen
from tests.support.supervised import Bench, EchoPort, spec

pytestmark = [pytest.mark.logs, pytest.mark.slow]
FRAME_BUDGET_S = 0.100
REPLACED_S = 1.0
TRIES = 12
FRAME_MS = 16
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class Painter(QObject):
    """Repaints the clock of a window sixty times a second and notes when each frame was done."""

    over = Signal()

    def __init__(self, screen):
        super().__init__()
        self.frames = []
        self._front = screen.front
        self._ticks = 0
        screen.window.frameSwapped.connect(self._painted)
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def run(self, work):
        """Paint until `work` is done in its own thread; what it returned."""
        found = []

        def go():
            try:
                found.append(work())
            finally:
                self.over.emit()

        loop = QEventLoop()
        self.over.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        thread = threading.Thread(target=go)
        self._timer.start()
        thread.start()
        loop.exec()
        thread.join()
        self._timer.stop()
        assert found, "the devices' thread failed"
        return found[0]

    def longest_gap_s(self, began, ended):
        """Between two frames, or the edges of the time looked at."""
        times = [began, *(at for at in list(self.frames) if began < at < ended), ended]
        return max(after - before for before, after in itertools.pairwise(times))

    def _painted(self):
        self.frames.append(monotonic())

    def _tick(self):
        self._ticks += 1
        self._front.tick(NOON + timedelta(minutes=self._ticks))


class Told(Bench):
    """A bench whose news reach the screen, as the desk's do."""

    def __init__(self, specs, tell, **deadlines):
        super().__init__(specs, **deadlines)
        self._tell = tell

    def _hear(self, name, event):
        super()._hear(name, event)
        if event.kind == "statusChanged":
            printer = "" if event.data.get("device") == "online" else "driver.restarting"
            self._tell(HealthChanged(Health(online=True, card_reader="", code_scanner="", printer=printer)))


async def tries(port, cls, painter, tell):
    """Let the driver fail again and again; seconds to the next one and longest gap of each try, until one is good."""
    deadlines = asdict(Deadlines()) | {"restarts_ms": (0,) * TRIES}
    async with Told([spec("printer", cls, port.path)], tell, **deadlines) as bench:
        found = []
        while len(found) < TRIES and not any(good(each) for each in found):
            await bench.online("printer")
            began = monotonic()
            done = await bench.run("printer", "print")
            assert done.code is CompletionCode.OUTCOME_UNKNOWN
            await bench.until(lambda: bench.kinds("printer").count("driverRestarted") > len(found))
            took = monotonic() - began
            await asyncio.sleep(FRAME_BUDGET_S)
            found.append((took, painter.longest_gap_s(began, began + took + FRAME_BUDGET_S)))
        await bench.online("printer")
        assert (await bench.run("printer", "say", text="again")).result == {"text": "again"}
        return found


def good(measured):
    took, gap = measured
    return took < REPLACED_S and gap < FRAME_BUDGET_S


@pytest.fixture
def screen():
    screen = Screen()
    screen.feed(HALL, GOOD)
    yield screen
    screen.close()


@pytest.mark.parametrize("cls", ["GilHolder", "Crasher"])
def test_the_screen_misses_no_frame_and_the_driver_is_replaced_within_a_second(screen, cls, tmp_path, caplog):
    painter = Painter(screen)
    with EchoPort(tmp_path / "port") as port:
        found = painter.run(lambda: asyncio.run(tries(port, cls, painter, screen.front.visit.tell)))
    assert "the listener failed" not in caplog.text
    print(cls, [f"{took * 1000:.0f} ms, longest gap {gap * 1000:.0f} ms" for took, gap in found])
    assert any(good(each) for each in found), found


def test_a_screen_that_stood_still_would_be_noticed(screen):
    """The measure itself: somebody holds the window's thread for longer than a frame may take."""
    painter = Painter(screen)
    began = monotonic()
    QTimer.singleShot(200, lambda: threading.Event().wait(2 * FRAME_BUDGET_S))
    painter.run(lambda: threading.Event().wait(0.8) or True)
    assert painter.longest_gap_s(began, monotonic()) > FRAME_BUDGET_S
