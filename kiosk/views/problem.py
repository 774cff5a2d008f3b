"""A problem in words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.contract.messages import Text
from hall.texts import ProblemText, Texts
from kiosk.flows.visit import State
from kiosk.flows.words import Said
from kiosk.views.filing.question import broken_bound
from kiosk.views.trouble import trouble

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

NONE = ProblemText("", "", "", "")


def in_language(text: Text, texts: Texts) -> str:
    """Return a text of the hall's own in the visit's language."""
    return text.en if texts.language == "en" else text.zh


@QmlElement
class ProblemModel(QObject):
    """What, why, advice, and the code for the technician; all empty when there is none."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = NONE

    def show(self, state: State, texts: Texts) -> None:
        """Show what is the matter in front of the citizen now."""
        said = state.visit.said if state.visit else None
        self.take(trouble(state), texts, said, broken_bound(state, texts))

    def take(self, code: str, texts: Texts, said: Said | None = None, what: str = "") -> None:
        """Show the message of a dotted code, or nothing.

        `said`: the server's own words for it; `what`: what happened, in words of this very case.
        """
        text = texts.problem(code) if code else NONE
        if said is not None:
            text = ProblemText(in_language(said.what, texts), "", in_language(said.do, texts), code)
        elif what:
            text = replace(text, what=what)
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
