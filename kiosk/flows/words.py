"""What a flow hears (events) and what it asks for (effects). No Qt, no I/O.

One `intent` id is made when a citizen first asks for something and stays with every retry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique

from hall.contract.messages import ItemInfo, OwnTicket, ServiceInfo
from hall.domain.privacy import Person, Phone


@unique
class PrintOutcome(StrEnum):
    """What became of a piece of paper."""

    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Health:
    """What a citizen can count on now. A problem is "" or a dotted code with a message in the catalogue."""

    online: bool = False
    card_reader: str = "starting"
    code_scanner: str = "starting"
    printer: str = "starting"
    paper_low: bool = False


# --- events: the world speaks --------------------------------------------------------------


@dataclass(frozen=True)
class HallChanged:
    """The catalogue or the waiting counts changed."""

    services: tuple[ServiceInfo, ...]
    items: tuple[ItemInfo, ...]


@dataclass(frozen=True)
class HealthChanged:
    """A device or the network changed."""

    health: Health


@dataclass(frozen=True)
class CardSeen:
    """A card is on the reader; it is being read: keep it there."""


@dataclass(frozen=True)
class CardRead:
    """A card was read whole."""

    person: Person


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
class CodeProblem:
    """A code that helps nobody; `code`: code.notKnown, code.binary, code.tooLong, code.unreadable."""

    code: str


@dataclass(frozen=True)
class TicketIssued:
    """The number exists and is durable; its paper comes next."""

    intent: str
    number: str
    service: str
    ahead: int
    offline: bool


@dataclass(frozen=True)
class CaseSaved:
    """The application is durable on this terminal. `confirmed`: the server has it too."""

    intent: str
    number: str
    confirmed: bool


@dataclass(frozen=True)
class NumberCalled:
    """A window called a number."""

    number: str
    window: int


@dataclass(frozen=True)
class PaperEnded:
    """The printer's answer about an intent's paper; `problem` is dotted when it is not PRINTED."""

    intent: str
    outcome: PrintOutcome
    problem: str = ""


@dataclass(frozen=True)
class PaperTaken:
    """The citizen tore the paper off (only printers that can tell)."""


@dataclass(frozen=True)
class Refused:
    """What was asked cannot be done; nothing was kept. `problem` is dotted (lease.none, disk.full...).

    `ticket`: the one this person has already, when that is why.
    """

    intent: str
    problem: str
    ticket: OwnTicket | None = None


@dataclass(frozen=True)
class Tick:
    """Time passed; sent at least four times a second while a visit lasts."""

    now_ms: int


World = (
    HallChanged
    | HealthChanged
    | CardSeen
    | CardRead
    | CardLies
    | CardLifted
    | CardProblem
    | CodeRead
    | CodeProblem
    | NumberCalled
    | TicketIssued
    | CaseSaved
    | PaperEnded
    | PaperTaken
    | Refused
    | Tick
)


# --- effects: the flow asks ----------------------------------------------------------------


@dataclass(frozen=True)
class ReadCard:
    """Look for a card until `StopReading`."""


@dataclass(frozen=True)
class ReadCode:
    """Arm the code scanner until `StopReading`."""


@dataclass(frozen=True)
class StopReading:
    """Nobody wants a card or a code any more."""


@dataclass(frozen=True)
class IssueTicket:
    """Get a number and print it. `large`: large type. `language`: zh or en."""

    intent: str
    service: str
    identity: str
    large: bool
    language: str


@dataclass(frozen=True)
class SubmitApplication:
    """Save an application, send it, print its receipt."""

    intent: str
    item: str
    person: Person
    phone: Phone
    answers: Mapping[str, str]
    large: bool
    language: str


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
    | SubmitApplication
    | PrintAgain
    | PaperConfirmed
    | EndVisit
)
