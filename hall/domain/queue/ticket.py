"""A place in the queue, from the dispenser to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique


@unique
class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    DONE = "done"
    NO_SHOW = "no_show"
    VOID = "void"


@unique
class Lane(StrEnum):
    """How a place was come by. A walk-in is everybody without a right to go first."""

    WALK_IN = "walk_in"
    PRIORITY = "priority"
    APPOINTMENT = "appointment"


@unique
class Hold(StrEnum):
    """Why a case rests (三种挂起): the citizen left the papers, fetches some, or waits for another office."""

    WITH_PAPERS = "with_papers"
    WITHOUT_PAPERS = "without_papers"
    ELSEWHERE = "elsewhere"


Place = tuple[datetime, int, str]
"""What the queue is sorted by; the last is the ticket's id, so that no two are the same."""

AT_WINDOW = frozenset({TicketState.CALLED, TicketState.SERVING})
ENDED = frozenset({TicketState.DONE, TicketState.VOID})


@dataclass(frozen=True, slots=True)
class Ticket:
    """`id` is the event id that made it; `number` is what is printed and shown.

    `joined` and `behind` are the place; `pinned`: only that window may call it; `window`: where it was
    called or is held. `reason`: why it goes first, a group of the hall's settings.
    """

    id: str
    number: str
    service: str
    joined: datetime
    lane: Lane = Lane.WALK_IN
    reason: str = ""
    slot: datetime | None = None
    state: TicketState = TicketState.WAITING
    behind: int = 0
    window: int | None = None
    pinned: int | None = None
    calls: int = 0
    called: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    hold: Hold | None = None
    returns: int = 0
    note: str = ""
    items: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands in the queue."""
        return self.joined, self.behind, self.id
