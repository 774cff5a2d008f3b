"""Beside a number: who may go first, appointments, lost papers, what to bring."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.contract.messages import ItemInfo
from hall.domain.dates import slot_in
from hall.texts import Texts
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, Reading, State, Visit, group_of, item_of, service_of
from kiosk.views.needs import why_not
from kiosk.views.problem import in_language
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PURPOSES = frozenset({Purpose.APPOINTMENT, Purpose.REPRINT, Purpose.MATERIALS})
"""What can be lacking something; the other ways lead to a number."""
NOBODY = "-"
"""The key of "no group" in the list: a touch on it says "" to the flow."""


@dataclass(frozen=True)
class _Words:
    groups: bool = False
    claimed: bool = False
    booked: bool = False
    first: str = ""
    code: str = ""
    looking: bool = False
    item: str = ""
    materials: tuple[str, ...] = ()
    listed: str = ""


@QmlElement
class WaysModel(QObject):
    """The rows of these pages, and what is chosen on them.

    Signals:
        changed: something else is to be seen.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ways, self._groups = RowsModel(self), RowsModel(self)
        self._bookings, self._slips, self._lists = RowsModel(self), RowsModel(self), RowsModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit
        self._ways.take(_ways(state, texts))
        self._groups.take(_groups(state, texts))
        self._bookings.take(_bookings(state, visit, texts) if visit else [])
        self._slips.take(_slips(state, visit, texts) if visit else [])
        self._lists.take([_list(each, texts) for each in state.items])
        words = _words(state, texts)
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def ways(self) -> RowsModel:
        """What else there is."""
        return self._ways

    @Property(RowsModel, notify=changed)
    def groups(self) -> RowsModel:
        """Who may go first."""
        return self._groups

    @Property(RowsModel, notify=changed)
    def bookings(self) -> RowsModel:
        """The appointments found."""
        return self._bookings

    @Property(RowsModel, notify=changed)
    def slips(self) -> RowsModel:
        """The numbers whose paper can be printed again."""
        return self._slips

    @Property(RowsModel, notify=changed)
    def lists(self) -> RowsModel:
        """Items, with how much there is to bring."""
        return self._lists

    @Property(bool, notify=changed)
    def grouped(self) -> bool:
        """Whether the hall lets anybody go first."""
        return self._words.groups

    @Property(bool, notify=changed)
    def claimed(self) -> bool:
        """Whether going first is claimed now."""
        return self._words.claimed

    @Property(bool, notify=changed)
    def booked(self) -> bool:
        """Whether the person on the card has an appointment today."""
        return self._words.booked

    @Property(str, notify=changed)
    def first(self) -> str:
        """The key's words: going first is offered, or as whom it is claimed."""
        return self._words.first

    @Property(str, notify=changed)
    def code(self) -> str:
        """The appointment's code as typed."""
        return self._words.code

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        """Whether somebody is being looked for."""
        return self._words.looking

    @Property(str, notify=changed)
    def item(self) -> str:
        """The item whose list is shown."""
        return self._words.item

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def materials(self) -> list[str]:
        """What to bring for it."""
        return list(self._words.materials)

    @Property(str, notify=changed)
    def listed(self) -> str:
        """Said when the list was printed."""
        return self._words.listed


def _ways(state: State, texts: Texts) -> list[Row]:
    keys = [*(["first"] if state.groups else []), "appointment", "phone", "reprint"]
    if any(item.materials for item in state.items):
        keys.append("materials")
    return [_way_on(key, state, texts) for key in keys]


def _way_on(key: str, state: State, texts: Texts) -> Row:
    reason = why_not(state, Purpose(key), "", texts) if key in PURPOSES else ""
    note = "" if reason else texts.say(f"ways.{key}_note")
    return Row(key=key, name=texts.say(f"ways.{key}"), note=note, reason=reason)


def _groups(state: State, texts: Texts) -> list[Row]:
    rows = [Row(key=each.id, name=in_language(each.name, texts)) for each in state.groups]
    return [*rows, Row(key=NOBODY, name=texts.say("groups.none"))]


def _bookings(state: State, visit: Visit, texts: Texts) -> list[Row]:
    return [
        Row(
            key=each.code,
            name=_service(state, each.service, texts),
            note=texts.say("booking.slot", slot=slot_in(texts.language, each.slot)),
        )
        for each in visit.bookings
    ]


def _slips(state: State, visit: Visit, texts: Texts) -> list[Row]:
    return [
        Row(
            key=each.intent,
            name=each.number,
            badge=_service(state, each.service, texts),
            note=texts.say("lost.taken_at", time=each.taken_at),
        )
        for each in visit.slips
    ]


def _list(item: ItemInfo, texts: Texts) -> Row:
    count = len(item.materials)
    words = texts.say("lists.count_one" if count == 1 else "lists.count", n=count)
    return Row(
        key=item.id,
        name=in_language(item.name, texts),
        note=words if count else "",
        reason="" if count else texts.say("lists.none"),
    )


def _service(state: State, service: str, texts: Texts) -> str:
    info = service_of(state, service)
    return in_language(info.name, texts) if info else service


def _words(state: State, texts: Texts) -> _Words:
    visit = state.visit
    offered = _Words(groups=bool(state.groups), first=texts.say("services.first"))
    if visit is None:
        return offered
    group = group_of(state, visit.group)
    item = item_of(state, visit.item)
    return _Words(
        groups=offered.groups,
        claimed=group is not None,
        booked=visit.person is not None and any(each.due for each in visit.bookings),
        first=texts.say("services.first_as", group=in_language(group.name, texts))
        if group
        else offered.first,
        code=visit.code,
        looking=visit.reading is Reading.BUSY and state.page in {Page.BOOKING, Page.LOST},
        item=in_language(item.name, texts) if item else "",
        materials=tuple(in_language(each, texts) for each in item.materials) if item else (),
        listed=texts.say("materials.printed") if visit.listed else "",
    )
