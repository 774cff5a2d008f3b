"""Requests, replies and feed events, version 1. JSON over HTTP; times are RFC 3339 in UTC.

Paths (all under /v1):
  GET  /hall                    HallInfo: services, windows, items, server_epoch, lease key
  GET  /board                   BoardState as of `last_seq`
  GET  /board/next?window=N     Coming (hall.contract.screens): the numbers that a window will call next
  GET  /feed?after=N            server-sent events, `id:` = seq, `event:` = kind, `data:` = FeedEvent;
                                `Last-Event-ID` resumes too; a comment line every 5 s keeps it alive
  POST /tickets                 TicketRequest -> Ticket (the same event_id gets the same ticket)
  GET  /tickets                 {"tickets": [Ticket...]} of a service date (?date=)
  POST /windows/{number}/{verb} a verb's request -> CallReply (see below); each press counts once
  GET  /windows/{number}        WindowState: who is there, who waits, who it holds; …/paper: its pad (hall.contract.papers)
  GET  /tickets/{id}/why        {"before": [Overtaken...]}: who was called before an earlier place, and why
  POST /tickets/{id}/return, …/cancel   CallRequest -> Ticket (after a missed call or a rest; the place is given up)
  /appointments                 bookings (hall.contract.appointments)
  /tides                        what staff are asked to do: windows, substitutes (hall.contract.tides)
  /ledger                       suggestions, complaints, what could not be done (hall.contract.ledger)
  POST /leases, /transactions   LeaseRequest -> LeaseReply; Intake -> IntakeReply, an outcome per item
  /cases                        applications and what becomes of them (hall.contract.cases)
  /licences, /seals, /residents services of others: hall.contract.licences, .seals, .residents (whose a code is)
  /lockers, /parcels, /units/{unit}/parcels   pick-up lockers (hall.contract.pickup)
  HEAD/PATCH /attachments/{sha256}   resumable upload: Upload-Offset headers, 256 KiB chunks
  POST /acks                    Acks -> {} (hall.contract.screens): calls shown and spoken
  GET  /calls                   Calls: the day's latest, with where each was first shown and spoken
  PUT  /units/{unit}            UnitStatus -> {}; GET /units -> Units: how each unit is
  GET  /tickets/{id}/position   Position: as the holder's phone sees it
  GET/PUT/DELETE /notices[/{id}]  Notices / Notice: what the hall tells everybody
  POST /tickets/{id}/rating     Rating -> {}: one evaluation per ticket
  POST /visits/find, /visits/{id}/link  what can be evaluated, and by which link (hall.contract.evaluations)
  /attendance                   staff cards (hall.contract.attendance)
  /help                         calls for staff from a unit, and their help there (hall.contract.help_calls)
  GET  /statistics?from=&to=&by=  Statistics (hall.contract.statistics) of service dates
  GET  /statistics.csv, /statistics/tickets.csv  the same table, and every ticket, as files
  GET  /health                  {"ok": true, "server_epoch": ..., "version": ...}
Verbs of a window (`hall.contract.windows`): call (CallNext), recall, start, finish, no_show, undo, close (CallRequest), hold (HoldRequest),
resume (ResumeRequest), transfer (TransferRequest), item (ItemRequest), open (OpenRequest), pause (PauseRequest), services (LendRequest).
Every error is a `Problem` with a 4xx/5xx status; unknown fields are refused (422).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from hall.domain.queue.desk import Presence
from hall.domain.queue.order import Why
from hall.domain.queue.ticket import TicketState

VERSION = 1
EventId = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
ServiceId = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
UnitId = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Note = Annotated[str, Field(max_length=200, repr=False)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Message(BaseModel):
    """Frozen, and strict about names: a misspelt field is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Message):
    """A text in both languages."""

    zh: str
    en: str


class WaitRange(Message):
    """Minutes until a call, eight times of ten. The paper says "10-20 minutes"."""

    low_min: int
    high_min: int


class OwnTicket(Message):
    """What the paper of the asker's own waiting ticket says. No id in it: nothing can be done with it."""

    number: str
    service: ServiceId
    ahead: int = 0


