"""What the pages of an evaluation keep, hear and ask for; part of `kiosk.flows.words`."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.domain.privacy import IdNumber
from kiosk.flows.facts import Said


@dataclass(frozen=True)
class Served:
    """A visit that can be evaluated. `number`, `service`: "" when nobody could be asked. `at`: 09:41, or 11-20 09:41.

    `at`: HH:MM, of another day with it before, as files have it. `done`: it was served, as far as anybody here knows.
    `window` 0: not known. `made`: an application at a terminal.
    `ticket`: event_id of the number, or of the application.
    """

    ticket: str
    number: str = ""
    service: str = ""
    window: int = 0
    at: str = ""
    done: bool = True
    rated: bool = False
    made: bool = False


@dataclass(frozen=True)
class Evaluating:
    """What somebody says of a visit, as far as it is said. `stars` 0: nothing; there is no default.

    `invited`: the page came by itself, after an application.
    """

    found: tuple[Served, ...] = ()
    chosen: Served | None = None
    stars: int = 0
    tags: tuple[str, ...] = ()
    words: str = field(default="", repr=False)
    invited: bool = False


# --- the world speaks ---


@dataclass(frozen=True)
class TicketRead:
    """The code of a ticket's paper was scanned; `ticket`: its id."""

    ticket: str


@dataclass(frozen=True)
class VisitsFound:
    """The visits asked for; none with a `problem`, which is dotted, and what the server says to it."""

    visits: tuple[Served, ...]
    problem: str = ""
    said: Said | None = None


@dataclass(frozen=True)
class RatingKept:
    """It is durable on this terminal. `confirmed`: the server has it too."""

    ticket: str
    confirmed: bool


@dataclass(frozen=True)
class RatingRefused:
    """It was not kept; `problem` is dotted."""

    ticket: str
    problem: str


EvaluateEvent = TicketRead | VisitsFound | RatingKept | RatingRefused


# --- the flow asks ---


@dataclass(frozen=True)
class FindVisits:
    """Look for visits of a person, for the one of a ticket, or for the one of a receipt's code; one of the three.

    A person by keyed hash, and by card (`id_number`) for applications.
    """

    identity: str = ""
    ticket: str = ""
    code: str = ""
    id_number: IdNumber | None = None


@dataclass(frozen=True)
class RateVisit:
    """Keep an evaluation, then send it. `assisted`: staff number of who stood by."""

    ticket: str
    window: int
    stars: int
    tags: tuple[str, ...]
    words: str = field(repr=False)
    assisted: str = ""


EvaluateEffect = FindVisits | RateVisit


# --- touches ---


@dataclass(frozen=True)
class ChooseVisit:
    """This visit is evaluated."""

    ticket: str


@dataclass(frozen=True)
class GiveStars:
    """One of the five faces, 1 to 5."""

    stars: int


@dataclass(frozen=True)
class ToggleTag:
    """A ready-made remark, or not."""

    tag: str


@dataclass(frozen=True)
class AddWords:
    """In my own words too."""


EvaluateTouch = ChooseVisit | GiveStars | ToggleTag | AddWords
