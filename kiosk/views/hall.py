"""The hall itself: name, place, phone, time of day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.domain.clock import CHINA
from hall.settings import Settings, Unit
from hall.texts import Texts

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HallModel(QObject):
    """Who we are and where this machine stands."""

    changed = Signal()

    def __init__(self, settings: Settings, unit: Unit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._unit = unit
        self._english = False
        self._clock = ""

    def take(self, texts: Texts) -> None:
        """Speak the visit's language."""
        english = texts.language == "en"
        if english != self._english:
            self._english = english
            self.changed.emit()

    def tick(self, now: datetime) -> None:
        """Show the time of day in China, by the minute."""
        clock = now.astimezone(CHINA).strftime("%H:%M")
        if clock != self._clock:
            self._clock = clock
            self.changed.emit()

    @Property(str, notify=changed)
    def name(self) -> str:
        """The hall's name."""
        name = self._settings.hall.name
        return name.en if self._english else name.zh

    @Property(str, notify=changed)
    def place(self) -> str:
        """Where this machine stands."""
        place = self._unit.place
        return place.en if self._english else place.zh

    @Property(str, notify=changed)
    def phone(self) -> str:
        """Whom to call."""
        return self._settings.hall.phone

    @Property(str, notify=changed)
    def clock(self) -> str:
        """Hours and minutes."""
        return self._clock
