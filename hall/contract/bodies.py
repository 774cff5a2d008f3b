"""What a `Transaction.body` holds, per kind. Unknown fields are refused; personal fields stay out of `repr`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, field_validator

from hall.contract.evaluations import AssistedBy, Evaluation, StaffNumber
from hall.contract.filing import Handed, Key
from hall.contract.messages import EventId, Message, PaperState, ServiceId, Sha256
from hall.domain.ledger.entry import TOLD, WORDS_MOST, Kind
from hall.domain.queue.locally import LocalOutcome

ServiceDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
CaseNumber = Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
KINDS = (
    "ticket.issued",
    "ticket.paper",
    "application.submitted",
    "ticket.called_locally",
    "ticket.rated",
    "ledger.submitted",
    "parcel.moved",
    "assist.begun",
    "assist.ended",
    "paper.answered",
    "ticket.phone",
    "attendance.punched",
)


class TicketIssuedBody(Message):
    """`ticket.issued`: a number printed offline. The transaction's event_id is the ticket's own."""

    number: str = Field(max_length=20)
    service: ServiceId
    date: ServiceDate
    issued_at: AwareDatetime
    identity: str = Field(default="", max_length=128, repr=False)
    lease_id: str = Field(max_length=64)
    paper: PaperState
    group: ServiceId | Literal[""] = ""


class TicketPaperBody(Message):
    """`ticket.paper`: what became of the paper. `void`: it never came out and the citizen gave up the place."""

    ticket: EventId
    number: str = Field(max_length=20)
    paper: PaperState
    void: bool = False


class CalledLocallyBody(Message):
    """`ticket.called_locally`: a window called it while the server was away. `ended_at` None: still there."""

    ticket: EventId
    number: str = Field(max_length=20)
    window: int = Field(ge=1, le=999)
    called_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    outcome: LocalOutcome


class RatedBody(Evaluation):
    """`ticket.rated`: as `Rating`; the transaction's event_id is the rating's own. `window` 0: the unit does not know it."""

    ticket: EventId
    window: int = Field(default=0, ge=0, le=999)


class AssistBegunBody(Message):
    """`assist.begun`: a member of staff helps at this unit from now on; the transaction's event_id names it.

    `how`: by a one-time code of the call that was answered, or by the staff card. `call`: "" for none.
    """

    staff: StaffNumber
    how: Literal["code", "card"]
    call: str = Field(default="", max_length=64, pattern=r"^[A-Za-z0-9_-]*$")
    begun_at: AwareDatetime


class AssistEndedBody(Message):
    """`assist.ended`: the visit is over. `assist`: event_id of its `assist.begun`."""

    assist: EventId
    ended_at: AwareDatetime


class Applicant(Message):
    """Who applies, as the card says, or a resident's code (`by_code`). `kind`: resident, J, I or Y."""

    kind: str = Field(max_length=20)
    name: str = Field(min_length=1, max_length=120, repr=False)
    id_number: str = Field(min_length=1, max_length=40, repr=False)
    sex: str = Field(default="", max_length=20, repr=False)
    birth: str = Field(default="", max_length=20, repr=False)
    address: str = Field(default="", max_length=300, repr=False)
    valid_to: str = Field(default="", max_length=20, repr=False)
    by_code: bool = False


class ApplicationBody(Message):
    """`application.submitted`: `number` is the case number the unit made and printed.

    `applicant`: whose matter it is; `agent`: who stood at the terminal for them, None for the applicant.
    `guide_version`: of the guide that asked. `answers`: by question; "unsure" for "I do not know", "" for left out.
    `signature`: a PNG among the attachments, "" for none; `signed`: SHA-256 of the text it was put under.
    """

    number: CaseNumber
    item: ServiceId
    applicant: Applicant
    agent: Applicant | None = None
    phone: str = Field(max_length=40, repr=False)
    guide_version: str = Field(default="", max_length=40)
    situation: Key | Literal[""] = ""
    answers: dict[str, str] = Field(default={}, repr=False)
    materials: tuple[Handed, ...] = Field(default=(), max_length=40)
    committed: bool = False
    signature: Sha256 | Literal[""] = ""
    signed: Sha256 | Literal[""] = ""
    assisted_by: AssistedBy = ""
    submitted_at: AwareDatetime


class ParcelMovedBody(Message):
    """`parcel.moved`: what a locker's unit saw at a door. `how`: known by code or card, or of whom nobody knows.

    `signature`: a PNG among the attachments, "" for none: then `how` says what stands in its place.
    """

    parcel: EventId
    door: int = Field(ge=1, le=64)
    what: Literal["laid_in", "taken", "taken_back", "doubt"]
    how: Annotated[str, Field(max_length=40, pattern=r"^[a-z.]*$")]
    signature: Sha256 | Literal[""] = ""
    at: AwareDatetime


class LedgerBody(Message):
    """`ledger.submitted`: something told to the hall. `number` and `due` are on the receipt: the hall is held to them.

    Who wants an answer left a phone number or a card; most leave neither.
    """

    number: CaseNumber
    kind: Kind
    words: str = Field(min_length=1, max_length=WORDS_MOST, repr=False)
    applicant: Applicant | None = None
    phone: str = Field(default="", max_length=40, repr=False)
    due: ServiceDate
    assisted_by: AssistedBy = ""
    submitted_at: AwareDatetime

    @field_validator("kind")
    @classmethod
    def _told(cls, kind: Kind) -> Kind:
        if kind not in TOLD:
            raise ValueError("this kind is opened by the server alone")
        return kind
