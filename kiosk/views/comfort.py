"""How this citizen sees, hears and presses, for QML: the numbers of the theme and the choices of the panel."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows import touches
from kiosk.flows.comfort import PACE_MS, PACES, SIZES, VOLUMES, Comfort, Contrast
from kiosk.flows.visit import State
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ComfortModel(QObject):
    """The visit's comfort; the defaults without a visit. `speaker`: whether this unit can speak at all.

    Signals:
        changed: something is seen, heard or pressed in another way.
        wished: a touch for the flow.
        asked: read this page, from its beginning.
    """

    changed = Signal()
    wished = Signal(object)
    asked = Signal()

    def __init__(self, *, speaker: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._headset = False
        self.now = Comfort()
        self._rows = {
            what: RowsModel(self) for what in ("size", "contrast", "reach", "elder", "aloud", "pace")
        }

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        comfort = state.visit.comfort if state.visit else Comfort()
        for what, rows in self._rows.items():
            rows.take([_row(what, value, texts) for value in _VALUES[what]])
        if (comfort, state.headset) != (self.now, self._headset):
            self.now, self._headset = comfort, state.headset
            self.changed.emit()

    @Property(int, notify=changed)
    def size(self) -> int:
        """Text size, 0 to 3."""
        return self.now.size

    @Property(str, notify=changed)
    def contrast(self) -> str:
        """Colours: usual, black or white."""
        return self.now.contrast

    @Property(bool, notify=changed)
    def reach(self) -> bool:
        """Everything to touch in the lower 60 % of an upright screen."""
        return self.now.reach

    @Property(bool, notify=changed)
    def elder(self) -> bool:
        """The elder mode."""
        return self.now.elder

    @Property(bool, notify=changed)
    def aloud(self) -> bool:
        """Pages are read."""
        return self.now.aloud

    @Property(int, notify=changed)
    def volume(self) -> int:
        """1 to 10."""
        return self.now.volume

    @Property(int, notify=changed)
    def volumes(self) -> int:
        """The highest volume."""
        return VOLUMES

    @Property(int, notify=changed)
    def pace(self) -> int:
        """How fast the marker walks by itself; 0: not at all."""
        return self.now.pace

    @Property(bool, notify=changed)
    def speaker(self) -> bool:
        """Whether this unit can speak."""
        return self._speaker

    @Property(bool, notify=changed)
    def headset(self) -> bool:
        """Whether a headset is plugged in."""
        return self._headset

    @Property(RowsModel, notify=changed)
    def sizes(self) -> RowsModel:
        """The text sizes."""
        return self._rows["size"]

    @Property(RowsModel, notify=changed)
    def contrasts(self) -> RowsModel:
        """The colours."""
        return self._rows["contrast"]

    @Property(RowsModel, notify=changed)
    def reaches(self) -> RowsModel:
        """The whole screen, or its lower part."""
        return self._rows["reach"]

    @Property(RowsModel, notify=changed)
    def elders(self) -> RowsModel:
        """The elder mode, or not."""
        return self._rows["elder"]

    @Property(RowsModel, notify=changed)
    def voices(self) -> RowsModel:
        """Silent, or read aloud."""
        return self._rows["aloud"]

    @Property(RowsModel, notify=changed)
    def paces(self) -> RowsModel:
        """How the marker walks."""
        return self._rows["pace"]

    @Slot(bool)
    def open(self, wanted: bool) -> None:  # noqa: FBT001 - a QML slot
        """Open or close the panel."""
        self.wished.emit(touches.OpenComfort(wanted))

    @Slot(str, str)
    def adjust(self, what: str, value: str) -> None:
        """Change one thing."""
        self.wished.emit(touches.Adjust(what, value))

    @Slot()
    def usual(self) -> None:
        """As everybody meets it."""
        self.wished.emit(touches.AsUsual())

    @Slot()
    def read(self) -> None:
        """Read this page aloud, again if it was read already; from then on every page."""
        if not self.now.aloud:
            self.wished.emit(touches.Adjust("aloud", "on"))
        self.asked.emit()


_ONE_OF_TWO = ("off", "on")
_VALUES = {
    "size": tuple(map(str, range(SIZES))),
    "contrast": tuple(each.value for each in Contrast),
    "reach": _ONE_OF_TWO,
    "elder": _ONE_OF_TWO,
    "aloud": _ONE_OF_TWO,
    "pace": tuple(map(str, range(PACES))),
}


def _row(what: str, value: str, texts: Texts) -> Row:
    seconds = f"{PACE_MS[int(value)] / 1000:g}" if what == "pace" else ""
    return Row(key=value, name=texts.say(f"comfort.{what}_{value}", s=seconds))
