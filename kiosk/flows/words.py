"""What a flow hears (events) and what it asks for (effects). No Qt, no I/O.

One `intent` id is made when a citizen first asks for something and stays with every retry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hall.contract.messages import GroupInfo, ItemInfo, OwnTicket, ServiceInfo, Text, WaitRange
from hall.domain.privacy import IdNumber, Person, Phone
from kiosk.flows.assist_words import AssistEffect, AssistEvent
from kiosk.flows.case_words import CaseRead, CasesFound, FindCases, PrintNotice
from kiosk.flows.copy_words import CopyEffect, CopyEvent
from kiosk.flows.evaluate_words import EvaluateEffect, EvaluateEvent
from kiosk.flows.facts import Booking as Booking  # noqa: PLC0414 - words has it too
from kiosk.flows.facts import Health as Health  # noqa: PLC0414 - words has it too
from kiosk.flows.facts import PrintOutcome as PrintOutcome  # noqa: PLC0414 - words has it too
from kiosk.flows.facts import Said as Said  # noqa: PLC0414 - words has it too
from kiosk.flows.facts import Slip as Slip  # noqa: PLC0414 - words has it too
from kiosk.flows.filing.words import FilingEffect, FilingEvent
from kiosk.flows.filing.words import SubmitApplication as SubmitApplication  # noqa: PLC0414 - words has it too
from kiosk.flows.guide_words import GuidesChanged as GuidesChanged  # noqa: PLC0414 - words has it too
from kiosk.flows.guide_words import PrintGuide as PrintGuide  # noqa: PLC0414 - words has it too
from kiosk.flows.guide_words import PrintMaterials as PrintMaterials  # noqa: PLC0414 - words has it too
from kiosk.flows.left_words import Announce, Unfinished
from kiosk.flows.pickup_words import PickUpEffect, PickUpEvent
from kiosk.flows.place_words import PlacesKnown
from kiosk.flows.speech import Hush, Speak
from kiosk.flows.suggestion_words import SubmitSuggestion as SubmitSuggestion  # noqa: PLC0414 - words has it too
from kiosk.flows.suggestion_words import Suggestion as Suggestion  # noqa: PLC0414 - words has it too
from kiosk.flows.tile_words import TileEffect, TileEvent

# --- events: the world speaks --------------------------------------------------------------


@dataclass(frozen=True)
class HallChanged:
    """The catalogue or the waiting counts changed."""

    services: tuple[ServiceInfo, ...]
    items: tuple[ItemInfo, ...]
    groups: tuple[GroupInfo, ...] = ()
    residents: bool = False
    """A resident's code can say who somebody is."""


@dataclass(frozen=True)
class HealthChanged:
    """A device or the network changed."""

    health: Health


@dataclass(frozen=True)
class CardSeen:
    """A card is on the reader; it is being read: keep it there."""


@dataclass(frozen=True)
class CardRead:
    """A card was read whole, or a code said whose it is (`person.by_code`). `elder`: 60 years or older today."""

    person: Person
    elder: bool = False


@dataclass(frozen=True)
class CardLies:
    """A card that was read, or begun, lies on the reader: it has to be lifted before one is read again."""


@dataclass(frozen=True)
class CardLifted:
    """No card lies on the reader any more."""


@dataclass(frozen=True)
class CardProblem:
    """A card could not be read; `code` is dotted (card.unknownType, card.readFailed, card.expired, ...)."""

    code: str


@dataclass(frozen=True)
class CodeRead:
    """A personal code that the hall knows. `token`: keyed hash, the code itself is not kept."""

    kind: str
    token: str


@dataclass(frozen=True)
class CodeSeen:
    """A resident's code was read; whose it is is being asked."""


@dataclass(frozen=True)
class BookingRead:
    """The code of an appointment was scanned."""

    code: str


@dataclass(frozen=True)
class BookingsFound:
    """The appointments asked for; none with a `problem`, which is dotted, and what the server says to it.

    `id_number`: whose they are, when a card was asked for.
    """

    bookings: tuple[Booking, ...]
    problem: str = ""
    said: Said | None = None
    id_number: IdNumber | None = None


