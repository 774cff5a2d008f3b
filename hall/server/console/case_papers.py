"""What came with a case, as staff see it: whose it is, its answers, each material with its pages, the signature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from hall.contract.cases import Person, Whose
from hall.contract.filing import How, Question
from hall.contract.guides import Guide
from hall.contract.messages import Text
from hall.domain.cases import promises
from hall.domain.cases.case import Verb
from hall.domain.cases.lights import Light
from hall.domain.cases.promises import Promise
from hall.domain.cases.workdays import day_of
from hall.domain.privacy import IdNumber, PersonName, Phone
from hall.server.case_people import whose
from hall.server.console.lights import CHIPS, SIGNS
from hall.server.console.words import Speech
from hall.server.files import Files
from hall.server.store import cases, filing
from hall.server.store.case_book import Kept, Office, owing, pages_of
from hall.server.store.case_remarks import Remark

SHOWN: Final = timedelta(minutes=10)
"""As long a page shows the applicant unmasked, after somebody signed for having looked."""
_HOW: Final = {How.COMMITTED: "", How.LEFT_OUT: "never"}
"""Chips of materials of which nothing is owed; the others are good."""
_PERSONAL: Final = ("name", "id_number", "birth", "address", "valid_to")
"""Of a card: answers that say the same are masked like it."""
_HIDDEN: Final = "*" * 6


@dataclass(frozen=True)
class PersonLine:
    """Applicant or agent; masked until somebody signed for looking."""

    role: str
    name: str
    id_number: str
    address: str


@dataclass(frozen=True)
class PageLine:
    """One scan. `address`: "" while it has not arrived."""

    title: str
    address: str


@dataclass(frozen=True)
class MaterialLine:
    """One material in words. `owed`: it was promised and is not here."""

    key: str
    name: str
    how: str
    chip: str
    sign: str
    note: str
    owed: bool
    licence: str
    pages: tuple[PageLine, ...]


@dataclass(frozen=True)
class Papers:
    """All of it. `asked`: question and answer. `missing`: files that have not arrived."""

    people: tuple[PersonLine, ...]
    phone: str
    known: bool
    situation: str
    version: str
    asked: tuple[tuple[str, str], ...]
    materials: tuple[MaterialLine, ...]
    signature: str
    text: str
    holds: str
    broken: bool
    others: tuple[PageLine, ...]
    missing: int
    assisted: str
    remarks: tuple[str, ...]


def is_known(kept: Kept, now: datetime) -> bool:
    """Whether somebody signed just now for seeing whose it is."""
    return any(step.verb is Verb.LOOK_UP and now - step.at < SHOWN for step in kept.case.steps)


def people(speech: Speech, kept: Kept, *, known: bool) -> tuple[PersonLine, ...]:
    """Applicant first, then the agent."""
    told: Whose = whose(kept)
    agent = [("agent", told.agent)] if told.agent else []
    named: list[tuple[str, Person]] = [("applicant", told.applicant), *agent]
    return tuple(
        PersonLine(
            role=_role(speech, role, one),
            name=one.name if known else PersonName(one.name).mask(),
            id_number=one.id_number if known else IdNumber(one.id_number).mask(),
            address=one.address if known else "",
        )
        for role, one in named
    )


def _role(speech: Speech, role: str, person: Person) -> str:
    """What somebody is here, and that no card was read when there was none."""
    plain = speech.say(f"case_role.{role}")
    return speech.say("case_role.by_code", role=plain) if person.by_code else plain


class Reading:
    """One look at one case. `guide`: the item's of today, None when there is none."""

    def __init__(
        self, speech: Speech, kept: Kept, office: Office, guide: Guide | None, now: datetime
    ) -> None:
        self.speech, self.kept, self.office = speech, kept, office
        self.now, self.today = now, day_of(now)
        self.guide = guide if guide is not None and guide.version == kept.filed.guide_version else None
        self.known = is_known(kept, now)
        cards = (json.loads(kept.row.applicant), kept.filed.agent or {})
        self._on_cards = {_plain(card.get(name, "")) for card in cards for name in _PERSONAL} - {""}

    def papers(self, connection: Connection, files: Files) -> Papers:
        """Everything that is shown."""
        filed = self.kept.filed
        (info,) = cases.masked(connection, [self.kept.row])
        named = {*pages_of(filed), filed.signature, filed.signed}
        here = filing.arrived(connection, info.attachments)
        others = [sha for sha in info.attachments if sha not in named]
        signed = filed.signed if filed.signed in info.attachments else ""
        holds = self._holds(signed, files) if filed.signature else ""
        phone = self.kept.row.phone
        return Papers(
            people=people(self.speech, self.kept, known=self.known),
            phone=phone if self.known else Phone(phone).mask(),
            known=self.known,
            situation=self._situation(),
            version=filed.guide_version,
            asked=tuple(self._asked()),
            materials=tuple(self._materials(here)),
            signature=self._address(filed.signature) if filed.signature in here else "",
            text=self._address(signed) if signed in here else "",
            holds=self.speech.say(f"case_signed.{holds}") if holds else "",
            broken=holds in {"other", "absent"},
            others=tuple(self._pages(self.speech.say("case_paper.other"), others, here)),
            missing=len(info.missing),
            assisted=self._assisted(),
            remarks=tuple(self._remark(one) for one in filed.remarks),
        )

    def _assisted(self) -> str:
        """By name; a number that the hall file does not know stays."""
        staff = self.kept.filed.assisted
        return self.office.name(staff) if staff else ""

    def _remark(self, one: Remark) -> str:
        """What to look at; without the guide's words the question is named by its key."""
        if not one.question:
            return self.speech.say(f"case_remark.{one.what}")
        asked = next((each for each in self._questions() if each.id == one.question), None)
        return self.speech.say("case_remark.answer", ask=self._text(asked.ask) if asked else one.question)

    def _questions(self) -> tuple[Question, ...]:
        return self.guide.apply.questions if self.guide else ()

    def _holds(self, signed: str, files: Files) -> str:
        """Whether the text that came is the one that was signed."""
        if not signed:
            return "absent"
        path = files.whole(signed)
        if path is None:
            return "late"
        return "same" if hashlib.sha256(path.read_bytes()).hexdigest() == signed else "other"

    def _address(self, sha256: str) -> str:
        return f"/console/cases/{self.kept.row.number}/files/{sha256}"

    def _situation(self) -> str:
        id_ = self.kept.filed.situation
        known = self.guide.apply.situations if self.guide else ()
        return next((self._text(one.name) for one in known if one.id == id_), id_)

    def _text(self, text: Text) -> str:
        return self.speech.name(text) or text.zh

    def _asked(self) -> Iterable[tuple[str, str]]:
        answers: Mapping[str, Any] = json.loads(self.kept.row.answers)
        known = {one.id: one for one in self._questions()}
        for id_, answer in answers.items():
            question = known.get(id_)
            asked = self._text(question.ask) if question else id_
            yield asked, self._answer(str(answer), question)

    def _answer(self, answer: str, question: Question | None) -> str:
        if answer in {"", "unsure"}:
            return self.speech.say(f"case_answer.{answer or 'none'}")
        if not self.known and (_plain(answer) in self._on_cards or (question and question.card)):
            return _HIDDEN
        choices = question.choices if question else ()
        return next((self._text(one.name) for one in choices if one.id == answer), answer)

    def _materials(self, here: set[str]) -> Iterable[MaterialLine]:
        kept = self.kept
        promised = {one.material: one for one in kept.filed.promises(kept.case)}
        owed = {one.material for one in owing(kept.filed, kept.case)}
        for one in kept.filed.materials:
            promise = promised.get(one.material)
            light = self._light(promise) if one.material in owed else Light.NONE
            yield MaterialLine(
                key=one.material,
                name=one.name,
                how=self.speech.say(f"case_how.{one.how.value}"),
                chip=self._chip(one.how, promise, light),
                sign=SIGNS[light],
                note=self._note(one, promise, owed=one.material in owed),
                owed=one.material in owed,
                licence=IdNumber(one.licence).mask(),
                pages=tuple(self._pages(one.name, one.pages, here)),
            )

    @staticmethod
    def _chip(how: How, promise: Promise | None, light: Light) -> str:
        if light is not Light.NONE or (promise is not None and promise.here is None):
            return CHIPS[light]
        return _HOW.get(how, "good")

    def _light(self, promise: Promise | None) -> Light:
        if promise is None:
            return Light.NONE
        return promises.light(promise, self.today, self.office.days, self.office.rules.warn_days)

    def _note(self, one: filing.Kept, promise: Promise | None, *, owed: bool) -> str:
        if promise is None:
            return self.speech.say(f"case_paper.{one.how}") if one.how in {How.SHOWN, How.CODED} else ""
        if promise.here is not None:
            return self.speech.say("case_promise.here", date=promise.here)
        if not owed:
            return self.speech.say("case_promise.until", date=promise.until)
        return owed_words(self.speech, promise, self.today, self.office)

    def _pages(self, name: str, pages: Iterable[str], here: set[str]) -> Iterable[PageLine]:
        for place, sha in enumerate(pages, 1):
            title = self.speech.say("case_paper.page", name=name, n=place)
            yield PageLine(title, self._address(sha) if sha in here else "")


def _plain(said: str) -> str:
    """For comparing: cards write days without their hyphens."""
    return said.replace("-", "").strip().upper()


def owed_words(speech: Speech, promise: Promise, today: date, office: Office) -> str:
    """By when, and how long that is."""
    n = promises.left(promise, today, office.days)
    said = "overdue" if n < 0 else "left" if n else "today"
    return speech.say(f"case_promise.{said}", date=promise.until, n=abs(n))
