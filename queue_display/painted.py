"""Which calls have really been painted: those in a scene that was drawn, told when its frame is on the panel."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtQuick import QQuickWindow

from queue_display.views.screen_view import ScreenView, Seen


class Painted(QObject):
    """Watches a window's frames.

    Signals: shown(frozenset of `Seen`), new ones only, from the thread that draws.
    """

    shown = Signal(object)

    def __init__(self, view: ScreenView, window: QQuickWindow) -> None:
        super().__init__(view)
        self._view = view
        self._drawn: frozenset[Seen] = frozenset()
        self._told: frozenset[Seen] = frozenset()
        window.afterSynchronizing.connect(self._copied, Qt.ConnectionType.DirectConnection)
        window.frameSwapped.connect(self._swapped, Qt.ConnectionType.DirectConnection)

    @Slot()
    def _copied(self) -> None:
        """The scene is being copied for drawing, the screen's thread stands still: what is true now is drawn next."""
        self._drawn = self._view.visible

    @Slot()
    def _swapped(self) -> None:
        new = self._drawn - self._told
        self._told = self._drawn
        if new:
            self.shown.emit(new)
