"""What the hall does: businesses with their queues, and items to apply for."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.contract.messages import ItemInfo, ServiceInfo, Text
from hall.texts import Texts
from kiosk.flows.visit import State
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


def in_language(text: Text, texts: Texts) -> str:
    """Return a text of the hall's own settings in the visit's language."""
    return text.en if texts.language == "en" else text.zh


def promise(days: int, prefix: str, texts: Texts) -> str:
    """Return how long it takes, in words. `prefix`: items or receipt."""
    if not days:
        return texts.say(f"{prefix}.promise_today")
    return texts.say(f"{prefix}.promise_one" if days == 1 else f"{prefix}.promise", days=days)


@QmlElement
class CatalogueModel(QObject):
    """Services and items as rows.

    Signals:
        changed: there are some, or there are none any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = RowsModel(self)
        self._items = RowsModel(self)
        self._ready = False

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        self._services.take([_service(each, texts, counted=state.health.online) for each in state.services])
        self._items.take([_item(each, texts) for each in state.items])
        if self._ready != bool(state.services):
            self._ready = bool(state.services)
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def services(self) -> RowsModel:
        """Businesses with a queue."""
        return self._services

    @Property(RowsModel, notify=changed)
    def items(self) -> RowsModel:
        """Matters to apply for here."""
        return self._items

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether there is a catalogue at all."""
        return self._ready


def _service(info: ServiceInfo, texts: Texts, *, counted: bool) -> Row:
    """One business. `counted`: its queue is known now; an old count is no count."""
    waiting = texts.say("services.waiting", n=info.waiting) if info.waiting else texts.say("services.nobody")
    return Row(
        key=info.id,
        name=in_language(info.name, texts),
        note=at_windows("services.windows", info, texts) if info.windows else "",
        badge="" if not info.windows else waiting if counted else texts.say("services.unknown"),
        reason="" if info.windows else texts.say("services.closed"),
    )


def at_windows(key: str, info: ServiceInfo, texts: Texts) -> str:
    """Return a text about the windows of a business, one or several: 1、2."""
    windows = ("、" if texts.language == "zh" else ", ").join(str(number) for number in info.windows)
    return texts.say(f"{key}_one" if len(info.windows) == 1 else key, windows=windows)


def _item(info: ItemInfo, texts: Texts) -> Row:
    return Row(
        key=info.id, name=in_language(info.name, texts), note=promise(info.promise_days, "items", texts)
    )
