"""What a bench needs of the hall around the twins: its windows, its network cable, its programs. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hall.settings import Words


class AwayError(Exception):
    """The server gave no usable answer; the text says how."""


class NoError(Exception):
    """The server said no; `reason`: its own words."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True)
class ClerkWindow:
    """A window: whose number is there ("" for nobody's), how many wait for it."""

    number: int
    name: Words
    current: str
    waiting: int


@dataclass(frozen=True)
class ClerkSees:
    """Every window, and how many wait in the whole hall."""

    windows: tuple[ClerkWindow, ...]
    waiting: int


@dataclass(frozen=True)
class BenchProgram:
    """A program of the hall. `ended`: its exit status, None while it runs; `said`: its last words then."""

    id: str
    title: Words
    ended: int | None = None
    said: str = ""


class Clerk(Protocol):
    """Talks to the server, may wait for it. Every method raises `AwayError`, `NoError`."""

    def look(self) -> ClerkSees:
        """What is so now."""

    def call(self, window: int) -> str:
        """Call the next; "" when nobody waits."""

    def finish(self, window: int) -> str:
        """The number at the window is served; say which."""


class Cable(Protocol):
    """The cable between the server and everything else."""

    @property
    def whole(self) -> bool:
        """Whether it is in."""

    def cut(self) -> None:
        """Pull it."""

    def mend(self) -> None:
        """Put it back in."""


class Programs(Protocol):
    """The hall's programs. Nothing here waits."""

    def states(self) -> Sequence[BenchProgram]:
        """How each is now."""

    def start_again(self, program: str) -> None:
        """Start one that ended."""


@dataclass(frozen=True)
class BenchHall:
    """All of it."""

    clerk: Clerk
    cable: Cable
    programs: Programs
