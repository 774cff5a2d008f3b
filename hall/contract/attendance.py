"""Attendance from staff cards (考勤): what a unit tells of a punch, what a supervisor enters, what is read.

GET  /attendance?date=                 Presence: who is in the house
GET  /attendance.csv?month=            the month's sheet as a file
POST /attendance/entries               EntryRequest -> EntryTold: a missing punch, leave, business elsewhere, …
POST /attendance/entries/{id}/withdraw WithdrawRequest -> {}
POST /attendance/badges                BadgeRequest -> {}: whose card it is
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from hall.contract.messages import CallRequest, EventId, Message
from hall.domain.attendance.words import Kind, Mark, Way

REASON_MOST: Final = 200
Badge = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,32}$", repr=False)]
Staff = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Reason = Annotated[str, Field(min_length=1, max_length=REASON_MOST, repr=False)]
Method = Literal["card", "pin", "face", "finger", "import", "unknown"]


class PunchedBody(Message):
    """`attendance.punched`: `terminal`, `number`: the machine's name and the record's number in it, 0 for none.

    `drift_s`: how far the machine's clock was ahead when it was read, None where that is not known.
    `missing`: records of the machine that were lost before this one.
    """

    badge: Badge
    punched_at: AwareDatetime
    way: Way = Way.UNKNOWN
    terminal: str = Field(default="", max_length=40)
    method: Method = "unknown"
    number: int = Field(default=0, ge=0, lt=10**15)
    drift_s: int | None = Field(default=None, ge=-(10**10), le=10**10)
    missing: int = Field(default=0, ge=0, lt=10**15)


class Here(Message):
    """A clerk today. `since`: of the last coming or going. `expected`: on this day at all."""

    clerk: Staff
    here: bool
    expected: bool
    since: AwareDatetime | None = None
    marks: dict[Mark, int] = Field(default={})


class Presence(Message):
    """Who is in the house; `unknown`: cards of the day that nobody is known to hold."""

    date: Date
    clerks: list[Here]
    unknown: int = 0


class EntryRequest(CallRequest):
    """What a supervisor enters of a clerk's day. `event_id` becomes the entry's own id.

    PUNCH: `begin` and `way`. VOID: `punch`, the record that does not count. The others: `begin`, `end`, up to `until`.
    """

    clerk: Staff
    kind: Kind
    date: Date
    until: Date | Literal[""] = ""
    begin: Clock | Literal[""] = ""
    end: Clock | Literal["24:00", ""] = ""
    way: Way = Way.UNKNOWN
    punch: EventId | Literal[""] = ""
    reason: Reason
    by: str = Field(default="", max_length=40)


class EntryTold(Message):
    """What stands in the book now."""

    id: EventId


class WithdrawRequest(CallRequest):
    """An entry was wrong: it stays in the book, and counts no more."""

    reason: Reason
    by: str = Field(default="", max_length=40)


class BadgeRequest(CallRequest):
    """Whose card it is: `badge` as it stands in the list of unknown cards."""

    badge: str = Field(pattern=r"^[0-9a-f]{64}$", repr=False)
    clerk: Staff
    by: str = Field(default="", max_length=40)
