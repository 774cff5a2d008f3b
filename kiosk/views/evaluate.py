"""An evaluation in words: the visits found, the five faces, the tags of one, and what was said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.assets import load_tags
from hall.contract.evaluations import BAD, WORDS_MOST
from hall.contract.tags import TagSet
from hall.domain.dates import slot_in
from hall.texts import Texts
from kiosk.flows.evaluate_words import AddWords, ChooseVisit, Evaluating, GiveStars, Served, ToggleTag
from kiosk.flows.visit import Page, Reading, State, Visit, service_of
from kiosk.views.problem import in_language
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, repr=False)
class _Words:
    card: bool = False
    code: bool = False
    lead: str = ""
    looking: bool = False
    about: str = ""
    level: str = ""
    hint: str = ""
    tags: tuple[str, ...] = ()
    words: str = ""
    left: str = ""
    sending: bool = False
    invited: bool = False


@QmlElement
class EvaluateModel(QObject):
    """Everything is empty without a visit.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set = load_tags()
        self._visits, self._faces, self._tags = RowsModel(self), RowsModel(self), RowsModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        given = state.visit.evaluating if state.visit else Evaluating()
        self._visits.take([_visit(state, each, texts) for each in given.found])
        self._faces.take([Row(str(one.stars), in_language(one.name, texts)) for one in self._set.levels])
        self._tags.take(_tags(self._set, given, texts))
        words = _words(state, state.visit, self._set, texts) if state.visit else _Words()
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def visits(self) -> RowsModel:
        """Those that can be evaluated, by ticket."""
        return self._visits

    @Property(RowsModel, notify=changed)
    def faces(self) -> RowsModel:
        """The five levels, best first; the key is the number of stars."""
        return self._faces

    @Property(RowsModel, notify=changed)
    def tags(self) -> RowsModel:
        """The ready-made remarks of the level that was chosen."""
        return self._tags

    @Property(bool, notify=changed)
    def card(self) -> bool:
        """Whether a card can be read."""
        return self._words.card

    @Property(bool, notify=changed)
    def code(self) -> bool:
        """Whether a code can be read."""
        return self._words.code

    @Property(str, notify=changed)
    def lead(self) -> str:
        """What to show so that the visit is found."""
        return self._words.lead

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        """Whether a visit is being looked for."""
        return self._words.looking

    @Property(str, notify=changed)
    def about(self) -> str:
        """The visit that is evaluated."""
        return self._words.about

    @Property(str, notify=changed)
    def level(self) -> str:
        """What was chosen, by name."""
        return self._words.level

    @Property(str, notify=changed)
    def hint(self) -> str:
        """Whether something more is needed."""
        return self._words.hint

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def chosen(self) -> list[str]:
        """The remarks that are chosen, by code."""
        return list(self._words.tags)

    @Property(str, notify=changed)
    def words(self) -> str:
        """As written so far."""
        return self._words.words

    @Property(str, notify=changed)
    def left(self) -> str:
        """How much more can be written, in words."""
        return self._words.left

    @Property(bool, notify=changed)
    def sending(self) -> bool:
        """Whether it is being kept."""
        return self._words.sending

    @Property(bool, notify=changed)
    def invited(self) -> bool:
        """Whether the page came by itself: nobody has to stay."""
        return self._words.invited

    @Slot(str)
    def choose(self, ticket: str) -> None:
        """This visit."""
        self.wished.emit(ChooseVisit(ticket))

    @Slot(str)
    def give(self, stars: str) -> None:
        """This face."""
        self.wished.emit(GiveStars(int(stars)))

    @Slot(str)
    def toggle(self, tag: str) -> None:
        """This remark, or not."""
        self.wished.emit(ToggleTag(tag))

    @Slot()
    def write(self) -> None:
        """In my own words."""
        self.wished.emit(AddWords())


def _visit(state: State, one: Served, texts: Texts) -> Row:
    return Row(
        key=one.ticket,
        name=one.number,
        badge=_service(state, one.service, texts),
        note=_where(one, texts),
        reason=texts.say("evaluate.rated") if one.rated else "",
    )


def _where(one: Served, texts: Texts) -> str:
    time = slot_in(texts.language, one.at)
    if one.made:
        return texts.say("evaluate.made", time=time) if time else texts.say("evaluate.just")
    if one.window:
        return texts.say("evaluate.where", window=one.window, time=time)
    return texts.say("evaluate.taken", time=time) if time else ""


def _service(state: State, service: str, texts: Texts) -> str:
    info = service_of(state, service)
    return in_language(info.name, texts) if info else service


def _tags(tags: TagSet, given: Evaluating, texts: Texts) -> list[Row]:
    """Whether one is chosen is in its icon and its filling, and is spoken."""
    if not given.stars:
        return []
    chosen = texts.say("evaluate.chosen")
    return [
        Row(one.code, in_language(one.name, texts), note=chosen if one.code in given.tags else "")
        for one in tags.level(given.stars).tags
    ]


def _words(state: State, visit: Visit, tags: TagSet, texts: Texts) -> _Words:
    given, health = visit.evaluating, state.health
    card, code = health.card_reader == "", health.code_scanner == ""
    reads = {(True, True): "either", (True, False): "card", (False, True): "code"}.get((card, code), "none")
    return _Words(
        card=card,
        code=code,
        lead=texts.say(f"evaluate.lead_{reads}"),
        looking=state.page is Page.EVALUATE and visit.reading is Reading.BUSY,
        about=_about(state, given.chosen, texts),
        level=in_language(tags.level(given.stars).name, texts) if given.stars else "",
        hint=texts.say("evaluate.must" if given.stars in BAD else "evaluate.may"),
        tags=given.tags,
        words=given.words,
        left=texts.say("suggest.left", n=WORDS_MOST - len(given.words)),
        sending=state.page is Page.EVALUATE_TAGS and visit.reading is Reading.BUSY,
        invited=given.invited,
    )


def _about(state: State, one: Served | None, texts: Texts) -> str:
    if one is None:
        return ""
    if not one.number:
        return texts.say("evaluate.this")
    return " · ".join(
        part for part in (one.number, _service(state, one.service, texts), _where(one, texts)) if part
    )
