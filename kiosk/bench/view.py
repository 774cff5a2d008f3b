"""The bench's view models: a card for each twin, refreshed a few times a second."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import Property, QObject, QSize, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from drivers.sim.faults import Fault
from drivers.sim.line import Line
from kiosk.bench.hall_view import BenchHallView
from kiosk.bench.hands import Hand
from kiosk.bench.seen import Button
from kiosk.bench.words import BenchWords

QML_IMPORT_NAME = "Hall.Bench"
QML_IMPORT_MAJOR_VERSION = 1

REFRESH_MS = 200


@dataclass(frozen=True)
class _Look:
    """What one sees of a twin at a moment."""

    buttons: tuple[Button, ...]
    choosing: bool
    plugged: bool
    fault: Fault
    note: str
    png: bytes


@QmlElement
class BenchDeviceView(QObject):
    """One twin.

    Signals: changed (any of it).
    """

    changed = Signal()

    def __init__(self, title: str, line: Line, hand: Hand, words: BenchWords, unit: BenchUnitView) -> None:
        super().__init__(unit)
        self._unit = unit
        self._title = title
        self._line = line
        self._hand = hand
        self._words = words
        self._menu = ""
        self._picture = 0
        self._seen = self._look()

    @property
    def png(self) -> bytes:
        """The picture as PNG; empty for none."""
        return self._seen.png

    @Slot()
    def refresh(self) -> None:
        """Look at the twin again; say so when something changed."""
        seen = self._look()
        if seen != self._seen:
            self._picture += seen.png != self._seen.png
            self._seen = seen
            self.changed.emit()

    @Slot(str)
    def press(self, button: str) -> None:
        """Do what a button says."""
        kind, _, what = button.partition(":")
        if kind == "menu":
            self._menu = what
        elif kind == "fault":
            self._line.set_fault(Fault(what))
            self._menu = ""
        else:
            self._hand.press(button)
            self._menu = ""
        self.refresh()

    def _look(self) -> _Look:
        plugged, fault = self._line.plugged, self._line.machine.fault
        seen = self._hand.look()
        return _Look(
            tuple(self._buttons(plugged, fault)), self._menu != "", plugged, fault, seen.note, seen.png
        )

    def _all_well(self) -> bool:
        return self._seen.plugged and self._seen.fault is Fault.NONE

    def _buttons(self, plugged: bool, fault: Fault) -> list[Button]:  # noqa: FBT001 - a fact, not a switch
        back = Button("menu:", self._words("back"))
        if self._menu == "faults":
            return [*self._faults(fault), back]
        if self._menu:
            return [*self._hand.choices(), back]
        plug = ("unplug", Fault.UNPLUGGED) if plugged else ("plug", Fault.NONE)
        faults = Button("menu:faults", self._words("faults"), on=fault not in {Fault.NONE, Fault.UNPLUGGED})
        return [*self._hand.buttons(fault), Button(f"fault:{plug[1]}", self._words(plug[0])), faults]

    def _faults(self, now: Fault) -> list[Button]:
        known = [fault for fault in Fault if fault in self._line.machine.faults]
        shown = dict.fromkeys([Fault.NONE, *known, Fault.UNPLUGGED])
        return [Button(f"fault:{fault}", self._words.fault(fault), on=now is fault) for fault in shown]

    # --- what QML reads ---------------------------------------------------------------------

    @Property(str, notify=changed)
    def title(self) -> str:
        """Which device."""
        return self._title

    @Property(str, notify=changed)
    def name(self) -> str:
        """Which device of which unit: no two are alike."""
        return f"{self._unit.named} {self._title}"

    @Property(bool, notify=changed)
    def well(self) -> bool:
        """Whether it is plugged in and does nothing wrong."""
        return self._all_well()

    @Property(bool, notify=changed)
    def plugged(self) -> bool:
        """Whether its plug is in."""
        return self._seen.plugged

    @Property(bool, notify=changed)
    def pictured(self) -> bool:
        """Whether it is worth looking at."""
        return self._hand.pictured

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """Whether the buttons are a menu."""
        return self._seen.choosing

    @Property(str, notify=changed)
    def state(self) -> str:
        """How it is, and its port's own name."""
        if not self._seen.plugged:
            return self._words.fault(Fault.UNPLUGGED)
        word = self._words("working") if self._all_well() else self._words.fault(self._seen.fault)
        return f"{word} · {self._line.port.rpartition('/')[2]}"

    @Property(str, notify=changed)
    def note(self) -> str:
        """What one sees of it, in words."""
        return self._seen.note

    @Property(QUrl, notify=changed)
    def picture(self) -> QUrl:
        """What one sees of it; another address for each picture."""
        return QUrl(f"image://bench/{self.objectName()}/{self._picture}" if self._seen.png else "")

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def buttons(self) -> list[dict[str, object]]:
        """What can be pressed now: id, text, enabled, on."""
        return [asdict(button) for button in self._seen.buttons]


@QmlElement
class BenchUnitView(QObject):
    """One terminal or dispenser.

    Signals: changed (never: a bench stays as it was laid out).
    """

    changed = Signal()

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.named = title
        self.cards: list[BenchDeviceView] = []

    @Property(str, notify=changed)
    def title(self) -> str:
        """Which unit."""
        return self.named

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def devices(self) -> list[BenchDeviceView]:
        """Its cards."""
        return self.cards


@QmlElement
class BenchView(QObject):
    """The whole bench.

    Signals: changed (never: a bench stays as it was laid out).
    """

    changed = Signal()

    def __init__(self, words: BenchWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.stands: list[BenchUnitView] = []
        self.around: BenchHallView | None = None

    def cards(self) -> list[BenchDeviceView]:
        """Every card of every unit."""
        return [card for stand in self.stands for card in stand.cards]

    @Slot()
    def refresh(self) -> None:
        """Look at every twin and at the hall again."""
        for card in self.cards():
            card.refresh()
        if self.around is not None:
            self.around.refresh()

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def words(self) -> dict[str, str]:
        """Every fixed text by its key."""
        return self._words.all()

    @Property(BenchHallView, notify=changed)
    def hall(self) -> BenchHallView | None:
        """The hall around the twins."""
        return self.around

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def units(self) -> list[BenchUnitView]:
        """Its units."""
        return self.stands


class BenchPictures(QQuickImageProvider):
    """`image://bench/CARD/N`: what a twin looks like now."""

    def __init__(self, bench: BenchView) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._bench = bench

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802 - Qt's name
        """The card's picture, as large as it is."""
        del requested
        wanted = name.partition("/")[0]
        image = QImage()
        for card in self._bench.cards():
            if card.objectName() == wanted:
                image.loadFromData(card.png)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
