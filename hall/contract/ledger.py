"""The ledger (台账): what citizens told the hall, bad reviews, the steps staff take, and by when each is due.

Paths (all under /v1, staff alone, but for `explain` and `appeal`, which a window may send about its own reviews):
  GET  /ledger?open=&kind=&light=&window=&clerk=
                                Ledger: what somebody owes first, by deadline; `open=false` has the closed ones too
  GET  /ledger/{number}         EntryTold
  POST /ledger/{number}/verify  ResultStep (clear, complex, groundless) -> EntryTold; each press counts once
  POST /ledger/{number}/assign  AssignStep -> EntryTold
  POST /ledger/{number}/rectify AnswerStep -> EntryTold
  POST /ledger/{number}/answer  AnswerStep -> EntryTold
  POST /ledger/{number}/call_back ResultStep (satisfied, unsatisfied, unreached, no_contact) -> EntryTold
  POST /ledger/{number}/explain AnswerStep -> EntryTold
  POST /ledger/{number}/appeal  ResultStep (mistaken, malicious) -> EntryTold
  POST /ledger/{number}/judge   ResultStep (upheld, mistaken, malicious) -> EntryTold
  POST /ledger/{number}/close   LedgerStep -> EntryTold
  POST /ledger/{number}/look_up LedgerStep -> Reach: who told it and how to reach them; a step like the others
Which verb may come when: `hall.domain.ledger.ways`. Refusals: `ledger.unknown`, `ledger.closed`, `ledger.notNow`,
`ledger.once`, `ledger.notAnswered`, `ledger.notCalledBack`, `ledger.unsigned`, `ledger.ownService`,
`ledger.ownAppeal`, `ledger.nobody`, `ledger.noResult`, `ledger.noWords`.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from hall.contract.evaluations import Source
from hall.contract.messages import EventId, Message
from hall.domain.cases.lights import Light
from hall.domain.ledger.entry import Kind, Result, State, Verb

LONGEST_ANSWER = 500


class LedgerStep(Message):
    """`by`: who signs it; "" is the unit whose token it is. `text`: a remark that stays with the step."""

    event_id: EventId
    by: str = Field(default="", max_length=40)
    text: str = Field(default="", max_length=200, repr=False)


class AssignStep(LedgerStep):
    """`to`: a person or a department."""

    to: str = Field(default="", max_length=60)


class AnswerStep(LedgerStep):
    """`text`: what the citizen is told, what was done, or how it went."""

    text: str = Field(default="", max_length=LONGEST_ANSWER, repr=False)


class ResultStep(LedgerStep):
    """`result`: what came of it. `text`: the findings, the grounds, or what was said."""

    result: Result
    text: str = Field(default="", max_length=LONGEST_ANSWER, repr=False)


class StepTold(Message):
    """A step as it was signed. `token`: unit of the token it came with, "" in a hall without tokens."""

    verb: Verb
    at: datetime
    by: str
    to: str = ""
    text: str = Field(default="", repr=False)
    result: str = ""
    token: str = ""


class StageTold(Message):
    """A state with its last day. `until` None: it still stands so. `late`: working days beyond, 0 in time."""

    state: State
    since: datetime
    until: datetime | None
    due: date
    late: int


class Reviewed(Message):
    """The evaluation that an order is about. `visit`: number of ticket or case.

    `window` 0, `clerk`, `department` "": not known.
    """

    stars: int | None
    tags: tuple[str, ...]
    words: str = Field(repr=False)
    source: Source
    given_at: datetime
    window: int
    clerk: str
    service: str
    item: str
    visit: str
    department: str = ""


class EntryInfo(Message):
    """One line of the ledger. `left`: working days; below 0 overdue. `review`: of what was evaluated badly, else None."""

    number: str
    kind: Kind
    state: State
    unit: str
    submitted_at: datetime
    due: date
    left: int
    light: Light
    assignee: str
    begins: str = Field(repr=False)
    """The first of its words."""
    review: Reviewed | None = None
    reminders: int = 0
    """How often somebody was reminded of it; `reminded_at`: the last time."""
    reminded_at: datetime | None = None


class EntryTold(EntryInfo):
    """`reach`: phone, card or "" for nobody to answer. `name`, `phone`: masked. `verdict`: of an appeal, "" for none.

    `broken_at`: the first step that is not as it was written; None when all are.
    """

    words: str = Field(repr=False)
    reach: str
    name: str
    phone: str
    steps: list[StepTold]
    stages: list[StageTold]
    verbs: list[Verb]
    verdict: str = ""
    broken_at: int | None


class Reach(Message):
    """Who told it, in full, for whoever is to answer."""

    name: str = Field(repr=False)
    phone: str = Field(repr=False)


class Ledger(Message):
    """Entries; `overdue`: how many of those asked for are beyond their day."""

    entries: list[EntryInfo]
    overdue: int


class Load(Message):
    """Open reviews of one clerk's services at one window, or of a department's (`window` 0, `clerk` "")."""

    clerk: str
    window: int
    department: str
    open: int
    red: int
    yellow: int
