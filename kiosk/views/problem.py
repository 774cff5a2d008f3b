"""A problem in words."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.texts import ProblemText, Texts

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

NONE = ProblemText("", "", "", "")


@QmlElement
class ProblemModel(QObject):
    """What, why, advice, and the code for the technician; all empty when there is none."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = NONE

    def take(self, code: str, texts: Texts) -> None:
        """Show the message of a dotted code, or nothing."""
        text = texts.problem(code) if code else NONE
        if text != self._text:
            self._text = text
            self.changed.emit()

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether there is one."""
        return self._text != NONE

    @Property(str, notify=changed)
    def what(self) -> str:
        """What happened."""
        return self._text.what

    @Property(str, notify=changed)
    def why(self) -> str:
        """Why."""
        return self._text.why

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What to do."""
        return self._text.do

    @Property(str, notify=changed)
    def code(self) -> str:
        """The dotted code."""
        return self._text.code
