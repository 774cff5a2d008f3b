"""What a call for staff and their help at this unit keep, hear and ask for; part of `kiosk.flows.words`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Final

from kiosk.flows.facts import Said

CODE_LENGTH: Final = 6
STAFF_MOST: Final = 12
"""Characters of a staff number that can be typed."""
STAFF_CARD: Final = "smart_card"
"""Class of the reader that knows staff by their cards."""


@unique
class Call(StrEnum):
    """How a call stands. AWAY: nobody can be reached through the network."""

    NONE = ""
    CALLING = "calling"
    COMING = "coming"
    AWAY = "away"


@unique
class Asked(StrEnum):
    """What a member of staff types now."""

    NONE = ""
    STAFF = "staff"
    CODE = "code"


@dataclass(frozen=True)
class Helping:
    """A call of this visit, and what staff have typed. `id`: the call's, "" for none. `checking`: the server is asked."""

    id: str = ""
    call: Call = Call.NONE
    since_ms: int = 0
    asked: Asked = Asked.NONE
    staff: str = ""
    code: str = field(default="", repr=False)
    checking: bool = False
    problem: str = ""
    said: Said | None = None


# --- the world speaks ---


@dataclass(frozen=True)
class CallStands:
    """How a call stands now; NONE: it is over."""

    id: str
    call: Call


@dataclass(frozen=True)
class StaffKnown:
    """A member of staff proved who it is; from now on this visit is assisted."""

    staff: str


@dataclass(frozen=True)
class StaffRefused:
    """Not known, and why; dotted, with what the server says to it."""

    problem: str
    said: Said | None = None


AssistEvent = CallStands | StaffKnown | StaffRefused


# --- the flow asks ---


@dataclass(frozen=True)
class SendCall:
    """Call staff, from this page, and say how the call stands until `EndCall` or the end of the visit."""

    id: str
    page: str


@dataclass(frozen=True)
class EndCall:
    """Nobody needs to come."""

    id: str


@dataclass(frozen=True)
class CheckStaff:
    """Is this the code that was shown to whoever answered the call?"""

    id: str
    staff: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class ReadStaffCard:
    """Look for a staff card until `StopStaffCard`."""


@dataclass(frozen=True)
class StopStaffCard:
    """Nobody wants a staff card any more."""


AssistEffect = SendCall | EndCall | CheckStaff | ReadStaffCard | StopStaffCard


# --- touches ---


@dataclass(frozen=True)
class CallHelp:
    """Somebody come, please."""

    intent: str


@dataclass(frozen=True)
class CallOff:
    """Nobody needs to come."""


@dataclass(frozen=True)
class StaffHere:
    """I am staff."""


AssistTouch = CallHelp | CallOff | StaffHere