@dataclass(frozen=True)
class SlipsFound:
    """The numbers of this person, newest first, as this machine remembers them."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True)
class CodeProblem:
    """A code that helps nobody; `code`: code.notKnown, code.binary, code.tooLong, code.unreadable, resident.unknown…"""

    code: str


@dataclass(frozen=True)
class TicketIssued:
    """The number exists and is durable; its paper comes next."""

    intent: str
    number: str
    service: str
    ahead: int
    offline: bool
    wait: WaitRange | None = None
    remark: Text | None = None


@dataclass(frozen=True)
class CaseSaved:
    """The application is durable on this terminal. `confirmed`: the server has it too. `due`: of what is answered."""

    intent: str
    number: str
    confirmed: bool
    due: date | None = None


@dataclass(frozen=True)
class NumberCalled:
    """A window called a number."""

    number: str
    window: int


@dataclass(frozen=True)
class PaperEnded:
    """The printer's answer about an intent's paper; `problem` is dotted when it is not PRINTED.

    `a4`: it was the A4 printer in place of the receipt printer.
    """

    intent: str
    outcome: PrintOutcome
    problem: str = ""
    a4: bool = False


@dataclass(frozen=True)
class PaperTaken:
    """The citizen tore the paper off (only printers that can tell)."""


@dataclass(frozen=True)
class Refused:
    """What was asked cannot be done; nothing was kept. `problem` is dotted (lease.none, disk.full...).

    `ticket`: the one this person has already, when that is why. `said`: the server's own words, when they know more.
    """

    intent: str
    problem: str
    ticket: OwnTicket | None = None
    said: Said | None = None


@dataclass(frozen=True)
class Tick:
    """Time passed; sent at least four times a second while a visit lasts."""

    now_ms: int


World = (
    HallChanged
    | GuidesChanged
    | PlacesKnown
    | PickUpEvent
    | TileEvent
    | HealthChanged
    | CardSeen
    | CardRead
    | CardLies
    | CardLifted
    | CardProblem
    | CodeRead
    | CodeSeen
    | CodeProblem
    | BookingRead
    | BookingsFound
    | CaseRead
    | CasesFound
    | SlipsFound
    | NumberCalled
    | TicketIssued
    | CaseSaved
    | FilingEvent
    | CopyEvent
    | PaperEnded
    | PaperTaken
    | Refused
    | EvaluateEvent
    | AssistEvent
    | Unfinished
    | Tick
)


# --- effects: the flow asks ----------------------------------------------------------------


@dataclass(frozen=True)
class ReadCard:
    """Look for a card until `StopReading`."""


@dataclass(frozen=True)
class ReadCode:
    """Arm the code scanner until `StopReading`. `booking`, `case`, `parcel`, `ticket`: for the code of one, else for a personal one.

    `person`: a resident's code does too, and whose it is is asked: CodeSeen, then CardRead or CodeProblem.
    `card_only`: no code does, and whoever shows one is told so: CodeProblem.
    """

    booking: bool = False
    case: bool = False
    parcel: bool = False
    ticket: bool = False
    person: bool = False
    card_only: bool = False


@dataclass(frozen=True)
class StopReading:
    """Nobody wants a card or a code any more."""


@dataclass(frozen=True)
class IssueTicket:
    """Get a number and print it. `large`: large type. `language`: zh or en. `group`: whose right to go first it is."""

    intent: str
    service: str
    identity: str
    large: bool
    language: str
    group: str = ""
    booking: Booking | None = None
    phone: Phone | None = None
    """The one it is taken with, None for another way."""


@dataclass(frozen=True)
class FindBookings:
    """Ask for the appointments of a person or of a code; one of the two."""

    id_number: IdNumber | None = None
    code: str = ""


@dataclass(frozen=True)
class FindSlips:
    """Look for the numbers that this identity took here lately."""

    identity: str


@dataclass(frozen=True)
class Reprint:
    """The paper of a number given out lately, once more."""

    intent: str
    large: bool
    language: str


@dataclass(frozen=True)
class GiveUp:
    """No paper came, and the citizen does not want the number without: the place is free."""

    intent: str


@dataclass(frozen=True)
class PrintAgain:
    """The citizen says that no (whole) paper came out: the same number once more, marked 补打."""

    intent: str


@dataclass(frozen=True)
class PaperConfirmed:
    """The citizen says that the paper did come out."""

    intent: str


@dataclass(frozen=True)
class EndVisit:
    """Wipe everything personal: readers idle, devices cleared, nothing left to see."""


Effect = (
    ReadCard
    | ReadCode
    | StopReading
    | IssueTicket
    | FindBookings
    | FindCases
    | PrintNotice
    | FindSlips
    | Reprint
    | PrintMaterials
    | PrintGuide
    | GiveUp
    | FilingEffect
    | CopyEffect
    | SubmitSuggestion
    | TileEffect
    | PickUpEffect
    | PrintAgain
    | PaperConfirmed
    | EndVisit
    | Speak
    | Hush
    | Announce
    | EvaluateEffect
    | AssistEffect
)
