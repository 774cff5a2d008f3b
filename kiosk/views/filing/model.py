"""What an application asks, page by page: situation, materials, for whom, one question, one material."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.contract.filing import Question
from hall.texts import Texts
from kiosk.flows.filing.filing import name_of
from kiosk.flows.filing.words import (
    ChooseSituation,
    Commit,
    Continue,
    ForWhom,
    LeaveOut,
    Promise,
    Reply,
    Resume,
    SeeHandedIn,
    StartScan,
    UseLicence,
)
from kiosk.flows.needs import lacking
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, State, Visit
from kiosk.views.filing.begun import began, begun, cut, may_continue, title
from kiosk.views.filing.notice import Notice, condition, notice, wanted
from kiosk.views.filing.paper import handed, material_of, ways
from kiosk.views.filing.question import asked, choices, hint, question_of, typed
from kiosk.views.needs import why_not
from kiosk.views.pieces import pieces
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_WAYS = {
    "feeder": StartScan("feeder"),
    "camera": StartScan("camera"),
    "licence": UseLicence(),
    "promise": Promise(),
    "commit": Commit(),
    "leave": LeaveOut(),
}
_PAGES = frozenset({Page.PAPER, Page.SCANNED})


@dataclass(frozen=True, repr=False)
class _Words:
    item: str = ""
    began: str = ""
    resume_title: str = ""
    handed: bool = False
    listed: str = ""
    notice: Notice = field(default_factory=Notice)
    known: bool = False
    name: str = ""
    number: str = ""
    ask: str = ""
    hint: str = ""
    kind: str = ""
    count: str = ""
    typed: str = ""
    left: str = ""
    unsure: bool = False
    optional: bool = False
    material: str = ""
    wanted: tuple[str, ...] = ()
    condition: str = ""
    given: str = ""
    continues: bool = False
    stopped: str = ""
    unfound: str = ""
    cut: str = ""
    cut_do: str = ""


@QmlElement
class FilingModel(QObject):
    """Everything is empty without a visit.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begun, self._situations, self._whom = RowsModel(self), RowsModel(self), RowsModel(self)
        self._choices, self._ways = RowsModel(self), RowsModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit
        self._begun.take(begun(state, texts))
        self._whom.take(_two("whom", ("self", "other"), texts))
        self._situations.take(_situations(visit, texts) if visit else [])
        question = question_of(visit) if visit else None
        self._choices.take(choices(question, texts) if question else [])
        self._ways.take(list(ways(state, visit, texts)) if visit and state.page is Page.PAPER else [])
        words = _words(state, visit, question, texts) if visit else _Words()
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(str, notify=changed)
    def item(self) -> str:
        """What is applied for."""
        return self._words.item

    @Property(str, notify=changed)
    def began(self) -> str:
        """What this person began here before, or handed in, in words."""
        return self._words.began

    @Property(str, notify=changed)
    def resume_title(self) -> str:
        """What stands above it."""
        return self._words.resume_title

    @Property(bool, notify=changed)
    def handed(self) -> bool:
        """Whether it is handed in already."""
        return self._words.handed

    @Property(RowsModel, notify=changed)
    def begun(self) -> RowsModel:
        """What can be done with it."""
        return self._begun

    @Property(RowsModel, notify=changed)
    def situations(self) -> RowsModel:
        """The cases in which one may be."""
        return self._situations

    @Property(RowsModel, notify=changed)
    def whom(self) -> RowsModel:
        """For oneself, or for somebody else."""
        return self._whom

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def notice(self) -> list[str]:
        """Every material: a line, what goes with it below."""
        return list(self._words.notice.lines)

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def icons(self) -> list[str]:
        """The icon of each line of `notice`."""
        return list(self._words.notice.icons)

    @Property(str, notify=changed)
    def listed(self) -> str:
        """That the list was printed; "" as long as it was not."""
        return self._words.listed

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether the card of the one who is acted for was read."""
        return self._words.known

    @Property(str, notify=changed)
    def name(self) -> str:
        """Whose matter it is, masked."""
        return self._words.name

    @Property(str, notify=changed)
    def number(self) -> str:
        """The identity number of that person, masked."""
        return self._words.number

    @Property(str, notify=changed)
    def ask(self) -> str:
        """The question."""
        return self._words.ask

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What helps to answer it."""
        return self._words.hint

    @Property(str, notify=changed)
    def kind(self) -> str:
        """How it is answered: text, number, date or choice."""
        return self._words.kind

    @Property(str, notify=changed)
    def count(self) -> str:
        """Which question or material of how many, in words."""
        return self._words.count

    @Property(str, notify=changed)
    def typed(self) -> str:
        """As answered so far."""
        return self._words.typed

    @Property(str, notify=changed)
    def left(self) -> str:
        """How much more can be written, in words."""
        return self._words.left

    @Property(RowsModel, notify=changed)
    def choices(self) -> RowsModel:
        """What can be answered."""
        return self._choices

    @Property(bool, notify=changed)
    def unsure(self) -> bool:
        """Whether "I do not know" is an answer."""
        return self._words.unsure

    @Property(bool, notify=changed)
    def optional(self) -> bool:
        """Whether it can be left out."""
        return self._words.optional

    @Property(str, notify=changed)
    def material(self) -> str:
        """The material that is shown."""
        return self._words.material

    @Property(str, notify=changed)
    def condition(self) -> str:
        """In which case the material is needed at all; "" for always."""
        return self._words.condition

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def wanted(self) -> list[str]:
        """What it must be like."""
        return list(self._words.wanted)

    @Property(str, notify=changed)
    def given(self) -> str:
        """How it is handed in so far, in words; "" for not yet."""
        return self._words.given

    @Property(RowsModel, notify=changed)
    def ways(self) -> RowsModel:
        """How it can be handed in."""
        return self._ways

    @Property(bool, notify=changed)
    def continues(self) -> bool:
        """Whether somebody may have begun something before, and can go on with it."""
        return self._words.continues

    @Property(str, notify=changed)
    def stopped(self) -> str:
        """Why one comes no further without a card, and where one does; "" when one does here."""
        return self._words.stopped

    @Property(str, notify=changed)
    def unfound(self) -> str:
        """Why what was begun before cannot be looked for now; "" when it can."""
        return self._words.unfound

    @Property(str, notify=changed)
    def cut(self) -> str:
        """That the scan of the material that is shown stopped in the middle, and where; "" when it did not."""
        return self._words.cut

    @Property(str, notify=changed)
    def cut_do(self) -> str:
        """What to do about it."""
        return self._words.cut_do

    @Slot()
    def look(self) -> None:
        """Look for what was begun before."""
        self.wished.emit(Continue())

    @Slot(str)
    def resume(self, key: str) -> None:
        """Go on with what was begun, see how what was handed in is, or begin anew."""
        self.wished.emit(SeeHandedIn() if key == "progress" else Resume(key == "go_on"))

    @Slot(str)
    def situate(self, situation: str) -> None:
        """This is how it is with me."""
        self.wished.emit(ChooseSituation(situation))

    @Slot(str)
    def act(self, whom: str) -> None:
        """For oneself, or for somebody else."""
        self.wished.emit(ForWhom(whom == "other"))

    @Slot(str)
    def reply(self, value: str) -> None:
        """A choice, "unsure", or "" for leaving it out."""
        self.wished.emit(Reply(value))

    @Slot(str)
    def hand(self, way: str) -> None:
        """Hand the material in this way."""
        self.wished.emit(_WAYS[way])


