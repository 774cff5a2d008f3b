"""What the pad hears, what is touched on it, what it asks for, and what it remembers over a power cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import Field

from hall.contract.messages import EventId, Message, Notice
from hall.domain.queue.desk import Presence
from kiosk.flows.speech import Hush, Speak
from kiosk.flows.touches import Adjust, AsUsual, Headset, OpenComfort
from kiosk.pad.paper_words import PaperSaid, PaperTouch, PaperWorld
from kiosk.pad.province_words import ProvinceEffect, ProvinceTouch, ProvinceWorld

REMEMBERED = 60
"""Visits whose asking and rating are remembered; older ones come back no more."""


class Served(Message):
    """A visit that can be evaluated, by the ticket's own id. `chosen`: its citizen says so, and nobody else did."""

    ticket: EventId
    number: str
    chosen: bool = False


class Memory(Message):
    """What a power cut must not take. `open`: who was asked and has not answered; `last`: who was served last.

    `asked`, `rated`: tickets, oldest first; `rated` are those with stars. `chosen`: those of them that the server was
    not there for; they are asked again when it says that they were served.
    """

    open: Served | None = None
    last: Served | None = None
    asked: tuple[str, ...] = Field(default=(), max_length=REMEMBERED)
    rated: tuple[str, ...] = Field(default=(), max_length=REMEMBERED)
    chosen: tuple[str, ...] = Field(default=(), max_length=REMEMBERED)


@dataclass(frozen=True)
class Staff:
    """The staff card. `number`: staff number, "" for a name that the hall file does not have."""

    name: str
    number: str = ""
    title: str = ""
    department: str = ""
    badge: str = ""


@dataclass(frozen=True)
class Facts:
    """The window as it was last heard of. `current`: who is there; `line`: who waits, next first."""

    presence: Presence = Presence.CLOSED
    pause: str = ""
    current: Served | None = None
    line: tuple[Served, ...] = ()
    staff: Staff | None = None


# --- the world speaks ---


@dataclass(frozen=True)
class WindowTold:
    """How the window is."""

    facts: Facts


@dataclass(frozen=True)
class LineTold:
    """Whether the server is there. `blocked`: why it refuses this unit, a dotted code."""

    online: bool
    blocked: str = ""


@dataclass(frozen=True)
class NoticesTold:
    """What the hall tells everybody now."""

    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class PhotoTold:
    """The photo of the one on the staff card, a file here; "" for none."""

    path: str


@dataclass(frozen=True)
class Finished:
    """Somebody has been served at this window."""

    visit: Served


@dataclass(frozen=True)
class Undone:
    """It was not finished after all."""

    ticket: str


@dataclass(frozen=True)
class Kept:
    """It is durable."""

    ticket: str


@dataclass(frozen=True)
class NotKept:
    """It is not; `problem` is dotted."""

    ticket: str
    problem: str


@dataclass(frozen=True)
class Tick:
    """Time passed."""


World = (
    WindowTold
    | LineTold
    | NoticesTold
    | PhotoTold
    | Finished
    | Undone
    | Kept
    | NotKept
    | Tick
    | PaperWorld
    | ProvinceWorld
)


# --- touches ---


@dataclass(frozen=True)
class Start:
    """Evaluate a visit that is offered; "" for the one that was served last. Where nobody knows one, the numbers come."""

    ticket: str = ""


@dataclass(frozen=True)
class OtherNumber:
    """Mine is another number."""


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


@dataclass(frozen=True)
class Type:
    """More of them."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Rub:
    """One character less."""


@dataclass(frozen=True)
class Unfinished:
    """Letters are typed of which no word was chosen."""


@dataclass(frozen=True)
class Ready:
    """The words are written."""


@dataclass(frozen=True)
class Send:
    """That is what I say."""


@dataclass(frozen=True)
class Back:
    """One page back."""


@dataclass(frozen=True)
class Leave:
    """I would rather not."""


@dataclass(frozen=True)
class StillHere:
    """Somebody is there."""


@dataclass(frozen=True)
class SetLanguage:
    """zh or en."""

    language: str


Touch = (
    Start
    | OtherNumber
    | GiveStars
    | ToggleTag
    | AddWords
    | Type
    | Rub
    | Unfinished
    | Ready
    | Send
    | Back
    | Leave
    | StillHere
    | SetLanguage
    | Adjust
    | AsUsual
    | OpenComfort
    | Headset
    | PaperTouch
    | ProvinceTouch
)
Event = World | Touch


# --- the flow asks ---


@dataclass(frozen=True)
class Giving:
    """What was given. `stars` None: nobody pressed anything, and nothing is made of it.

    `handed`: the province's own page was opened instead; what was given there is not known here.
    """

    visit: Served
    stars: int | None = None
    tags: tuple[str, ...] = ()
    words: str = field(default="", repr=False)
    after_ms: int | None = None
    handed: bool = False


@dataclass(frozen=True)
class Keep:
    """Make it durable together with the memory, then say `Kept` or `NotKept`; of silence nothing is said."""

    giving: Giving
    memory: Memory


@dataclass(frozen=True)
class Remember:
    """Make this durable."""

    memory: Memory


Effect = Keep | Remember | PaperSaid | Speak | Hush | ProvinceEffect