class Problem(Message):
    """What went wrong, why, and what to do; `code` is dotted and stable.

    `ticket`: only with `ticket.alreadyWaiting`, the ticket that the same person has. Left out otherwise.
    """

    code: str
    what: Text
    do: Text
    detail: str = ""
    ticket: OwnTicket | None = None


@unique
class PaperState(StrEnum):
    """What became of the ticket's paper."""

    RESERVED = "reserved"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REPRINTED = "reprinted"


class ServiceInfo(Message):
    """A business the hall does. `waiting` people now; windows that serve it; None: nobody knows how long it takes.

    `closed`: why no number of it can be taken now and when again, None while it can. `left`: numbers left of
    a day that has a cap. `category`: under what it is found on the ticket screen, None: at once.
    """

    id: ServiceId
    name: Text
    category: Text | None = None
    prefix: str
    windows: list[int]
    waiting: int = 0
    wait: WaitRange | None = None
    closed: Text | None = None
    left: int | None = None


class GroupInfo(Message):
    """People who may go first."""

    id: ServiceId
    name: Text


class ItemInfo(Message):
    """A matter (事项) to apply for at the terminal. `materials`: what to bring (一次性告知). `identify`: who one is by."""

    id: ServiceId
    name: Text
    service: ServiceId
    promise_days: int
    materials: list[Text] = []
    identify: Literal["card", "code"] = "code"


class WindowInfo(Message):
    """A window and the ticket it serves now ("" for none). `services`: of today, with those lent to it."""

    number: int
    name: Text
    services: list[ServiceId]
    current: str = ""
    presence: Presence = Presence.CLOSED
    pause: str = ""


class HallInfo(Message):
    """The catalogue. `lease_key`: Ed25519 public key, hex, that signs leases. `residents`: their codes say who they are."""

    version: int = VERSION
    server_epoch: str
    name: Text
    services: list[ServiceInfo]
    items: list[ItemInfo]
    windows: list[WindowInfo]
    lease_key: str
    groups: list[GroupInfo] = []
    residents: bool = False


class TicketRequest(Message):
    """Ask for a number. `identity`: keyed hash, one person one waiting ticket per service; "" anonymous.

    `group`: whose right it is to go first, one of the hall's groups; "" for everybody else.
    `appointment`: the code of a booking that is taken up now, "" for none.
    """

    event_id: EventId
    service: ServiceId
    unit: UnitId
    identity: str = ""
    group: ServiceId | Literal[""] = ""
    appointment: str = Field(default="", max_length=40, pattern=r"^[A-Za-z0-9-]*$")


class Ticket(Message):
    """A place in the queue. `number` as printed: A012, offline A2-015."""

    event_id: EventId
    number: str
    service: ServiceId
    date: str
    state: TicketState
    paper: PaperState
    issued_at: datetime
    ahead: int = 0
    window: int | None = None
    unit: UnitId = "server"
    group: str = ""
    note: str = ""
    items: list[str] = []
    wait: WaitRange | None = None
    """As it was told when the number was taken."""
    remark: Text | None = None
    """What its holder has to know: an appointment that came too late is a walk-in's place."""


class CallRequest(Message):
    """A clerk's verb, once per event_id.

    `expects`: the ticket that the clerk sees at the window, "" for none. Another one there is not touched
    (`ticket.notThisOne`). None: not looked at.
    """

    event_id: EventId
    expects: EventId | Literal[""] | None = None


class CallReply(Message):
    """The ticket concerned; None when nobody waits. `seq`: the feed event it became (0 for none)."""

    ticket: Ticket | None
    seq: int = 0


class LeaseRequest(Message):
    """Ask for numbers to hand out offline. `mark`: the unit's own digit(s), unique in the hall.

    `incarnation`: made at random with the unit's data folder. Another one means that the folder was
    lost, and with it the count of what was handed out: such a unit gets only numbers never lent before.
    """

    unit: UnitId
    mark: str = Field(pattern=r"^[1-9][0-9]?$")
    service: ServiceId
    used_upto: int = Field(ge=0, default=0)
    incarnation: str = Field(default="", max_length=64, pattern=r"^[A-Za-z0-9_-]*$")


