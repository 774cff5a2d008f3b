"""What the citizen has answered so far. The card's data is shown masked; what was typed is shown as typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows.identify_code import card_only, unproven
from kiosk.flows.phone import LENGTH, grouped
from kiosk.flows.visit import State, item_of
from kiosk.views.catalogue import promise
from kiosk.views.problem import in_language
from kiosk.views.trouble import asks

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, repr=False)
class _Words:
    known: bool = False
    lead: str = ""
    ways: str = "either"
    phoned: bool = False
    name: str = ""
    number: str = ""
    phone: str = ""
    left: str = ""
    item: str = ""
    promise: str = ""


@QmlElement
class AnswersModel(QObject):
    """Applicant, phone and item of this visit; all empty without one."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        words = _words(state, texts)
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether a card was read, or a code that does here."""
        return self._words.known

    @Property(str, notify=changed)
    def lead(self) -> str:
        """What to lay on the reader for the applicant; and why a code does not do, where it does not."""
        return self._words.lead

    @Property(str, notify=changed)
    def ways(self) -> str:
        """What can say whose something is: card, code, either, none; with `_resident` where a resident's code does, too."""
        return self._words.ways

    @Property(bool, notify=changed)
    def phoned(self) -> bool:
        """Whether a phone number says who it is."""
        return self._words.phoned

    @Property(str, notify=changed)
    def name(self) -> str:
        """The name, masked."""
        return self._words.name

    @Property(str, notify=changed)
    def number(self) -> str:
        """The identity number, masked."""
        return self._words.number

    @Property(str, notify=changed)
    def phone(self) -> str:
        """The phone number as typed, in groups."""
        return self._words.phone

    @Property(str, notify=changed)
    def left(self) -> str:
        """How many digits are missing, in words."""
        return self._words.left

    @Property(str, notify=changed)
    def item(self) -> str:
        """The item's name."""
        return self._words.item

    @Property(str, notify=changed)
    def promise(self) -> str:
        """How long the item takes."""
        return self._words.promise


def _words(state: State, texts: Texts) -> _Words:
    visit = state.visit
    if visit is None:
        return _Words()
    typed = visit.phone.reveal()
    missing = LENGTH - len(typed)
    item = item_of(state, visit.item)
    return _Words(
        known=visit.person is not None and not unproven(state),
        lead=texts.say(_lead(state)),
        ways=_ways(state),
        phoned=visit.phoned,
        name=visit.person.name.mask() if visit.person else "",
        number=visit.person.id_number.mask() if visit.person else "",
        phone=grouped(typed),
        left=_left(missing, texts),
        item=in_language(item.name, texts) if item else "",
        promise=promise(item.promise_days, "receipt", texts) if item else "",
    )


def _lead(state: State) -> str:
    wanted = asks(state)
    if wanted == "none":
        return "identify.lead_none"
    if wanted != "card":
        return f"identify.lead_{wanted}"
    if not state.residents:
        return "applicant.lead_card"
    if card_only(state):
        return "applicant.lead_card_only"
    return "identify.lead_card" if state.health.online else "applicant.lead_offline"


def _ways(state: State) -> str:
    wanted = asks(state)
    coded = state.residents and state.health.online and wanted in {"code", "either"}
    return f"{wanted}_resident" if coded else wanted


def _left(missing: int, texts: Texts) -> str:
    if not missing:
        return texts.say("phone.full")
    return texts.say("phone.left_one" if missing == 1 else "phone.left", n=missing)
