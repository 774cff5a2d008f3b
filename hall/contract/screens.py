"""What screens, phones and units tell the server, and what the hall tells everybody."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique

from pydantic import Field

from hall.contract.evaluations import Evaluation
from hall.contract.messages import EventId, Message, Notice, ServiceId, Text, UnitId, WaitRange
from hall.domain.queue.ticket import TicketState


class Acks(Message):
    """Calls (feed seqs) that a display has painted, and has spoken to their end. Repeats count once."""

    unit: UnitId
    shown: list[int] = Field(default=[], max_length=200)
    spoken: list[int] = Field(default=[], max_length=200)


class Ack(Message):
    """A call, and where it was first shown and spoken; None: nowhere yet."""

    seq: int
    number: str
    window: int
    at: datetime
    shown_at: datetime | None = None
    shown_by: str = ""
    spoken_at: datetime | None = None
    spoken_by: str = ""


class Calls(Message):
    """The day's latest calls, newest first, at most 20."""

    calls: list[Ack]


class Coming(Message):
    """Whom a window will call next, if nobody comes, goes or opens meanwhile. Windows that do the same call the same people."""

    window: int
    numbers: list[str]


class Notices(Message):
    """Oldest first."""

    notices: list[Notice]


@unique
class Level(StrEnum):
    """How a part of a unit is. LOW: works, and staff should come before citizens notice."""

    OK = "ok"
    LOW = "low"
    OUT = "out"


class Part(Message):
    """A device of a unit. `code`: of drivers.codes or of the unit's own problems, "" when all is well."""

    name: str = Field(max_length=40)
    level: Level
    code: str = Field(default="", max_length=60)


class UnitStatus(Message):
    """How a unit is; sent when it changes and every 30 s. Silence of 90 s is shown as away."""

    unit: UnitId
    parts: list[Part] = Field(default=[], max_length=40)
    backlog: int = Field(default=0, ge=0)
    """Transactions that wait for the server."""


class PartSeen(Part):
    """`since`: when it was first told to be as it is now."""

    since: datetime


class UnitSeen(Message):
    """A unit as staff see it. `at`: the last word from it, None for never; `away`: too long ago."""

    unit: UnitId
    place: Text
    at: datetime | None
    away: bool
    parts: list[PartSeen] = Field(default=[])
    backlog: int = 0


class Units(Message):
    """Every unit of the hall file, in its order."""

    units: list[UnitSeen]


class Position(Message):
    """A ticket as its holder's phone sees it. `windows`: where it may be called; `window`: where it is."""

    number: str
    service: ServiceId
    state: TicketState
    ahead: int
    wait: WaitRange | None
    windows: list[int]
    window: int | None
    at: datetime


class Rating(Evaluation):
    """One evaluation of one visit."""

    event_id: EventId
    window: int
