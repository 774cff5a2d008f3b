"""Residents' codes (居民码, 电子身份码): whose one is, as a terminal asks the hall, and as the hall asks the service.

Path (under /v1, terminals alone):
  POST /residents/find   FindResident -> Resident
Refusals: `resident.none` (the hall has no such service), `resident.away` (it gave no usable answer), `resident.unknown`,
`resident.old` (made too long ago), `resident.used`, `resident.ended` (the person's document), `resident.guessing`.
Neither code nor answer is kept or logged. How the service is asked: hall.contract.outside, docs/adapters.md.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from hall.contract.messages import Message, Sha256

MOST: Final = 512
"""Characters of a code."""
PersonKind = Literal["resident", "J", "I", "Y"]
"""As on cards: resident ID card, residence permit (J), foreigners' permits (I of 2017, Y of 2023)."""
LastDay = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


class FindResident(Message):
    """The code as the scanner read it."""

    code: str = Field(min_length=1, max_length=MOST, repr=False)


class Resident(Message):
    """Whose it is. `valid_to`: last day of the person's document, "" for one that does not end."""

    kind: PersonKind
    name: str = Field(min_length=1, max_length=120, repr=False)
    id_number: str = Field(min_length=1, max_length=40, repr=False)
    valid_to: LastDay = ""


class ResidentAnswer(Message):
    """The service's answer to FindResident: names it may add are passed over.

    `sha256`: of the code's UTF-8, so that an answer is about this code. `made_at`, `resident`: when the phone made it, and
    whose it is; both belong to one that is known. `used`: it said who somebody is before.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    state: Literal["known", "unknown", "used"]
    sha256: Sha256
    made_at: AwareDatetime | None = None
    resident: Resident | None = None
