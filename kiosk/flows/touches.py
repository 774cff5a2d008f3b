"""What a citizen does on the screen, as events. An intent's id is made by the touch that begins it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from hall.domain.ledger.entry import Kind
from kiosk.flows.assist_words import AssistTouch
from kiosk.flows.copy_words import CopyTouch
from kiosk.flows.evaluate_words import EvaluateTouch
from kiosk.flows.filing.words import FilingTouch
from kiosk.flows.pickup_words import PickUpTouch
from kiosk.flows.place_words import PlaceTouch
from kiosk.flows.reply import Reply
from kiosk.flows.tile_words import TileTouch


@unique
class Purpose(StrEnum):
    """What somebody came for."""

    TICKET = "ticket"
    APPLICATION = "application"
    APPOINTMENT = "appointment"
    REPRINT = "reprint"
    MATERIALS = "materials"
    PROGRESS = "progress"
    GUIDES = "guides"
    SUGGESTION = "suggestion"
    EVALUATION = "evaluation"
    COPY = "copy"
    FORMS = "forms"
    PLACES = "places"
    PICKUP = "pickup"
    TILES = "tiles"


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
    """A choice on the home page, or of a way on from the services."""

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
class ChooseCategory:
    """Show the businesses of this category, by its Chinese name."""

    name: str


@dataclass(frozen=True)
class MoreWays:
    """Appointment, phone, reprint, materials."""


@dataclass(frozen=True)
class ByPhone:
    """Be known by a phone number, not by a card."""


@dataclass(frozen=True)
class MayGoFirst:
    """Show who may go first."""


@dataclass(frozen=True)
class ChooseGroup:
    """Go first as one of this group; "" for not going first."""

    group: str


@dataclass(frozen=True)
class ChooseBooking:
    """This appointment is taken up now."""

    code: str
    intent: str


@dataclass(frozen=True)
class ChooseSlip:
    """Print the paper of this number again."""

    slip: str


@dataclass(frozen=True)
class OpenShelves:
    """Show departments or themes. `kind`: department or theme."""

    kind: str


@dataclass(frozen=True)
class OpenWriting:
    """Look for a guide by words, on the keyboard or by hand."""


@dataclass(frozen=True)
class ChooseShelf:
    """The guides of one department or theme, by its Chinese name."""

    name: str


@dataclass(frozen=True)
class ChooseGuide:
    """Read this guide."""

    guide: str


@dataclass(frozen=True)
class ChooseTopic:
    """Read one topic of the guide; "phone": the code that takes it along."""

    topic: str


@dataclass(frozen=True)
class ChooseCase:
    """Look at this case."""

    number: str


@dataclass(frozen=True)
class ChooseNotice:
    """Print a notice of the case; `at`: which of them."""

    at: int
    intent: str


@dataclass(frozen=True)
class PrintList:
    """Print what to bring."""

    intent: str


@dataclass(frozen=True)
class DoWithout:
    """No paper, no number: give the place up."""


@dataclass(frozen=True)
class ChooseItem:
    """Apply for this item."""

    item: str


@dataclass(frozen=True)
class OtherCard:
    """The applicant shown is not the right one."""


@dataclass(frozen=True)
class Digit:
    """One digit of a phone number, or one character of a code."""

    digit: str


@dataclass(frozen=True)
class Erase:
    """Take the last digit back."""


@unique
class Part(StrEnum):
    """A part of what is told to the hall that can be changed on its check page."""

    KIND = "kind"
    WORDS = "words"
    REPLY = "reply"


@dataclass(frozen=True)
class ChangePart:
    """Correct one part, then come back to the check page."""

    part: Part


@dataclass(frozen=True)
class ChooseKind:
    """A suggestion, a complaint, or what could not be done."""

    kind: Kind


@dataclass(frozen=True)
class Write:
    """Characters of a text, behind those that are there."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class ChooseReply:
    """How the answer is to reach me."""

    reply: Reply


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
    """The elder mode, for this visit."""

    large: bool


@dataclass(frozen=True)
class OpenComfort:
    """Open or close the panel of display and sound."""

    wanted: bool


@dataclass(frozen=True)
class Adjust:
    """One thing of `Comfort`, by its name and its new value as text."""

    what: str
    value: str


@dataclass(frozen=True)
class AsUsual:
    """Display and sound as everybody meets them; answers stay."""


@dataclass(frozen=True)
class Unchosen:
    """Continue, while letters are typed or strokes drawn of which no word was chosen."""


@dataclass(frozen=True)
class Headset:
    """Somebody plugged a headset in, or pulled it out."""

    there: bool


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
    | MoreWays
    | ByPhone
    | MayGoFirst
    | ChooseCategory
    | ChooseGroup
    | ChooseBooking
    | ChooseSlip
    | OpenShelves
    | OpenWriting
    | ChooseShelf
    | ChooseGuide
    | ChooseTopic
    | ChooseCase
    | ChooseNotice
    | PrintList
    | DoWithout
    | ChooseItem
    | OtherCard
    | Digit
    | Erase
    | ChangePart
    | ChooseKind
    | Write
    | ChooseReply
    | Change
    | Submit
    | FilingTouch
    | CopyTouch
    | PlaceTouch
    | PickUpTouch
    | TileTouch
    | Retry
    | PaperSeen
    | SetLanguage
    | SetLarge
    | OpenComfort
    | Adjust
    | AsUsual
    | Headset
    | Unchosen
    | EvaluateTouch
    | AssistTouch
)
