"""Picking up, in words: what lies here, which door, where that is, what to do there, and the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.domain.dates import day_in
from hall.domain.pickup.codes import grouped
from hall.domain.pickup.parcel import Task
from hall.texts import Texts
from kiosk.flows.filing.filing import Strokes
from kiosk.flows.filing.words import Sign
from kiosk.flows.pickup import TRIES
from kiosk.flows.pickup_words import Cabinet, ChooseParcel, Found, Got, PickUp, WithoutSigning
from kiosk.flows.visit import Page, Reading, State, Visit
from kiosk.views.problem import in_language
from kiosk.views.rows import Row, RowsModel
from kiosk.views.strokes import line_of

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_TASKS = {Task.NONE: "take", Task.PUT: "put", Task.BACK: "back"}


@dataclass(frozen=True)
class _Words:
    code: str = ""
    looking: bool = False
    task: str = "take"
    title: str = ""
    until: str = ""
    late: bool = False
    door: int = 0
    name: str = ""
    where: str = ""
    columns: int = 0
    lines: int = 0
    left: bool = False
    retry: bool = False
    again: str = ""
    more: bool = False
    strokes: Strokes = ()


@QmlElement
class PickUpModel(QObject):
    """The pages of picking up; all empty without something that is looked at.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parcels = RowsModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit
        self._parcels.take([_row(each, texts) for each in visit.pickup.open] if visit else [])
        words = _words(state, visit, texts) if visit else _Words()
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def parcels(self) -> RowsModel:
        """What lies here for whoever stands here."""
        return self._parcels

    @Property(str, notify=changed)
    def code(self) -> str:
        """The code as typed."""
        return self._words.code

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        """Whether something is being looked for."""
        return self._words.looking

    @Property(str, notify=changed)
    def task(self) -> str:
        """take, put or back."""
        return self._words.task

    @Property(str, notify=changed)
    def title(self) -> str:
        """What it is."""
        return self._words.title

    @Property(str, notify=changed)
    def until(self) -> str:
        """Until when it can be picked up, in words."""
        return self._words.until

    @Property(bool, notify=changed)
    def late(self) -> bool:
        """Whether only staff open the door now."""
        return self._words.late

    @Property(int, notify=changed)
    def door(self) -> int:
        """The door; 0 for none."""
        return self._words.door

    @Property(str, notify=changed)
    def name(self) -> str:
        """The door by name."""
        return self._words.name

    @Property(str, notify=changed)
    def where(self) -> str:
        """Where the door is, in words; "" when nobody said how they stand."""
        return self._words.where

    @Property(int, notify=changed)
    def columns(self) -> int:
        """Columns of doors; 0 when nobody said how they stand."""
        return self._words.columns

    @Property(int, notify=changed)
    def lines(self) -> int:
        """Doors in a column."""
        return self._words.lines

    @Property(bool, notify=changed)
    def left(self) -> bool:
        """Whether the switch says that it is not done."""
        return self._words.left

    @Property(bool, notify=changed)
    def retry(self) -> bool:
        """Whether another try helps."""
        return self._words.retry

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether something else lies here."""
        return self._words.more

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def strokes(self) -> list[list[float]]:
        """The signature: lines of x, y, x, y… in parts of the width of its field."""
        return [[part for point in stroke for part in point] for stroke in self._words.strokes]

    @Property(bool, notify=changed)
    def signed(self) -> bool:
        """Whether something is written."""
        return bool(self._words.strokes)

    @Property(str, notify=changed)
    def instead(self) -> str:
        """What stands for the signature of somebody who does not write, in words."""
        return self._words.again

    @Slot(str)
    def choose(self, parcel: str) -> None:
        """This one."""
        self.wished.emit(ChooseParcel(parcel))

    @Slot(bool)
    def got(self, yes: bool) -> None:  # noqa: FBT001 - a QML slot
        """Done, or the door once more."""
        self.wished.emit(Got(yes))

    @Slot("QVariantList")
    def stroke(self, points: Sequence[float]) -> None:
        """One more line of the signature: x, y, x, y…"""
        if line := line_of(points):
            self.wished.emit(Sign((*self._words.strokes, line)))

    @Slot()
    def wipe(self) -> None:
        """Write it anew."""
        self.wished.emit(Sign(()))

    @Slot()
    def unsigned(self) -> None:
        """What I was known by stands for it."""
        self.wished.emit(WithoutSigning())


def _words(state: State, visit: Visit, texts: Texts) -> _Words:
    at, shown = visit.pickup, visit.pickup.shown
    typed = _Words(
        code=grouped(visit.code),
        looking=state.page is Page.PICKUP and visit.reading is Reading.BUSY,
        more=bool(at.open),
    )
    return typed if shown is None else _of(typed, at, shown, texts)


def _of(typed: _Words, at: PickUp, shown: Found, texts: Texts) -> _Words:
    columns, lines, where = _place(at.cabinet, shown.door, texts)
    how = shown.how if shown.how in {"card", "resident"} else "code"
    return _Words(
        code=typed.code,
        more=typed.more,
        task=_TASKS[shown.task],
        title=in_language(shown.title, texts),
        until=_until(shown, texts),
        late=shown.late,
        door=shown.door,
        name=texts.say("pickup.door", door=shown.door),
        where=where,
        columns=columns,
        lines=lines,
        left=at.left,
        retry=at.tries < TRIES,
        again=texts.say(f"pickup.instead_{how}"),
        strokes=at.strokes,
    )


def _place(cabinet: Cabinet, door: int, texts: Texts) -> tuple[int, int, str]:
    """Columns, doors in each, and the door's place in words: counted from the top, then to the right."""
    if not cabinet.columns or not 1 <= door <= cabinet.doors:
        return 0, 0, ""
    lines = -(-cabinet.doors // cabinet.columns)
    column, line = divmod(door - 1, lines)
    return cabinet.columns, lines, texts.say("pickup.where", column=column + 1, line=line + 1)


def _until(shown: Found, texts: Texts) -> str:
    if shown.until is None or shown.task is not Task.NONE:
        return ""
    return texts.say(
        "pickup.was_until" if shown.late else "pickup.until", date=day_in(texts.language, shown.until)
    )


def _row(one: Found, texts: Texts) -> Row:
    name = in_language(one.title, texts)
    note = texts.say(f"pickup.task_{_TASKS[one.task]}") if one.task is not Task.NONE else _until(one, texts)
    return Row(key=one.id, name=name, badge=texts.say("pickup.door", door=one.door), note=note)
