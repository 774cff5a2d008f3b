"""What would be lost by the end that was asked for, in words."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows.leaving import Unsent, unsent
from kiosk.flows.visit import State

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LeavingModel(QObject):
    """Empty as long as nothing would be lost.

    Signals:
        changed: something else is to be seen.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._what = self._lost = ""

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        kind = unsent(state) if state.visit and state.visit.leaving else Unsent.NOTHING
        what = texts.say(f"leaving.{kind}_what") if kind else ""
        lost = texts.say(f"leaving.{kind}_lost") if kind else ""
        if (what, lost) != (self._what, self._lost):
            self._what, self._lost = what, lost
            self.changed.emit()

    @Property(str, notify=changed)
    def what(self) -> str:
        """What is not handed in."""
        return self._what

    @Property(str, notify=changed)
    def lost(self) -> str:
        """What becomes of it."""
        return self._lost
