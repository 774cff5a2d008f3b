"""What the hall does: businesses with their queues, and items to apply for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.contract.messages import ItemInfo, ServiceInfo, Text, WaitRange
from hall.texts import Texts
from kiosk.flows.filing.filing import Filing
from kiosk.flows.library import Standing
from kiosk.flows.ticket import services_of
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import State, on
from kiosk.views.needs import unheard, why_not
from kiosk.views.problem import in_language
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

CATEGORY = "in:"
"""Before the Chinese name of a category, where the key of a business would stand."""
LEFT_TOLD = 10
"""Numbers left of a day from which on it is said."""


def promise(days: int, prefix: str, texts: Texts) -> str:
    """Return how long it takes, in words. `prefix`: items or receipt."""
    if not days:
        return texts.say(f"{prefix}.promise_today")
    return texts.say(f"{prefix}.promise_one" if days == 1 else f"{prefix}.promise", days=days)


@QmlElement
class CatalogueModel(QObject):
    """Services and items as rows.

    Signals:
        changed: there are some, there are none any more, or some give out no numbers.
    """

    changed = Signal()

    def __init__(self, phone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._phone = phone
        self._services, self._inside = RowsModel(self), RowsModel(self)
        self._items = RowsModel(self)
        self._category = ""
        self._ready = self._shut = False
        self._waiting = ""

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        category = state.visit.category if state.visit else ""
        self._services.take([*self._rows(state, "", texts), *self._categories(state, texts)])
        self._inside.take(self._rows(state, category, texts) if category else [])
        asked = state.library.standing is Standing.ASKED
        self._items.take([] if asked else [_item(each, state, texts) for each in state.items])
        inside = services_of(state, category) if category else []
        name = in_language(inside[0].category, texts) if inside and inside[0].category else ""
        shut = any(each.closed is not None for each in services_of(state, ""))
        now = bool(state.services), shut, name, texts.say("items.waiting") if asked else ""
        if (self._ready, self._shut, self._category, self._waiting) != now:
            self._ready, self._shut, self._category, self._waiting = now
            self.changed.emit()

    def _rows(self, state: State, category: str, texts: Texts) -> list[Row]:
        counted = state.health.online
        return [_service(each, texts, self._phone, counted=counted) for each in services_of(state, category)]

    def _categories(self, state: State, texts: Texts) -> list[Row]:
        """In large type the names have to do: they are what is touched."""
        large = state.visit is not None and state.visit.large
        names = {one.category.zh: one.category for one in state.services if one.category}
        return [
            _category(name, self._rows(state, key, texts), services_of(state, key), texts, brief=large)
            for key, name in names.items()
        ]

    @Property(RowsModel, notify=changed)
    def services(self) -> RowsModel:
        """Businesses with a queue, and behind them the categories (keys with `CATEGORY`) that hold the others."""
        return self._services

    @Property(RowsModel, notify=changed)
    def inside(self) -> RowsModel:
        """The businesses of the category that is looked at."""
        return self._inside

    @Property(str, notify=changed)
    def category(self) -> str:
        """Its name; "" for none."""
        return self._category

    @Property(RowsModel, notify=changed)
    def items(self) -> RowsModel:
        """Matters to apply for here."""
        return self._items

    @Property(str, notify=changed)
    def waiting(self) -> str:
        """That it is not known yet what the matters need, in words; "" when it is."""
        return self._waiting

    @Property(bool, notify=changed)
    def shut(self) -> bool:
        """Whether some business gives out no numbers now."""
        return self._shut

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether there is a catalogue at all."""
        return self._ready


def _service(info: ServiceInfo, texts: Texts, phone: str, *, counted: bool) -> Row:
    """One business. `counted`: its queue is known now; an old count is no count. `phone`: whom to ask instead."""
    reason = _closed(info, texts, phone)
    return Row(
        key=info.id,
        name=in_language(info.name, texts),
        note=_note(info, texts),
        badge="" if reason else _queue(info, texts) if counted else texts.say("services.unknown"),
        reason=reason,
    )


def _category(name: Text, rows: list[Row], services: list[ServiceInfo], texts: Texts, *, brief: bool) -> Row:
    """A category: what is in it, unless `brief`; closed only when all of it is."""
    shut = all(row.reason for row in rows)
    return Row(
        key=CATEGORY + name.zh,
        name=in_language(name, texts),
        note="" if brief else _listed((row.name for row in rows), texts),
        badge="" if shut else texts.say("services.waiting", n=sum(one.waiting for one in services)),
        reason=rows[0].reason if shut else "",
    )


def _queue(info: ServiceInfo, texts: Texts) -> str:
    """How many wait, and how long it takes as far as anybody knows."""
    if not info.waiting:
        return texts.say("services.nobody")
    waiting = texts.say("services.waiting", n=info.waiting)
    return f"{waiting} · {minutes('services', info.wait, texts)}" if info.wait else waiting


def _note(info: ServiceInfo, texts: Texts) -> str:
    if info.left is not None and info.left <= LEFT_TOLD:
        return texts.say("services.left_one" if info.left == 1 else "services.left", n=info.left)
    return at_windows("services.windows", info, texts) if info.windows else ""


def _closed(info: ServiceInfo, texts: Texts, phone: str) -> str:
    """Why no number can be had and what else there is; "" when one can."""
    if info.closed is not None:
        closed = in_language(info.closed, texts).rstrip("。.")
        return texts.say("services.instead", closed=closed, phone=phone)
    return "" if info.windows else texts.say("services.closed")


def minutes(prefix: str, wait: WaitRange, texts: Texts) -> str:
    """Return a range in words. `prefix`: services or ticket."""
    if 0 < wait.low_min < wait.high_min:
        return texts.say(f"{prefix}.range", low=wait.low_min, high=wait.high_min)
    return texts.say(f"{prefix}.most", high=wait.high_min)


def at_windows(key: str, info: ServiceInfo, texts: Texts) -> str:
    """Return a text about the windows of a business, one or several: 1、2."""
    windows = _listed(map(str, info.windows), texts)
    return texts.say(f"{key}_one" if len(info.windows) == 1 else key, windows=windows)


def _listed(names: Iterable[str], texts: Texts) -> str:
    return ("、" if texts.language == "zh" else ", ").join(names)


def _item(info: ItemInfo, state: State, texts: Texts) -> Row:
    """One matter. Where nothing can be read of it first, the card is needed at once."""
    at_once = info.id not in state.library.guides
    unknown = at_once and state.library.standing is Standing.UNHEARD
    reason = unheard(state, texts) if unknown else ""
    chosen = on(state, purpose=Purpose.APPLICATION, item=info.id, filing=Filing())
    reason = reason or (why_not(chosen, Purpose.APPLICATION, "", texts) if at_once else "")
    note = "" if reason else promise(info.promise_days, "items", texts)
    return Row(key=info.id, name=in_language(info.name, texts), note=note, reason=reason)
