"""A call for staff and their help, in words: on the help page, on the page of staff, and above every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows.assist_words import STAFF_CARD, Asked, Call, CallHelp, CallOff, StaffHere
from kiosk.flows.visit import State, Visit
from kiosk.views.problem import ProblemModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

LONG_MS: Final = 60_000
"""After so long without an answer a phone number is better."""
_KINDS: Final = {
    "": "info",
    "calling": "info",
    "coming": "good",
    "late": "warn",
    "away": "warn",
    "helped": "good",
}


@dataclass(frozen=True, repr=False)
class _Words:
    stands: str = ""
    what: str = ""
    advice: str = ""
    again: bool = False
    banner: str = ""
    asked: str = ""
    title: str = ""
    lead: str = ""
    typed: str = ""
    checking: bool = False
    assisted: bool = False


@QmlElement
class AssistModel(QObject):
    """`phone`: of the hall. `new_id`: names each call.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, phone: str, new_id: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._phone, self._new_id = phone, new_id
        self._problem = ProblemModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit
        if visit is not None:
            self._problem.take(visit.helping.problem, texts, visit.helping.said)
        words = _words(state, visit, self._phone, texts) if visit else _Words()
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(str, notify=changed)
    def stands(self) -> str:
        """How a call stands: calling, late, coming, away, helped, or "" for no call."""
        return self._words.stands

    @Property(str, notify=changed)
    def kind(self) -> str:
        """Of the notice: info, warn or good."""
        return _KINDS[self._words.stands]

    @Property(str, notify=changed)
    def what(self) -> str:
        """How the call stands, in words."""
        return self._words.what

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What to do meanwhile."""
        return self._words.advice

    @Property(bool, notify=changed)
    def again(self) -> bool:
        """Whether staff can be called now."""
        return self._words.again

    @Property(bool, notify=changed)
    def assisted(self) -> bool:
        """Whether staff help."""
        return self._words.assisted

    @Property(str, notify=changed)
    def banner(self) -> str:
        """Above every page; "" for nothing."""
        return self._words.banner

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What staff type now: staff, code, or ""."""
        return self._words.asked

    @Property(str, notify=changed)
    def title(self) -> str:
        """Of the page of staff."""
        return self._words.title

    @Property(str, notify=changed)
    def lead(self) -> str:
        """What to do there."""
        return self._words.lead

    @Property(str, notify=changed)
    def typed(self) -> str:
        """As typed so far."""
        return self._words.typed

    @Property(bool, notify=changed)
    def checking(self) -> bool:
        """Whether the server is asked."""
        return self._words.checking

    @Property(ProblemModel, notify=changed)
    def problem(self) -> ProblemModel:
        """What is the matter with what staff typed."""
        return self._problem

    @Slot()
    def call(self) -> None:
        """Somebody come, please."""
        self.wished.emit(CallHelp(self._new_id()))

    @Slot()
    def off(self) -> None:
        """Nobody needs to come."""
        self.wished.emit(CallOff())

    @Slot()
    def staff(self) -> None:
        """I am staff."""
        self.wished.emit(StaffHere())


def _words(state: State, visit: Visit, phone: str, texts: Texts) -> _Words:
    helping, stands = visit.helping, _stands(state, visit)
    asked = helping.asked.value if visit.help else ""
    facts = {"phone": phone, "staff": visit.assisted}
    card = helping.asked is Asked.STAFF and state.health.trouble(STAFF_CARD) == ""
    return _Words(
        stands=stands,
        what=texts.say(f"assist.what_{stands}", **facts) if stands else "",
        advice=texts.say(f"assist.do_{stands}", **facts) if stands else "",
        again=stands in {"", "away"},
        banner=texts.say(f"assist.banner_{stands}", **facts) if stands and stands != "away" else "",
        asked=asked,
        title=texts.say(f"assist.title_{asked}") if asked else "",
        lead=texts.say(f"assist.lead_{'card' if card else asked}") if asked else "",
        typed=helping.code if helping.asked is Asked.CODE else helping.staff,
        checking=helping.checking,
        assisted=bool(visit.assisted),
    )


def _stands(state: State, visit: Visit) -> str:
    if visit.assisted:
        return "helped"
    call = visit.helping.call
    long = state.now_ms - visit.helping.since_ms >= LONG_MS
    return "late" if call is Call.CALLING and long else call.value
