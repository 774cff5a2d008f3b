"""Print and copy in words: what can be done, how many copies, how it ended; and what there is to print of a guide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.contract.guides import Guide
from hall.guides.topics import said
from hall.texts import Texts
from kiosk.flows.copy_words import (
    ChooseForm,
    Copying,
    OpenForms,
    PrintCopy,
    SetCopies,
    SetSides,
    StartCopy,
)
from kiosk.flows.copying import PRINTER, SHORT, room_left
from kiosk.flows.facts import DEVICES, NO_DEVICE
from kiosk.flows.filing.words import Source
from kiosk.flows.touches import Purpose, Want
from kiosk.flows.visit import Page, State
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_STARTS: dict[str, tuple[Source, bool]] = {
    "feeder": ("feeder", False),
    "camera": ("camera", False),
    "card": ("camera", True),
}
_ROOMS = {"forms": Purpose.GUIDES, "notices": Purpose.PROGRESS}


def has_printer(state: State) -> bool:
    """Whether this unit has an A4 printer, well or not."""
    return state.health.trouble(PRINTER) != NO_DEVICE


@dataclass(frozen=True)
class _Words:
    offered: bool = False
    left: str = ""
    copies: int = 1
    more: bool = False
    less: bool = False
    duplex: bool = False
    two_sided: bool = False
    sheets: str = ""
    fits: bool = True
    came: str = ""
    name: str = ""
    printed: str = ""
    card: bool = False


@QmlElement
class CopyingModel(QObject):
    """Copies of this visit. `most`: sheets that one visit may copy. `new_id`: makes the name of a paper.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, most: int, new_id: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._most, self._new_id = most, new_id
        self._words = _Words()
        self._choices, self._forms = RowsModel(self), RowsModel(self)

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        self._choices.take(list(_choices(state, texts)) if state.page is Page.COPY else [])
        guide = _guide(state)
        self._forms.take(list(_printable(state, guide, texts)) if guide else [])
        words = _words(state, guide, self._most, texts)
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def choices(self) -> RowsModel:
        """What can be copied and printed."""
        return self._choices

    @Property(RowsModel, notify=changed)
    def forms(self) -> RowsModel:
        """What there is to print of a guide."""
        return self._forms

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether this unit prints A4 at all."""
        return self._words.offered

    @Property(str, notify=changed)
    def left(self) -> str:
        """How many sheets this visit may still copy, in words."""
        return self._words.left

    @Property(int, notify=changed)
    def copies(self) -> int:
        """How many copies."""
        return self._words.copies

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether there is room for one more."""
        return self._words.more

    @Property(bool, notify=changed)
    def less(self) -> bool:
        """Whether there can be fewer."""
        return self._words.less

    @Property(bool, notify=changed)
    def duplex(self) -> bool:
        """On both sides."""
        return self._words.duplex

    @Property(bool, notify=changed)
    def sided(self) -> bool:
        """Whether one can choose between one side and both."""
        return self._words.two_sided

    @Property(str, notify=changed)
    def sheets(self) -> str:
        """How many sheets that takes, in words."""
        return self._words.sheets

    @Property(bool, notify=changed)
    def fits(self) -> bool:
        """Whether this visit may copy so many."""
        return self._words.fits

    @Property(str, notify=changed)
    def came(self) -> str:
        """What became of it: printed, not_printed or unknown."""
        return self._words.came

    @Property(str, notify=changed)
    def name(self) -> str:
        """The guide whose forms are shown."""
        return self._words.name

    @Property(str, notify=changed)
    def printed(self) -> str:
        """Said when a form was printed."""
        return self._words.printed

    @Property(bool, notify=changed)
    def card(self) -> bool:
        """Whether both sides of a card are wanted now."""
        return self._words.card

    @Slot(str)
    def choose(self, key: str) -> None:
        """Begin: feeder, camera, card, forms or notices."""
        start = _STARTS.get(key)
        self.wished.emit(StartCopy(*start) if start else Want(_ROOMS[key]))

    @Slot(int)
    def set(self, copies: int) -> None:
        """So many copies."""
        self.wished.emit(SetCopies(copies))

    @Slot(bool)
    def sides(self, both: bool) -> None:  # noqa: FBT001 - a QML slot
        """On both sides, or on one."""
        self.wished.emit(SetSides(both))

    @Slot()
    def print(self) -> None:
        """Print the copies, or once more."""
        self.wished.emit(PrintCopy(self._new_id()))

    @Slot(str)
    def form(self, key: str) -> None:
        """Print one of the forms."""
        self.wished.emit(ChooseForm(key, self._new_id()))

    @Slot()
    def open(self) -> None:
        """Show what there is to print of the guide."""
        self.wished.emit(OpenForms())


