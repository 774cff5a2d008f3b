"""What the pages of picking up hear and ask for, and what is touched on them; part of `words` and `touches`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique

from hall.contract.messages import Text
from hall.domain.pickup.parcel import Task, Verb
from hall.domain.privacy import IdNumber
from kiosk.flows.filing.filing import Strokes


@unique
class Inside(StrEnum):
    """What the switch behind a door says once the door is shut."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Found:
    """Something that lies here, or is to be put here, for whoever stands here. `how`: known by its code, by the person's card, or by a resident's code.

    `task`: what staff do at the door; NONE: its holder picks it up. `late`: only staff open the door now.
    """

    id: str
    door: int
    title: Text
    task: Task = Task.NONE
    until: date | None = None
    late: bool = False
    how: str = "code"


@dataclass(frozen=True)
class Cabinet:
    """The doors of the locker. `columns`: of doors, counted from the top, then to the right; 0: nobody said."""

    doors: int = 0
    columns: int = 0


@dataclass(frozen=True)
class PickUp:
    """What is picked up, as far as it went. `at`: the id of the one that is looked at. `ended`: ids that are done.

    `since_ms`: when the door opened; `reminded`: how often it was said to be open. `left`: the switch still feels
    something, or nothing where something was to be laid in. `tries`: orders that did not open the door.
    """

    found: tuple[Found, ...] = ()
    cabinet: Cabinet = field(default_factory=Cabinet)
    at: str = ""
    ended: frozenset[str] = frozenset()
    since_ms: int = 0
    reminded: int = 0
    left: bool = False
    tries: int = 0
    strokes: Strokes = field(default=(), repr=False)

    @property
    def shown(self) -> Found | None:
        """The one that is looked at."""
        return next((each for each in self.found if each.id == self.at), None)

    @property
    def open(self) -> tuple[Found, ...]:
        """Those that are not done yet."""
        return tuple(each for each in self.found if each.id not in self.ended)


# --- events --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ParcelRead:
    """A code of something to pick up was scanned."""

    code: str = field(repr=False)


@dataclass(frozen=True)
class ParcelsFound:
    """What was looked for; none with a `problem`, which is dotted. `minutes`: to wait after too many wrong codes."""

    parcels: tuple[Found, ...]
    cabinet: Cabinet = field(default_factory=Cabinet)
    problem: str = ""


@dataclass(frozen=True)
class DoorOpened:
    """The door's sensor saw it open."""

    parcel: str


@dataclass(frozen=True)
class DoorFailed:
    """The door did not open, or nobody knows; `problem` is dotted."""

    parcel: str
    problem: str


@dataclass(frozen=True)
class DoorShut:
    """The door is shut again."""

    parcel: str
    inside: Inside


@dataclass(frozen=True)
class ParcelEnded:
    """Whether what became of it is durable; `problem`: "" or dotted (disk.full…)."""

    parcel: str
    problem: str = ""


PickUpEvent = ParcelRead | ParcelsFound | DoorOpened | DoorFailed | DoorShut | ParcelEnded


# --- effects -------------------------------------------------------------------------------


@dataclass(frozen=True)
class FindParcels:
    """Look for what a code or a person opens here; one of the two. `by_code`: a resident's code said who it is."""

    code: str = field(default="", repr=False)
    id_number: IdNumber | None = None
    by_code: bool = False


@dataclass(frozen=True)
class OpenDoor:
    """Open its door, once."""

    parcel: str
    how: str


@dataclass(frozen=True)
class EndParcel:
    """It was laid in, taken or taken back: write it down, and tell the hall. `strokes`: of the receipt."""

    parcel: str
    verb: Verb
    how: str
    strokes: Strokes = field(default=(), repr=False)


@dataclass(frozen=True)
class InHand:
    """It is in the citizen's hands, whatever comes of the signature."""

    parcel: str


@dataclass(frozen=True)
class LeaveInside:
    """It stays where it is: nothing happened."""

    parcel: str


@dataclass(frozen=True)
class SayDoor:
    """Say aloud that the door is still open."""

    door: int
    language: str
    volume: int


PickUpEffect = FindParcels | OpenDoor | EndParcel | InHand | LeaveInside | SayDoor


# --- touches -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChooseParcel:
    """This one."""

    parcel: str


@dataclass(frozen=True)
class Got:
    """The answer to "is it done?": in my hand, or laid in, or out of the door."""

    yes: bool


@dataclass(frozen=True)
class WithoutSigning:
    """What I was known by stands for the signature."""


PickUpTouch = ChooseParcel | Got | WithoutSigning
