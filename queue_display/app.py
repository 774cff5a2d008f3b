"""A display's program: what is wired to what, and nothing else."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from hall.domain.clock import SystemClock
from hall.settings import Settings, Unit
from kiosk.toolkit import Hand, make_engine, start_qt
from queue_display.face import News
from queue_display.measure import TooFarError
from queue_display.network import Network, Tell
from queue_display.painted import Painted
from queue_display.panel import Panel
from queue_display.window import open_board, place

BAD_SETTINGS = 2
BROKEN = 1
_log = logging.getLogger(__name__)


def main(
    settings: Settings,
    unit: Unit,
    data_dir: Path,
    hand: str | None,
    full_screen: bool,  # noqa: FBT001 - the programs' common signature
    corner: tuple[int, int] | None = None,
    token: Path | None = None,
) -> int:
    """Run the display until SIGTERM; return the exit status. `hand`: socket path of a driving hand.

    `corner`: where its window stands without a frame, in pixels; None lets the desk choose. `token`: the file with
    the unit's token, by default `token` in its data folder.
    """
    app = start_qt(sys.argv[:1])
    clock = SystemClock()
    engine = make_engine(unit.screen.width_px / unit.screen.width_mm)
    panel = Panel(settings.hall.name, unit.screen, unit.board, unit.place)
    try:
        view, window = open_board(engine, panel, clock)
    except TooFarError as error:
        _log.error("%s (%s): %s", unit.id, unit.board.kind, error)
        return BAD_SETTINGS
    mailbox = _Mailbox(engine)
    mailbox.news.connect(view.take)
    mailbox.mute.connect(view.hear_mute)
    mailbox.coming.connect(view.hear_coming)
    mailbox.broken.connect(lambda: QGuiApplication.exit(BROKEN))
    tell = Tell(mailbox.news.emit, mailbox.mute.emit, mailbox.coming.emit, mailbox.broken.emit)
    network = Network(settings, unit, data_dir, clock, tell, token)
    Painted(view, window).shown.connect(network.shown, Qt.ConnectionType.DirectConnection)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: QGuiApplication.exit(0))
    place(window, unit.screen, corner, full_screen=full_screen)
    if hand is not None:
        Hand(Path(hand), window, lambda: ("board", view.announcing))
    network.start()
    status = app.exec()
    network.end()
    window.close()
    return status


class _Mailbox(QObject):
    """Carries news from the network's thread to the screen's: a queued connection."""

    news = Signal(News)
    mute = Signal(str)
    coming = Signal(tuple)
    broken = Signal()
