"""Seals on notices (电子印章): what the hall asks its seal service, and where the pictures are.

Paths (under /v1, terminals, windows and staff):
  GET /seals/hall       the hall's own seal picture, a PNG in its data folder
  GET /seals/{sha256}   the picture that a service put to a notice (`Notice.seal`)
Refusals: `seal.noPicture` (there is none: leave the place of the seal empty), `seal.none`, `seal.away` (of sealing).
How the service is asked: hall.contract.outside, docs/adapters.md.
"""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime, Base64Bytes, ConfigDict, Field

from hall.contract.messages import EventId, Message, Sha256


class SealFacts(Message):
    """What is to be sealed, without a name: the service may show it and keep it."""

    hall: str
    kind: str
    """accepted, corrections, rejected or finished."""
    number: str
    """Of the notice."""
    item: str
    date: date


class SealRequest(Message):
    """`sha256`: of the notice's facts with the applicant (docs/adapters.md). The same `request_id` gets the same seal."""

    request_id: EventId
    sha256: Sha256
    facts: SealFacts


class SealAnswer(Message):
    """`sha256` as it was asked, `picture`: a PNG in base64, `seal_number`: of the seal's record at the service."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    seal_number: str = Field(min_length=1, max_length=80)
    sha256: Sha256
    sealed_at: AwareDatetime
    picture: Base64Bytes = Field(repr=False, max_length=400_000)
