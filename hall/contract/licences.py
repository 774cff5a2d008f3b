"""Electronic licences (电子证照): what a terminal asks the hall, and what the hall asks the licence service.

Path (under /v1, terminals alone):
  POST /licences/find   FindLicences -> Licences: those that were found and still hold, by kind
Refusals: `licence.none` (the hall has no such service), `licence.away` (it gave no usable answer): scan the paper.
Nothing of it is kept or logged. How the service is asked: hall.contract.outside, docs/adapters.md.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from hall.contract.messages import Message

LicenceCode = Annotated[str, Field(min_length=1, max_length=36, pattern=r"^[0-9A-Za-z_.-]+$")]
"""A kind of licence, as a guide's material names it."""
Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


class FindLicences(Message):
    """Whose, and which kinds."""

    id_number: str = Field(min_length=1, max_length=40, repr=False)
    kinds: tuple[LicenceCode, ...] = Field(min_length=1, max_length=40)


class Licence(Message):
    """One that was found. `valid_to`: its last day, "" for one that does not end."""

    number: str = Field(min_length=1, max_length=80, repr=False)
    name: str = Field(min_length=1, max_length=120)
    valid_to: Day = ""


class Licences(Message):
    """By kind; what was not found, or does not hold any more, is not there."""

    licences: dict[str, Licence] = Field(repr=False)


class _Said(Message):
    """What a service of another house says: names it may add are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class IssuedLicence(_Said):
    """A licence as the service tells it. `holder`: ID number of whom it was issued to."""

    kind: LicenceCode
    number: str = Field(min_length=1, max_length=80, repr=False)
    name: str = Field(min_length=1, max_length=120)
    holder: str = Field(min_length=1, max_length=40, repr=False)
    valid_to: Day = ""


class LicenceAnswer(_Said):
    """The service's answer to FindLicences; none found: an empty list."""

    licences: tuple[IssuedLicence, ...] = Field(max_length=200, repr=False)