def _two(family: str, keys: tuple[str, str], texts: Texts) -> list[Row]:
    return [Row(key, texts.say(f"{family}.{key}"), texts.say(f"{family}.{key}_note")) for key in keys]


def _situations(visit: Visit, texts: Texts) -> list[Row]:
    guide = visit.filing.guide
    found = guide.apply.situations if guide else ()
    return [
        Row(one.id, name_of(one.name, texts.language), name_of(one.about, texts.language)) for one in found
    ]


def _words(state: State, visit: Visit, question: Question | None, texts: Texts) -> _Words:
    filing, language = visit.filing, texts.language
    material = material_of(filing)
    answer = filing.answers.get(filing.at, "") if question else ""
    stopped_at = cut(filing, filing.at, texts) if state.page in _PAGES else ""
    return _Words(
        item=name_of(filing.guide.name, language) if filing.guide else "",
        began=began(state, visit, texts) if state.page is Page.RESUME else "",
        resume_title=title(state, texts) if state.page is Page.RESUME else "",
        handed=state.page is Page.RESUME and visit.drafts.found is None,
        listed=texts.say("notice.printed") if visit.listed else "",
        notice=notice(filing, texts) if state.page is Page.NOTICE else Notice(),
        known=filing.principal is not None,
        name=filing.principal.name.mask() if filing.principal else "",
        number=filing.principal.id_number.mask() if filing.principal else "",
        ask=name_of(question.ask, language) if question else "",
        hint=hint(question, state.library.today, texts) if question else "",
        kind=question.kind if question else "",
        count=_count(visit, texts),
        typed=typed(answer, question, texts) if question else "",
        left=texts.say("question.left", n=question.most - len(answer)) if question else "",
        unsure=question is not None and question.unsure,
        optional=question is not None and question.optional,
        material=name_of(material.name, language) if material else "",
        wanted=pieces(wanted(material, texts)) if material else (),
        condition=condition(material, texts) if material else "",
        given=handed(filing.given[filing.at], texts) if filing.at in filing.given else "",
        continues=may_continue(state, visit),
        stopped=why_not(state, Purpose.APPLICATION, "", texts),
        unfound=_unfound(state, texts),
        cut=stopped_at,
        cut_do=texts.say(f"scanned.cut_do_{filing.unended[filing.at].source}") if stopped_at else "",
    )


def _unfound(state: State, texts: Texts) -> str:
    lack = lacking(state, Purpose.APPLICATION)
    return (
        "" if lack is None else texts.say("items.reader_starting" if lack.starting else "items.no_continue")
    )


def _count(visit: Visit, texts: Texts) -> str:
    filing = visit.filing
    for family, keys in (("question", tuple(each.id for each in asked(visit))), ("paper", filing.papers())):
        if filing.at in keys:
            return texts.say(f"{family}.count", n=keys.index(filing.at) + 1, most=len(keys))
    return ""
