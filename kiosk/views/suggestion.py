"""What somebody tells the hall, in words, and the choices on the way."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.domain.dates import day_in
from hall.domain.ledger.entry import TOLD, WORDS_MOST, Kind
from hall.texts import Texts
from kiosk.flows.phone import grouped
from kiosk.flows.reply import Reply
from kiosk.flows.touches import ChangePart, ChooseKind, ChooseReply, Part
from kiosk.flows.visit import State, Visit
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, repr=False)
class _Words:
    kind: str = ""
    words: str = ""
    left: str = ""
    reply: str = ""
    due: str = ""
    promise: str = ""


@QmlElement
class SuggestionModel(QObject):
    """Everything is empty without a visit.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds, self._replies = RowsModel(self), RowsModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        self._kinds.take([_row("kind", one.value, texts) for one in TOLD])
        broken = texts.say("suggest.no_card") if state.health.card_reader else ""
        self._replies.take(
            [_row("reply", one.value, texts, broken if one is Reply.CARD else "") for one in Reply]
        )
        words = _words(state.visit, texts) if state.visit else _Words()
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def kinds(self) -> RowsModel:
        """What can be told."""
        return self._kinds

    @Property(RowsModel, notify=changed)
    def replies(self) -> RowsModel:
        """How an answer can come."""
        return self._replies

    @Property(str, notify=changed)
    def kind(self) -> str:
        """What is told, by name."""
        return self._words.kind

    @Property(str, notify=changed)
    def words(self) -> str:
        """As written so far."""
        return self._words.words

    @Property(str, notify=changed)
    def left(self) -> str:
        """How much more can be written, in words."""
        return self._words.left

    @Property(str, notify=changed)
    def reply(self) -> str:
        """How the answer is to come, in words; whose, masked."""
        return self._words.reply

    @Property(str, notify=changed)
    def due(self) -> str:
        """By when it is answered, in words; "" before it has a number."""
        return self._words.due

    @Property(str, notify=changed)
    def promise(self) -> str:
        """How the answer will come, in words."""
        return self._words.promise

    @Slot(str)
    def choose(self, kind: str) -> None:
        """It is a suggestion, complaint or unsolved."""
        self.wished.emit(ChooseKind(Kind(kind)))

    @Slot(str)
    def answer(self, reply: str) -> None:
        """Answer by phone, card or none."""
        self.wished.emit(ChooseReply(Reply(reply)))

    @Slot(str)
    def change(self, part: str) -> None:
        """Correct kind, words or reply."""
        self.wished.emit(ChangePart(Part(part)))


def _row(family: str, key: str, texts: Texts, reason: str = "") -> Row:
    name, note = texts.say(f"suggest.{family}_{key}"), texts.say(f"suggest.{family}_{key}_note")
    return Row(key=key, name=name, note=note, reason=reason)


def _words(visit: Visit, texts: Texts) -> _Words:
    told = visit.suggestion
    left = WORDS_MOST - len(told.words)
    return _Words(
        kind=texts.say(f"suggest.kind_{told.kind.value}") if told.kind else "",
        words=told.words,
        left=texts.say("suggest.left", n=left),
        reply=_reply(visit, texts),
        due=texts.say("suggest.due", date=day_in(texts.language, visit.due)) if visit.due else "",
        promise=texts.say(f"suggest.promise_{told.reply.value}") if told.reply else "",
    )


def _reply(visit: Visit, texts: Texts) -> str:
    match visit.suggestion.reply:
        case Reply.PHONE:
            return texts.say("suggest.by_phone", phone=grouped(visit.phone.reveal()))
        case Reply.CARD if visit.person:
            return texts.say("suggest.by_card", name=visit.person.name.mask())
        case Reply.NONE:
            return texts.say("suggest.by_none")
        case _:
            return ""
