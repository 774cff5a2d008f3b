"""What staff are asked to do about the windows, each with one press (潮汐窗口、AB 岗、到点关窗).

Paths (all under /v1):
  GET  /tides                   Tides: what is proposed or told now, and what was decided today
  POST /tides/{id}/accept       AcceptRequest -> Tide: it is done, in the same commit as the log of it
  POST /tides/{id}/dismiss      DismissRequest -> Tide
Refusals: `tide.unknown`, `tide.over` (decided, by whom), `tide.onlyTold` (nothing to press), those of the windows' verbs.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique

from pydantic import Field

from hall.contract.messages import CallRequest, Message, ServiceId, Text
from hall.domain.queue.tide import Kind


@unique
class TideState(StrEnum):
    """OPEN: waits for a press; GONE: was over before anybody pressed."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    GONE = "gone"


class AcceptRequest(CallRequest):
    """`by`: who says so."""

    by: str = Field(default="", max_length=40)


class DismissRequest(CallRequest):
    """`reason` is kept with the proposal."""

    by: str = Field(default="", max_length=40)
    reason: str = Field(min_length=1, max_length=100)


class Effect(Message):
    """People waiting for the service and the longest wait of them, when it was accepted and half an hour later."""

    waiting: int
    longest_min: int
    after_waiting: int | None = None
    after_longest_min: int | None = None


class Tide(Message):
    """`text`: what it says to staff. `since`: of what it is about; `served`: calls beyond the window's hours."""

    id: str
    kind: Kind
    state: TideState
    text: Text
    window: int | None
    service: ServiceId | None
    since: datetime
    made: datetime
    may_accept: bool
    decided: datetime | None = None
    by: str = ""
    reason: str = ""
    effect: Effect | None = None
    served: int | None = None


class Tides(Message):
    """`open`: oldest first. `past`: of today, newest first."""

    open: list[Tide]
    past: list[Tide]
