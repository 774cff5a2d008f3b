"""What a citizen can count on now, in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows.visit import State
from kiosk.flows.words import Health

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


_ICONS = {"header.offline": "offline", "header.blocked": "offline", "header.paper_low": "printer"}


@dataclass(frozen=True)
class _Words:
    online: bool = False
    sign: str = ""
    sign_icon: str = ""
    card: bool = False
    code: bool = False
    printer: bool = False
    ticket: str = ""
    ticket_note: str = ""
    application: str = ""
    application_note: str = ""


@QmlElement
class HealthModel(QObject):
    """Devices and network. `ticket`, `application`: why it cannot be had now, "" when it can."""

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
    def online(self) -> bool:
        """Whether the hall's server answers."""
        return self._words.online

    @Property(str, notify=changed)
    def sign(self) -> str:
        """Said in the header when the server is away, or, to the staff, when the paper runs low."""
        return self._words.sign

    @Property(str, notify=changed)
    def icon(self) -> str:
        """The sign's icon."""
        return self._words.sign_icon

    @Property(bool, notify=changed)
    def card(self) -> bool:
        """Whether cards can be read."""
        return self._words.card

    @Property(bool, notify=changed)
    def code(self) -> bool:
        """Whether codes can be read."""
        return self._words.code

    @Property(bool, notify=changed)
    def printer(self) -> bool:
        """Whether paper can be had."""
        return self._words.printer

    @Property(str, notify=changed)
    def ticket(self) -> str:
        """Why no number can be taken."""
        return self._words.ticket

    @Property(str, notify=changed)
    def remark(self) -> str:
        """What to expect of taking a number."""
        return self._words.ticket_note

    @Property(str, notify=changed)
    def application(self) -> str:
        """Why nothing can be applied for."""
        return self._words.application

    @Property(str, notify=changed)
    def promise(self) -> str:
        """What to expect of applying."""
        return self._words.application_note


def _words(state: State, texts: Texts) -> _Words:
    health = state.health
    printer = health.printer == ""
    reader = health.card_reader == ""
    signs = _signs(health)
    return _Words(
        online=health.online,
        sign=" · ".join(texts.say(name) for name in signs),
        sign_icon=_ICONS[signs[0]] if signs else "",
        card=reader,
        code=health.code_scanner == "",
        printer=printer,
        ticket="" if state.services else texts.say("home.no_catalogue"),
        ticket_note=texts.say("home.ticket_note" if printer else "home.screen_only"),
        application=_no_application(state, texts),
        application_note=texts.say(
            "home.application_note" if health.receipts else "home.receipt_screen_only"
        ),
    )


def _signs(health: Health) -> list[str]:
    """What the header says. Paper that is out is said where paper is wanted; low matters to the staff only."""
    low = health.paper_low and health.printer == ""
    away = "header.blocked" if health.blocked else "header.offline"
    return [away] * (not health.online) + ["header.paper_low"] * low


def _no_application(state: State, texts: Texts) -> str:
    if not state.services:
        return texts.say("home.no_catalogue")
    if not state.items:
        return texts.say("home.no_items")
    return ""
