"""Cases (办件): the steps that staff take with them, and what is told of them, to staff and to the applicant.

Paths (all under /v1):
  GET  /cases?state=&light=&q=      Cases: masked, with their lights
  GET  /cases/{number}              CaseTold
  POST /cases/{number}/{verb}       a request below -> CaseTold; each press counts once
  POST /cases/find                  FindCase -> Progresses: of a card or of a receipt's code
Verbs: accept, corrected, start, resume, pick_up (SignedStep), ask (AskStep), pause (PauseStep), finish (FinishStep),
reject, withdraw (ReasonStep), extend (ExtendStep; staff tokens alone), hand_in (HandInStep: a promised material came),
look_up (ReasonStep -> Whose: applicant and agent unmasked), seal (SealStep: a notice, by the hall's seal service).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from hall.contract.filing import How, Key
from hall.contract.messages import CaseInfo, EventId, Message, Sha256, Text
from hall.domain.cases.case import EXTENSION_MOST, Result, Special, State, Verb
from hall.domain.cases.lights import Light, Runs

MOST_WHAT = 12
"""Things to correct in one notice; the form on paper has so many lines."""
Reason = Annotated[str, Field(max_length=200)]


def _lines(given: object) -> object:
    """A text of several lines is a list, one thing a line."""
    return [line.strip() for line in given.splitlines() if line.strip()] if isinstance(given, str) else given


What = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=80)]],
    BeforeValidator(_lines),
    Field(min_length=1, max_length=MOST_WHAT),
]


class SignedStep(Message):
    """`by`: who does it, a name or a staff number of the hall. `note` is kept with the step, for staff."""

    event_id: EventId
    by: str = Field(min_length=1, max_length=40)
    note: Reason = ""


class AskStep(SignedStep):
    """Corrections. `until`: by when, a date."""

    what: What
    until: date


class PauseStep(SignedStep):
    """A special step."""

    special: Special


class ReasonStep(SignedStep):
    """`reason` is told to the applicant."""

    reason: Reason = ""


class ExtendStep(ReasonStep):
    """More working days."""

    days: int = Field(ge=1, le=EXTENSION_MOST)


class FinishStep(ReasonStep):
    """The end. `reason`: when it is refused."""

    result: Result


class HandInStep(SignedStep):
    """A promised material (容缺) is here. `material`: its key in the application."""

    material: Key


class SealStep(SignedStep):
    """A notice is sealed. `notice`: the place of its step in the case, from 1, the handing in not counted."""

    notice: int = Field(ge=1, le=10_000)


class Period(Message):
    """A period of working days. `left`: after today, below 0 overdue. `due`: None while the clock stands."""

    total: int
    left: int
    due: date | None


class StepTold(Message):
    """A step as it was taken. `verb` submit: the handing in, by the unit that took it."""

    verb: Verb
    at: datetime
    by: str
    what: list[str] = Field(default=[])
    until: date | None = None
    special: Special | None = None
    days: int = 0
    reason: str = ""
    note: str = ""
    result: Result | None = None
    material: str = ""
    notice: int = 0


class MaterialTold(Message):
    """One material of a case. `missing`: pages that have not arrived. `until`: by when it was promised.

    `here`: the day on which a promised one was handed in. `licence`: masked number of an electronic licence.
    """

    material: str
    name: str
    how: How
    pages: list[Sha256] = Field(default=[])
    missing: list[Sha256] = Field(default=[])
    until: date | None = None
    here: date | None = None
    licence: str = ""


class RemarkTold(Message):
    """`what`: suspended, the item was so when it came; or a code (question.late…) about the answer to `question`."""

    what: str
    question: str = ""


class CaseTold(CaseInfo):
    """A case as staff see it; the applicant masked. `verbs`: what may be done next.

    `runs`: whose time `now` is. `deemed`: it counts as accepted since it came, nobody having said anything.
    """

    state: State
    light: Light
    runs: Runs
    now: Period | None
    statutory: Period | None
    stopped: bool
    deemed: bool
    verbs: list[Verb]
    steps: list[StepTold]
    until: date | None = None
    """By when corrections have to be here, while they are asked for."""
    agent: str = ""
    """Masked; "" when the applicant came in person."""
    situation: str = ""
    materials: list[MaterialTold] = Field(default=[])
    promised: Light = Light.NONE
    """The light of promised materials that are owed."""
    assisted_by: str = ""
    """Staff number of who stood by at the terminal, "" for nobody."""
    remarks: list[RemarkTold] = Field(default=[])
    """What a clerk has to look at."""


class Person(Message):
    """Who it is, unmasked. `kind`: of the card. `by_code`: no card was read, a resident's code said it."""

    kind: str
    name: str = Field(repr=False)
    id_number: str = Field(repr=False)
    address: str = Field(default="", repr=False)
    by_code: bool = False


class Whose(Message):
    """Applicant and agent of a case, unmasked; that somebody looked is a step of the case."""

    applicant: Person
    agent: Person | None
    phone: str = Field(repr=False)


class Cases(Message):
    """Cases, newest first."""

    cases: list[CaseTold]


class Seal(Message):
    """The log of all steps. `broken`: the first step that is not what was written, None when all are."""

    steps: int
    broken: int | None


class FindCase(Message):
    """One of the two. `code`: on the receipt."""

    id_number: str = Field(default="", max_length=40, repr=False)
    code: str = Field(default="", max_length=120, repr=False)

    @model_validator(mode="after")
    def _one(self) -> FindCase:
        if bool(self.id_number) == bool(self.code):
            raise ValueError("id_number or code")
        return self


class Moment(Message):
    """A line of the applicant's timeline."""

    at: datetime
    title: Text
    note: Text | None = None


class NoticeSeal(Message):
    """The seal that a seal service put to a notice. `picture`: SHA-256 of a PNG, at /v1/seals/{picture}."""

    number: str
    at: datetime
    picture: Sha256


class Notice(Message):
    """A notice that can be printed. `kind` says which form; what belongs to it is filled.

    `number`: the notice's own, of the case's and the place of its step. `seal`: None when no service sealed it.

    accepted     days (promised), due
    corrections  what, until
    rejected     reason
    finished     result, reason
    """

    kind: str = Field(pattern=r"^(accepted|corrections|rejected|finished)$")
    at: datetime
    what: list[str] = Field(default=[])
    until: date | None = None
    days: int = 0
    due: date | None = None
    result: Result | None = None
    reason: str = ""
    number: str = ""
    seal: NoticeSeal | None = None


class ToBring(Message):
    """A promised material that is owed. `late`: its day has gone."""

    name: str
    until: date
    late: bool = False


class Progress(Message):
    """How a case is, for its applicant, in both languages. `lamp`: the light in words; `left`: days, a whole sentence.

    `do`: what the applicant has to do now, with `bring`: what to bring; None: nothing.
    `bring_later`: what was promised (容缺) and is still to be brought, the first day first. `code`: its query code, for paper.
    """

    number: str
    item: Text
    applicant: str
    state: State
    light: Light
    title: Text
    lamp: Text
    left: Text | None
    do: Text | None
    bring: list[str] = Field(default=[])
    bring_later: list[ToBring] = Field(default=[])
    code: str = Field(default="", repr=False)
    timeline: list[Moment]
    notices: list[Notice]


class Progresses(Message):
    """Cases of one person, newest first, or the one of a code."""

    cases: list[Progress]
