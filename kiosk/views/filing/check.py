"""The end of an application: what one commits oneself to, the signature, and every answer with its own way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.contract.answers import UNSURE
from hall.contract.filing import How
from hall.texts import Texts
from kiosk.flows.filing.filing import Filing, Strokes, name_of
from kiosk.flows.filing.route import applicant
from kiosk.flows.filing.text import commitments, signed
from kiosk.flows.filing.words import ChangeFiled, Sign, SignByCard
from kiosk.flows.phone import grouped
from kiosk.flows.touches import Answer, Change
from kiosk.flows.visit import Page, State, Visit, item_of
from kiosk.views.filing.paper import handed
from kiosk.views.filing.question import asked, by_card, said
from kiosk.views.filing.scans import address
from kiosk.views.pieces import pieces
from kiosk.views.problem import in_language
from kiosk.views.strokes import line_of

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_SHOWN = frozenset({Page.COMMITMENT, Page.SIGN, Page.CHECK})
_ANSWERS = frozenset(Answer)
What = Literal["situation", "whom", "question", "material", "signature"]


@dataclass(frozen=True, repr=False)
class _Row:
    """One line of the check page. `what`: a part of the application, or one of `Answer`. `pages`: scans, by place."""

    what: str
    label: str
    value: str
    name: str
    key: str = ""
    personal: bool = False
    pages: int = 0


@dataclass(frozen=True, repr=False)
class _Words:
    text: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    by_card: bool = False
    strokes: Strokes = ()
    rows: tuple[_Row, ...] = ()


@QmlElement
class FiledModel(QObject):
    """Everything is empty without a visit.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = _Words()
        self._filing = Filing()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit if state.page in _SHOWN else None
        self._filing = visit.filing if visit else Filing()
        words = _words(state, visit, texts) if visit else _Words()
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def text(self) -> list[str]:
        """What one commits oneself to."""
        return list(self._words.text)

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def signs(self) -> list[str]:
        """What is signed."""
        return list(self._words.signs)

    @Property(bool, notify=changed)
    def carded(self) -> bool:
        """Whether the card stands for the signature."""
        return self._words.by_card

    @Property(bool, notify=changed)
    def signed(self) -> bool:
        """Whether something is written on the pad."""
        return bool(self._words.strokes)

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def strokes(self) -> list[list[float]]:
        """The signature: lines of x, y, x, y… in parts of the width of its field."""
        return [[one for point in line for one in point] for line in self._words.strokes]

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def rows(self) -> list[dict[str, Any]]:
        """Every answer."""
        return [
            {
                "what": row.what,
                "key": row.key,
                "label": row.label,
                "value": row.value,
                "name": row.name,
                "personal": row.personal,
                "pictures": [address("check", row.key, at) for at in range(row.pages)],
                "signature": self.strokes if row.what == "signature" else [],
            }
            for row in self._words.rows
        ]

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
    def card(self) -> None:
        """Let the card stand for the signature."""
        self.wished.emit(SignByCard())

    @Slot(str, str)
    def change(self, what: str, key: str) -> None:
        """Correct one answer."""
        if what in _ANSWERS:
            self.wished.emit(Change(Answer(what)))
        else:
            self.wished.emit(ChangeFiled(cast("What", what), key))


def _words(state: State, visit: Visit, texts: Texts) -> _Words:
    filing = visit.filing
    return _Words(
        text=pieces(_split(commitments(filing, texts))) if state.page is Page.COMMITMENT else (),
        signs=pieces(_signs(state, visit, texts)) if state.page is Page.SIGN else (),
        by_card=filing.by_card,
        strokes=filing.strokes,
        rows=tuple(_rows(state, visit, texts)) if state.page is Page.CHECK else (),
    )


def _signs(state: State, visit: Visit, texts: Texts) -> Iterator[str]:
    """What the signature stands under; of what was read on the page before only that it is part of it."""
    filing, item = visit.filing, item_of(state, visit.item)
    if filing.guide is None:
        return
    before = commitments(filing, texts)
    lines = signed(filing, item.name if item else filing.guide.name, texts)
    yield from lines[: len(lines) - len(before)]
    if before:
        yield texts.say("signing.with_commitment")


def _split(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in text.splitlines() if line.strip()]


def _rows(state: State, visit: Visit, texts: Texts) -> Iterator[_Row]:
    filing, say = visit.filing, texts.say
    item = item_of(state, visit.item)
    yield _plain(Answer.ITEM, in_language(item.name, texts) if item else "", texts)
    if filing.guide is not None and filing.situation:
        found = [each for each in filing.guide.apply.situations if each.id == filing.situation]
        name = name_of(found[0].name, texts.language) if found else ""
        yield _Row("situation", say("check.situation"), name, say("check.change_situation"))
    person = visit.person
    card = f"{person.name.mask()}  {person.id_number.mask()}" if person else ""
    yield _plain(Answer.APPLICANT, card, texts, agent=filing.agent is True)
    if filing.guide is not None and filing.guide.apply.agents:
        yield _whom(filing, texts)
    yield _plain(Answer.PHONE, grouped(visit.phone.reveal()), texts)
    yield from _answers(visit, texts)
    whose = applicant(visit)
    yield from _materials(replace(filing, coded=whose is not None and whose.by_code), texts)
    if filing.strokes or filing.by_card:
        value = say("check.by_card") if filing.by_card and not filing.strokes else ""
        yield _Row("signature", say("check.signature"), value, say("check.change_signature"))


def _answers(visit: Visit, texts: Texts) -> Iterator[_Row]:
    for question in by_card(visit):
        yield _Row("", name_of(question.ask, texts.language), texts.say("check.on_card"), "")
    for question in asked(visit):
        ask = name_of(question.ask, texts.language)
        yield _Row(
            "question",
            ask,
            said(visit, question, texts),
            texts.say("check.change_question", name=ask),
            key=question.id,
            personal=question.kind != "choice"
            and visit.filing.answers.get(question.id, "") not in {"", UNSURE},
        )


def _plain(answer: Answer, value: str, texts: Texts, *, agent: bool = False) -> _Row:
    label = texts.say("check.agent" if agent else f"check.{answer.value}")
    return _Row(answer.value, label, value, texts.say(f"check.change_{answer.value}"))


def _whom(filing: Filing, texts: Texts) -> _Row:
    principal = filing.principal
    whose = f"{principal.name.mask()}  {principal.id_number.mask()}" if principal else ""
    value = whose if filing.agent else texts.say("check.myself")
    return _Row("whom", texts.say("check.whom"), value, texts.say("check.change_whom"))


def _materials(filing: Filing, texts: Texts) -> Iterator[_Row]:
    own = set(filing.papers())
    for key, material in filing.materials().items():
        given = filing.given.get(key)
        name = name_of(material.name, texts.language)
        if key not in own:
            how = filing.by_itself(material) or How.SHOWN
            yield _Row("", name, texts.say(f"check.{how.value}"), "")
            continue
        yield _Row(
            "material",
            name,
            handed(given, texts) if given else texts.say("check.missing"),
            texts.say("check.change_material", name=name),
            key=key,
            pages=len(given.scans) if given else 0,
        )
