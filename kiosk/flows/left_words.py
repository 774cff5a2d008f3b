"""What is left behind: a locker door that stands open, and what was handed in just before the program ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unfinished:
    """Registered a moment ago under its number; its receipt never came, or, when it was `begun`, nobody saw it end."""

    number: str
    begun: bool


@dataclass(frozen=True)
class Announce:
    """Say aloud, once, which doors stand open, and that something is registered without its number."""

    doors: tuple[int, ...]
    paper: Unfinished | None
    language: str
    volume: int


@dataclass(frozen=True)
class Left:
    """What a page between two visits tells of the last one. `since_ms`: of the paper. `said`: doors and numbers spoken of."""

    paper: Unfinished | None = None
    since_ms: int = 0
    said: frozenset[int | str] = frozenset()
