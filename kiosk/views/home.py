"""What can be done on a terminal, as rows: what to expect of each, or why it cannot be had now and what else there is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows.facts import NO_DEVICE
from kiosk.flows.needs import NEEDS
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import State
from kiosk.views.copying import has_printer
from kiosk.views.guides import GuidesModel
from kiosk.views.health import HealthModel
from kiosk.views.needs import why_not
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HomeModel(QObject):
    """The rows of the home page, by purpose, the commonest first. Takes after the models it looks at. `phone`: the hall's."""

    changed = Signal()

    def __init__(
        self, health: HealthModel, guides: GuidesModel, phone: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._health, self._guides, self._phone = health, guides, phone
        self._choices = RowsModel(self)

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        health, say = self._health, texts.say
        rows = (
            _row(Purpose.TICKET, say("home.ticket"), str(health.remark), str(health.ticket)),
            _row(Purpose.APPLICATION, say("home.application"), str(health.promise), str(health.application)),
            _row(Purpose.PROGRESS, say("home.progress"), say("home.progress_note")),
            *([_row(Purpose.PICKUP, say("pickup.title"), say("pickup.note"))] if _has_locker(state) else []),
            _row(Purpose.GUIDES, say("guide.title"), say("guide.note"), str(self._guides.missing)),
            *([_row(Purpose.COPY, say("copy.title"), say("copy.note"))] if has_printer(state) else []),
            _row(Purpose.EVALUATION, say("home.evaluation"), say("home.evaluation_note")),
            _row(Purpose.SUGGESTION, say("home.suggestion"), say("home.suggestion_note")),
            *([_row(Purpose.PLACES, say("place.title"), say("place.note"))] if state.atlas.spots else []),
            *([_row(Purpose.TILES, say("tile.title"), say("tile.note"))] if state.tiles else []),
        )
        self._choices.take([self._judged(row, state, texts) for row in rows])

    def _judged(self, row: Row, state: State, texts: Texts) -> Row:
        """Greyed when what it needs is away at once; told when it is needed only further on."""
        purpose = Purpose(row.key)
        why = why_not(state, purpose, self._phone, texts)
        if row.reason or (why and not NEEDS[purpose].later):
            return replace(row, note="", reason=row.reason or why)
        return replace(row, note=texts.say("home.look_first", why=why)) if why else row

    @Property(RowsModel, notify=changed)
    def choices(self) -> RowsModel:
        """What one can come for."""
        return self._choices


def _row(purpose: Purpose, name: str, note: str, reason: str = "") -> Row:
    """One choice; with a `reason` it cannot be had."""
    return Row(key=purpose.value, name=name, note="" if reason else note, reason=reason)


def _has_locker(state: State) -> bool:
    return state.health.trouble("pickup_locker") != NO_DEVICE
