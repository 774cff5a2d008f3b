"""A window as the queue sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, unique

from hall.domain.queue.ticket import Ticket


@unique
class Presence(StrEnum):
    """Whether the window serves."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Undoable:
    """The window's last verb: what it changed, from what, and when."""

    at: datetime
    verb: str
    before: tuple[Ticket, ...]
    after: tuple[Ticket, ...]
    desk: Desk


@dataclass(frozen=True, slots=True)
class Desk:
    """`services`: what it may call today, with those lent to it. `current`: the id at the window, or "".

    `clerk` works there, `stands_in_for` somebody (AB 岗). `jumps`: calls in a row that went before a walk-in.
    """

    number: int
    services: frozenset[str]
    presence: Presence = Presence.CLOSED
    pause: str = ""
    current: str = ""
    clerk: str = ""
    stands_in_for: str = ""
    jumps: int = 0
    undo: Undoable | None = field(default=None, compare=False, repr=False)