def _words(state: State, guide: Guide | None, most: int, texts: Texts) -> _Words:
    visit = state.visit
    copies = visit.copying if visit else Copying()
    left = room_left(copies, most)
    sheets = copies.sheets
    each = sheets // copies.copies
    return _Words(
        offered=has_printer(state),
        left=texts.say("copy.left", n=left, most=most),
        copies=copies.copies,
        more=sheets + each <= left,
        less=copies.copies > 1,
        duplex=copies.duplex,
        two_sided=copies.two_sided is True and len(copies.scans) > 1,
        sheets=texts.say("copy.sheets_one" if sheets == 1 else "copy.sheets", n=sheets, left=left),
        fits=sheets <= left,
        came=copies.came.value if state.page is Page.COPY_DONE else "",
        name=said(guide.name, texts) if guide else "",
        printed=_printed(state, guide, texts) if guide and visit and visit.listed else "",
        card=state.page is Page.COPY_SCAN and copies.card,
    )


def _choices(state: State, texts: Texts) -> Iterator[Row]:
    """What this unit can do; a device that is away is told, with what can be done instead."""
    for key, (source, _) in _STARTS.items():
        trouble = state.health.trouble(DEVICES[source])
        if trouble != NO_DEVICE:
            reason = texts.say(_instead(state, key)) if trouble else ""
            yield _row(key, texts, reason)
    forms = "" if state.library.guides else texts.say("guide.none")
    yield _row("forms", texts, forms)
    notices = "" if state.health.online else texts.say("copy.no_notices")
    yield _row("notices", texts, notices)


def _row(key: str, texts: Texts, reason: str) -> Row:
    """One choice; with a `reason` it cannot be had."""
    return Row(key, texts.say(f"copy.{key}"), "" if reason else texts.say(f"copy.{key}_note"), reason=reason)


def _instead(state: State, key: str) -> str:
    """Why it cannot be copied so, and how else."""
    if key == "feeder" and not state.health.trouble(DEVICES["camera"]):
        return "copy.no_feeder_camera"
    if key == "camera" and not state.health.trouble(DEVICES["feeder"]):
        return "copy.no_camera_feeder"
    return f"copy.no_{'feeder' if key == 'feeder' else 'camera'}"


def _guide(state: State) -> Guide | None:
    if state.visit is None or state.page is not Page.GUIDE_FORMS:
        return None
    return state.library.guides.get(state.visit.looking.guide)


def _printed(state: State, guide: Guide, texts: Texts) -> str:
    """Which of them came out."""
    key = state.visit.looking.printed if state.visit else ""
    name = next((row.name for row in _printable(state, guide, texts) if row.key == key), "")
    return texts.say("copy.form_printed", name=name)


def _printable(state: State, guide: Guide, texts: Texts) -> Iterator[Row]:
    """The guide in short, the whole of it, its blank forms and samples."""
    a4 = texts.say("copy.no_a4") if state.health.trouble(PRINTER) else ""
    forms = ((at, one.form) for at, one in enumerate(guide.materials, 1) if one.form is not None)
    for at, form in forms:
        pictures = (("blank", form.blank), ("sample", form.sample))
        for kind, picture in pictures:
            if picture:
                missing = "" if picture in state.library.pictures else texts.say("guide.no_picture")
                name = texts.say(f"copy.{kind}", name=said(form.name, texts))
                yield Row(f"{kind}-{at}", name, texts.say("copy.on_a4"), reason=missing or a4)
    yield Row("guide", texts.say("copy.guide"), texts.say("copy.on_a4"), reason=a4)
    slip = texts.say("guide.print_later") if state.health.printer else ""
    yield Row(SHORT, texts.say("copy.short"), texts.say("copy.on_slip"), reason=slip)
