"""The terminal's and the dispenser's program: who performs an effect, who hears the world. The only place that wires.

Crash-only: a fault of our own ends the program, whoever started it starts it again, and starting is recovering.
"""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from drivers.hardening import no_dump
from hall.domain.clock import Clock, SystemClock
from hall.domain.ids import new_id
from hall.settings import Settings, Unit
from kiosk.flows.words import Tick, World
from kiosk.outbox.errors import OutboxError
from kiosk.runtime import Runtime
from kiosk.toolkit import Hand, place, start_qt
from kiosk.views.front import Front, build, flow_of, rules_of

TICK_MS = 200
BROKEN = 1
log = logging.getLogger(__name__)


class _Alarm(QObject):
    """Carries "the IO thread failed" to Qt's thread."""

    failed = Signal()


def main(
    settings: Settings,
    unit: Unit,
    data_dir: Path,
    hand: str | None,
    full_screen: bool,  # noqa: FBT001 - the programs' common signature
    corner: tuple[int, int] | None = None,
    token: Path | None = None,
) -> int:
    """Run one unit until SIGTERM; return the exit status. `hand`: socket path of a driving hand.

    `corner`: where its window stands without a frame, in pixels; None lets the desk choose. `token`: the file with
    the unit's token, by default `token` in its data folder.
    Raises `SettingsError` when the unit's devices or files are not set up.
    """
    no_dump()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells every request
    app = start_qt(sys.argv[:1])
    clock = SystemClock()
    alarm = _Alarm()
    alarm.failed.connect(lambda: QGuiApplication.exit(BROKEN), Qt.ConnectionType.QueuedConnection)
    front: Front

    def tell(event: World) -> None:
        front.visit.tell(event)

    runtime = Runtime(
        settings,
        unit,
        data_dir,
        clock,
        tell=tell,
        failed=lambda _error: alarm.failed.emit(),
        token=token,
    )
    flow = flow_of(
        unit.role, rules_of(unit.timing, copies_most=settings.printing.copies_most), clock.mono_ms()
    )
    front = build(flow, settings, unit, runtime.perform, lambda: new_id(_unix_ms(clock)))
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: QGuiApplication.exit(0))
    try:
        key = runtime.start()
    except OutboxError as error:
        log.critical("unit %s cannot start: %s", unit.id, error)
        front.close()
        return BROKEN
    front.visit.start(key)
    beat = _beat(front, clock)
    place(front.window, corner, full_screen=full_screen)
    if hand is not None:
        Hand(Path(hand), front.window, front.visit.where)
    status = app.exec()
    beat.stop()
    runtime.stop()
    front.close()
    return status


def _beat(front: Front, clock: Clock) -> QTimer:
    """Time for the flow and the header; it also lets Python see signals."""
    timer = QTimer(front.engine)
    timer.setInterval(TICK_MS)

    def beat() -> None:
        front.visit.hear(Tick(clock.mono_ms()))
        front.tick(clock.now())

    timer.timeout.connect(beat)
    beat()
    timer.start()
    return timer


def _unix_ms(clock: Clock) -> int:
    return int(clock.now().timestamp() * 1000)
