"""What a citizen does on the screen, as events. An intent's id is made by the touch that begins it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Purpose(StrEnum):
    """What somebody came for."""

    TICKET = "ticket"
    APPLICATION = "application"


@unique
class Answer(StrEnum):
    """An answer of an application that can be changed on the check page."""

    ITEM = "item"
    APPLICANT = "applicant"
    PHONE = "phone"


@dataclass(frozen=True)
class Begin:
    """Somebody touched the attract page."""


@dataclass(frozen=True)
class Want:
    """A choice on the home page."""

    purpose: Purpose


@dataclass(frozen=True)
class Skip:
    """No card, no code: go on without a name."""


@dataclass(frozen=True)
class Proceed:
    """The page's own "continue"."""


@dataclass(frozen=True)
class Back:
    """One page back, answers kept."""


@dataclass(frozen=True)
class Finish:
    """I have done: wipe."""


@dataclass(frozen=True)
class StillHere:
    """The answer to the idle warning."""


@dataclass(frozen=True)
class Help:
    """Open or close the help page."""

    wanted: bool


@dataclass(frozen=True)
class ChooseService:
    """Take a number for this business."""

    service: str
    intent: str


@dataclass(frozen=True)
class ChooseItem:
    """Apply for this item."""

    item: str


@dataclass(frozen=True)
class OtherCard:
    """The applicant shown is not the right one."""


@dataclass(frozen=True)
class Digit:
    """One digit of a phone number."""

    digit: str


@dataclass(frozen=True)
class Erase:
    """Take the last digit back."""


@dataclass(frozen=True)
class Change:
    """Correct one answer, then come back to the check page."""

    answer: Answer


@dataclass(frozen=True)
class Submit:
    """Hand the application in."""

    intent: str


@dataclass(frozen=True)
class Retry:
    """Ask once more for what was refused, or for the paper that did not come."""


@dataclass(frozen=True)
class PaperSeen:
    """Whether the paper came out whole, in the citizen's own eyes."""

    whole: bool


@dataclass(frozen=True)
class SetLanguage:
    """zh or en, for this visit."""

    language: str


@dataclass(frozen=True)
class SetLarge:
    """Large type, for this visit."""

    large: bool


Touch = (
    Begin
    | Want
    | Skip
    | Proceed
    | Back
    | Finish
    | StillHere
    | Help
    | ChooseService
    | ChooseItem
    | OtherCard
    | Digit
    | Erase
    | Change
    | Submit
    | Retry
    | PaperSeen
    | SetLanguage
    | SetLarge
)
