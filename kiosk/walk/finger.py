"""A finger for a screen that nobody stands at: touches every lit target, through Qt's own event path."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.walk.course import DOUBLE_MS
from kiosk.walk.view import WalkView

EVERY_MS = DOUBLE_MS // 4


class Finger(QObject):
    """Walks a window by itself. It proves the page, no touch screen."""

    def __init__(self, window: QQuickWindow, view: WalkView) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._device = QTest.createTouchDevice()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._touch)
        self._timer.start(EVERY_MS)

    def _touch(self) -> None:
        if self._view.course.lit is None:
            self._timer.stop()
            return
        x, y = self._view.lit_px
        point = QPoint(round(x), round(y))
        QTest.touchEvent(self._window, self._device).press(0, point, self._window).commit()
        QTest.touchEvent(self._window, self._device).release(0, point, self._window).commit()
