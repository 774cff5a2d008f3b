"""Supervision (督办): lights of windows, warnings and what is done about them, announced closings.

Paths (all under /v1):
  GET  /supervision                         Supervision: staff and supervisors
  POST /supervision/warnings/{id}/urge      WarningAct -> WarningTold (words needed); each press counts once
  POST /supervision/warnings/{id}/explain   WarningAct -> WarningTold (words needed); a window's token: its own window's
  POST /supervision/warnings/{id}/excuse    WarningAct -> WarningTold (words needed)
  POST /supervision/warnings/{id}/confirm   WarningAct -> WarningTold
  POST /supervision/closings                ClosingWish -> ClosingTold; a window's token: its own window's
  POST /supervision/closings/{id}/withdraw  WarningAct -> ClosingTold; a window's token: its own window's
Urging, excusing and confirming are a supervisor's. Refusals: `warning.unknown`, `warning.settled`,
`warning.unsigned`, `warning.noWords`, `warning.own`, `closing.unknown`, `closing.unsigned`, `closing.times`,
`window.unknown`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from hall.contract.messages import EventId, Message, Text
from hall.domain.cases.lights import Light
from hall.domain.queue.desk import Presence
from hall.domain.supervision.life import State, Verb
from hall.domain.supervision.rules import Kind

LONGEST_WORDS = 300
LONGEST_REASON = 100
HallMinute = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$")]
"""A minute by the hall's clock, as a browser's field of date and time gives it."""


class WarningAct(Message):
    """`by`: who signs it; "" is the unit whose token it is. `words`: what was said with it."""

    event_id: EventId
    by: str = Field(default="", max_length=40)
    words: str = Field(default="", max_length=LONGEST_WORDS, repr=False)


class ClosingWish(Message):
    """`screens`: whether the hall's screens tell it."""

    event_id: EventId
    window: int = Field(ge=1, le=999)
    begin: HallMinute
    end: HallMinute
    reason: str = Field(min_length=1, max_length=LONGEST_REASON)
    by: str = Field(default="", max_length=40)
    screens: Literal["yes", "no"] = "yes"


class Reason(Message):
    """Why a light is not green. `since`: when it began to be so."""

    kind: Kind
    light: Light
    text: Text
    since: datetime


class WindowLight(Message):
    """`light`: green at work, none closed and may be. `closing`: one that is on now."""

    number: int
    name: Text
    light: Light
    presence: Presence
    clerk: str
    waiting: int
    since: datetime | None
    reasons: list[Reason]
    closing: str = ""


class CaseLights(Message):
    """Open cases by light; `none`: the clock stands."""

    red: int
    yellow: int
    green: int
    none: int


class WarningStep(Message):
    """A step as it was signed. `token`: unit of the token it came with, "" in a hall without tokens."""

    verb: Verb
    at: datetime
    by: str
    words: str = Field(default="", repr=False)
    token: str = ""


class WarningTold(Message):
    """`light`: the worst it was. `over` None: its cause stands. `verbs`: what may be done."""

    id: str
    kind: Kind
    light: Light
    state: State
    name: Text
    text: Text
    about: str
    window: int | None
    clerk: str
    since: datetime
    raised: datetime
    red: datetime | None
    over: datetime | None
    verbs: list[Verb]
    steps: list[WarningStep]


class ClosingTold(Message):
    """An announced closing. `withdrawn`: since when it is none."""

    id: str
    window: int
    begin: datetime
    end: datetime
    reason: str
    by: str
    screens: bool
    withdrawn: datetime | None = None


class Supervision(Message):
    """`warnings`: what needs somebody, red first, then the oldest; `more`: so many beyond those.

    `closings`: what is announced and not over.
    """

    at: datetime
    windows: list[WindowLight]
    cases: CaseLights
    warnings: list[WarningTold]
    more: int
    closings: list[ClosingTold]