class Lease(Message):
    """Numbers first..last of (service date, prefix, mark). Printed as prefix+mark-NNN.

    `signature`: Ed25519 over `signed_text()`, hex.
    """

    lease_id: str
    unit: UnitId
    mark: str
    service: ServiceId
    prefix: str
    date: str
    first: int
    last: int
    server_epoch: str
    signature: str

    def signed_text(self) -> bytes:
        """The exact bytes under the signature."""
        parts = (self.lease_id, self.unit, self.mark, self.service, self.prefix, self.date)
        return "|".join((*parts, str(self.first), str(self.last), self.server_epoch)).encode()


class LeaseReply(Message):
    """Leases for today and tomorrow."""

    leases: list[Lease]


class Transaction(Message):
    """What a citizen did. `stream`: order holds within one (unit + subject).

    kinds: ticket.issued (offline), ticket.paper, application.submitted, ticket.called_locally, ticket.rated,
    ledger.submitted, assist.begun, assist.ended, paper.answered, ticket.phone, attendance.punched
    """

    event_id: EventId
    kind: str = Field(pattern=r"^[a-z]+(\.[a-z_]+)+$")
    stream: str = Field(min_length=1, max_length=80)
    occurred_at: datetime
    body: dict[str, Any] = Field(repr=False)
    attachments: list[Sha256] = []


class Intake(Message):
    """A batch from one unit, at most 100 items, oldest first."""

    unit: UnitId
    items: list[Transaction] = Field(max_length=100)


@unique
class Outcome(StrEnum):
    """What the server did with one item."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    NEED_ATTACHMENT = "need_attachment"


class ItemReply(Message):
    """`result` is the first answer, also for a duplicate."""

    event_id: str
    outcome: Outcome
    result: dict[str, Any] = {}
    reason: str = ""
    missing: list[Sha256] = []


class IntakeReply(Message):
    """A changed `server_epoch` (restored from backup) makes the unit send its retained window again."""

    server_epoch: str
    server_time: datetime
    items: list[ItemReply]


class CaseInfo(Message):
    """An application the server has; the applicant is masked."""

    number: str
    event_id: str
    item: str
    applicant: str
    phone: str
    unit: str
    submitted_at: datetime
    attachments: list[Sha256] = []
    missing: list[Sha256] = []
    """Files that the server still waits for."""


class Call(Message):
    """A number shown on the boards."""

    seq: int
    number: str
    window: int
    at: datetime
    recall: bool = False


@unique
class NoticeKind(StrEnum):
    """An emergency fills every screen and stops the voice; a notice has its place on the boards."""

    NOTICE = "notice"
    EMERGENCY = "emergency"


class Notice(Message):
    """Something the hall tells everybody. `until` None: until it is taken down."""

    id: EventId
    kind: NoticeKind = NoticeKind.NOTICE
    title: Text
    body: Text = Text(zh="", en="")
    since: AwareDatetime
    until: AwareDatetime | None = None


class BoardState(Message):
    """All that a board shows, as of feed event `last_seq`."""

    server_epoch: str
    last_seq: int
    at: datetime
    services: list[ServiceInfo]
    windows: list[WindowInfo]
    calls: list[Call]
    """Newest first, at most 20."""
    missed: list[str] = []
    """Numbers that were called and did not come, newest first, at most 20; they may come back."""
    notices: list[Notice] = []
    """Those of now, oldest first; an emergency among them fills the screen."""


class FeedEvent(Message):
    """One step of the hall's day.

    kinds: ticket. issued, called, recalled, started, done, no_show, held, resumed, transferred, returned,
    item_added, void; undone: back (at the window again), taken_back (its call did not happen);
    window. opened, paused, closed, services (no number), and these with `_undone`;
    hall. notices (no number, no window): those of the board have changed, read it anew.
    ticket.called_alone: a window called while the server was away, `at` its own time; nobody announces it again.
    `waiting`: people waiting per service after the step. `why`: of a call.
    """

    seq: int
    kind: str
    at: datetime
    number: str
    service: str
    window: int | None = None
    waiting: dict[str, int]
    why: Why | None = None
