"""What a clerk asks for at a window, and what is told of it."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from hall.contract.messages import CallRequest, EventId, Message, Note, ServiceId, Ticket
from hall.domain.queue.desk import Presence
from hall.domain.queue.order import Why
from hall.domain.queue.ticket import Hold


class CallNext(CallRequest):
    """Call the next ticket, or the one named."""

    ticket: EventId | None = None


class HoldRequest(CallRequest):
    """The case rests. `note` is for the clerk who goes on with it."""

    kind: Hold
    note: Note = ""


class ResumeRequest(CallRequest):
    """Go on with a held ticket."""

    ticket: EventId


class TransferRequest(CallRequest):
    """Pass the ticket on: to a service, or to one window."""

    service: ServiceId | None = None
    window: int | None = None
    note: Note = ""


class ItemRequest(CallRequest):
    """A related matter, done in the same visit."""

    item: ServiceId


class OpenRequest(CallRequest):
    """A clerk begins, or goes on after a pause. `stands_in_for`: whose window it is (AB 岗)."""

    clerk: str = Field(default="", max_length=40)
    stands_in_for: str = Field(default="", max_length=40)


class PauseRequest(CallRequest):
    """The window rests; `reason` is shown to those who wait."""

    reason: str = Field(min_length=1, max_length=40)


class LendRequest(CallRequest):
    """What the window serves from now on today."""

    services: list[ServiceId] = Field(min_length=1, max_length=99)


class WindowState(Message):
    """A window as its clerk sees it. `line`: who waits for it, next first; `held`: cases it rests.

    `current` of a closed window: called before midnight and still there; it can only be finished.
    """

    number: int
    presence: Presence
    pause: str = ""
    clerk: str = ""
    stands_in_for: str = ""
    services: list[ServiceId]
    current: Ticket | None = None
    line: list[Ticket]
    held: list[Ticket]


class Overtaken(Message):
    """A call that went before an earlier place. `group`: of those who may, if that is why."""

    number: str
    window: int
    at: datetime
    why: Why
    group: str = ""


class Before(Message):
    """Why others were before a ticket, oldest call first."""

    number: str
    before: list[Overtaken]
