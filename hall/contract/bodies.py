"""What a `Transaction.body` holds, per kind. Unknown fields are refused; personal fields stay out of `repr`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from hall.contract.messages import EventId, Message, PaperState, ServiceId

ServiceDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
CaseNumber = Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
KINDS = ("ticket.issued", "ticket.paper", "application.submitted")


class TicketIssuedBody(Message):
    """`ticket.issued`: a number printed offline. The transaction's event_id is the ticket's own."""

    number: str = Field(max_length=20)
    service: ServiceId
    date: ServiceDate
    issued_at: AwareDatetime
    identity: str = Field(default="", max_length=128, repr=False)
    lease_id: str = Field(max_length=64)
    paper: PaperState


class TicketPaperBody(Message):
    """`ticket.paper`: what became of the paper. `void`: it never came out and the citizen gave up the place."""

    ticket: EventId
    number: str = Field(max_length=20)
    paper: PaperState
    void: bool = False


class Applicant(Message):
    """Who applies, as the card says. `kind`: resident, J, I or Y."""

    kind: str = Field(max_length=20)
    name: str = Field(min_length=1, max_length=120, repr=False)
    id_number: str = Field(min_length=1, max_length=40, repr=False)
    sex: str = Field(default="", max_length=20, repr=False)
    birth: str = Field(default="", max_length=20, repr=False)
    address: str = Field(default="", max_length=300, repr=False)
    valid_to: str = Field(default="", max_length=20, repr=False)


class ApplicationBody(Message):
    """`application.submitted`: `number` is the case number the unit made and printed."""

    number: CaseNumber
    item: ServiceId
    applicant: Applicant
    phone: str = Field(max_length=40, repr=False)
    answers: dict[str, str] = Field(default={}, repr=False)
    submitted_at: AwareDatetime
