"""The walk's window: made, shown, closed."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from hall.domain.clock import Clock, SystemClock
from kiosk.toolkit import make_engine, show, start_qt
from kiosk.walk.finger import Finger
from kiosk.walk.view import WalkView
from kiosk.walk.words import WalkWords

QML = Path(__file__).parent / "qml" / "Walk.qml"
TICK_MS = 200
Size = tuple[int, int]


def run_walk(width_mm: float, size: Size | None, language: str, *, finger: bool) -> int:
    """Walk the whole screen, write what was found to stdout as one JSON line; return the exit status.

    `width_mm`: of the visible area. `size`: of a window in pixels, None for the full screen.
    `finger`: nobody is there, a finger of our own walks.
    """
    app = start_qt(sys.argv[:1], language)
    whole = app.primaryScreen().size()
    width, height = size or (whole.width(), whole.height())
    engine = make_engine(width / width_mm)
    view, window = open_walk(engine, (width, height), width / width_mm, SystemClock(), language)
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, lambda *_: view.leave())
    view.ended.connect(QGuiApplication.quit, Qt.ConnectionType.QueuedConnection)
    timer = QTimer(view)
    timer.timeout.connect(view.tick)
    timer.start(TICK_MS)
    _place(window, (width, height), full_screen=size is None)
    if finger:
        Finger(window, view)
    app.exec()
    timer.stop()
    ratio = window.devicePixelRatio()
    window.close()
    told = {"screen_px": [round(width * ratio), round(height * ratio)], "width_mm": width_mm}
    sys.stdout.write(json.dumps({**told, **view.course.as_json()}) + "\n")
    return 0


def open_walk(
    engine: QQmlApplicationEngine, size: Size, px_per_mm: float, clock: Clock, language: str
) -> tuple[WalkView, QQuickWindow]:
    """The page of targets, not yet shown. Raises `toolkit.QmlError`."""
    view = WalkView(size, px_per_mm, clock, WalkWords(language), engine)
    window = show(engine, QML, {"walk": view})
    window.resize(*size)
    return view, window


def _place(window: QQuickWindow, size: Size, *, full_screen: bool) -> None:
    """Without frame and pointer; the keyboard is its own."""
    window.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
    window.setCursor(Qt.CursorShape.BlankCursor)
    if full_screen:
        window.showFullScreen()
    else:
        window.resize(*size)
        window.show()
    window.requestActivate()
