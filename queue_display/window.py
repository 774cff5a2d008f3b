"""A display's window on its panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from hall.domain.clock import Clock
from hall.settings import Screen
from kiosk.toolkit import show, stand
from queue_display.panel import Panel
from queue_display.views.board_view import BoardView
from queue_display.views.notices_view import NoticesView
from queue_display.views.screen_view import TICK_MS, ScreenView
from queue_display.views.window_view import WindowView

QML: Final = Path(__file__).parent / "qml"
_KINDS: Final[Mapping[str, tuple[Callable[[Panel, Clock, QObject], ScreenView], str]]] = {
    "hall": (BoardView, "Board.qml"),
    "zone": (BoardView, "Board.qml"),
    "window": (WindowView, "WindowScreen.qml"),
    "notices": (NoticesView, "NoticesScreen.qml"),
}


def open_board(engine: QQmlApplicationEngine, panel: Panel, clock: Clock) -> tuple[ScreenView, QQuickWindow]:
    """Make the screen and its window, not yet shown. Raises `TooFarError`, `toolkit.QmlError`."""
    kind, file = _KINDS[panel.board.kind]
    view = kind(panel, clock, engine)
    window = show(engine, QML / file, {"board": view})
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
