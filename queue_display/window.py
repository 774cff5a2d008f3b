"""The board's window on its panel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from hall.domain.clock import Clock
from hall.settings import Screen, Words
from kiosk.toolkit import show, stand
from queue_display.views.board_view import TICK_MS, BoardView

QML = Path(__file__).parent / "qml" / "Board.qml"


def open_board(
    engine: QQmlApplicationEngine, hall: Words, screen: Screen, clock: Clock
) -> tuple[BoardView, QQuickWindow]:
    """Make the board and its window, not yet shown. Raises `TooFarError`, `toolkit.QmlError`."""
    view = BoardView(hall, screen, clock, engine)
    window = show(engine, QML, {"board": view})
    timer = QTimer(view)
    timer.timeout.connect(view.tick)
    timer.start(TICK_MS)
    return view, window


def place(window: QQuickWindow, screen: Screen, corner: tuple[int, int] | None, *, full_screen: bool) -> None:
    """Show the window: at `corner`, over the whole panel, or as large as the desk allows, its shape kept."""
    if corner is not None:
        window.resize(screen.width_px, screen.height_px)
        stand(window, corner)
        return
    if full_screen:
        window.setCursor(Qt.CursorShape.BlankCursor)
        window.showFullScreen()
        return
    desk = window.screen().availableSize()
    fit = min(1.0, desk.width() / screen.width_px, desk.height() / screen.height_px)
    if QGuiApplication.platformName() == "offscreen":
        fit = 1.0
    window.resize(round(screen.width_px * fit), round(screen.height_px * fit))
    window.show()
