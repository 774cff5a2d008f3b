"""Calls for help from a terminal, and staff who then help there.

Paths (all under /v1/help):
  POST /                HelpCall -> HelpTold: a unit calls; the same event_id is the same call
  GET  /                HelpCalls: the day's, newest first
  GET  /{id}            HelpTold: how a call stands
  POST /{id}/end        HelpEnd -> HelpTold: called off, or the visit is over
  POST /{id}/answer     HelpStep -> HelpTold: "I am coming"
  POST /{id}/code       HelpStep -> HelpTold: another code, for whoever answered
  POST /{id}/assist     AssistCheck -> {}: a member of staff stands at the unit and types the code
What staff then do is told by the unit: `assist.begun` and `assist.ended` (hall.contract.bodies).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique
from typing import Annotated

from pydantic import Field

from hall.contract.evaluations import StaffNumber
from hall.contract.messages import EventId, Message, UnitId

PageName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


@unique
class HelpState(StrEnum):
    """Where a call stands."""

    CALLING = "calling"
    COMING = "coming"
    ENDED = "ended"


class HelpCall(Message):
    """`page`: which page the citizen was on; never what was typed there."""

    event_id: EventId
    unit: UnitId
    page: PageName


class HelpTold(Message):
    """A call. `answered_by`: staff number or unit of who is coming, "" for nobody yet."""

    event_id: EventId
    unit: UnitId
    page: PageName
    state: HelpState
    at: datetime
    answered_by: str = ""
    answered_at: datetime | None = None
    ended_at: datetime | None = None


class HelpCalls(Message):
    """Newest first."""

    calls: list[HelpTold]


class HelpStep(Message):
    """A press of staff. `by`: staff number; without one, the clerk of the window whose token it is, else its unit."""

    event_id: EventId
    by: str = Field(default="", max_length=40)


class HelpEnd(Message):
    """The unit's own."""

    unit: UnitId


class AssistCheck(Message):
    """The code that the console showed to whoever answered: valid for two minutes and once."""

    event_id: EventId
    unit: UnitId
    staff: StaffNumber
    code: str = Field(pattern=r"^[0-9]{6}$", repr=False)
