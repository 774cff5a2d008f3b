"""The pad's program: what is wired to what, and nothing else.

Crash-only: a fault of our own ends the program, whoever started it starts it again, and starting is recovering.
"""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from drivers.hardening import no_dump
from hall.domain.clock import Clock, SystemClock
from hall.settings import Settings, Unit
from kiosk.outbox.errors import OutboxError
from kiosk.pad.flow import opening
from kiosk.pad.front import Front, build, usual_of
from kiosk.pad.runtime import Runtime
from kiosk.pad.words import Tick, World
from kiosk.toolkit import Hand, place, start_qt

TICK_MS: Final = 100
BROKEN: Final = 1
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
    """Run one pad until SIGTERM; return the exit status. `hand`: socket path of a driving hand.

    `corner`: where its window stands without a frame, in pixels; None lets the desk choose. `token`: the file with
    the unit's token, by default `token` in its data folder.
    """
    no_dump()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells every request
    app = start_qt(sys.argv[:1])
    clock, alarm = SystemClock(), _Alarm()
    alarm.failed.connect(lambda: QGuiApplication.exit(BROKEN), Qt.ConnectionType.QueuedConnection)
    front: Front

    def tell(event: World) -> None:
        front.pad.tell(event)

    runtime = Runtime(settings, unit, data_dir, clock, tell, lambda _error: alarm.failed.emit(), token)
    front = build(settings, unit, clock, runtime.perform)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: QGuiApplication.exit(0))
    try:
        memory = runtime.start()
    except OutboxError as error:
        log.critical("unit %s cannot start: %s", unit.id, error)
        front.close()
        return BROKEN
    front.pad.begin(opening(memory, clock.mono_ms(), usual_of(unit), province=unit.review.page == "province"))
    beat = _beat(front, clock)
    place(front.window, corner, full_screen=full_screen)
    if hand is not None:
        Hand(Path(hand), front.window, front.pad.where)
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
        front.pad.hear(Tick())
        front.tick(clock.now())

    timer.timeout.connect(beat)
    beat()
    timer.start()
    return timer
