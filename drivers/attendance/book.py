"""Judges punches as they come: double ones, unknown badges, clocks that are wrong. Pure; keeps no names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from drivers.attendance.records import Punch

_REMEMBERED = 20_000


@dataclass(frozen=True)
class Rules:
    """`twice_s`: the same badge again so soon is one punch; `skew_s`: a clock this far off is told;
    `roster`: badges that are known, empty for "all".
    """  # noqa: D205 - one thought

    twice_s: int = 60
    skew_s: int = 120
    roster: Collection[str] = field(default_factory=frozenset, repr=False)


@dataclass(frozen=True)
class Judged:
    """A punch and what is odd about it: `duplicatePunch`, `unknownBadge`, `fromTheFuture`. Odd ones are kept, told."""

    punch: Punch
    flags: tuple[str, ...]


class Book:
    """Remembers what it has seen, so that a machine may tell everything again."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._seen: dict[tuple[str, int, str, int], None] = {}
        self._last: dict[tuple[str, str], int] = {}

    def judge(self, punch: Punch, now_s: int) -> Judged | None:
        """What to make of a punch; None when exactly this one was told before. `now_s`: our clock, 0 unknown."""
        if punch.key in self._seen:
            return None
        self._seen[punch.key] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        person = (punch.terminal, punch.badge)
        last = self._last.get(person)
        self._last[person] = punch.at_s
        found = {
            "duplicatePunch": last is not None and abs(punch.at_s - last) < self._rules.twice_s,
            "unknownBadge": bool(self._rules.roster) and punch.badge not in self._rules.roster,
            "fromTheFuture": now_s > 0 and punch.at_s - now_s > self._rules.skew_s,
        }
        return Judged(punch, tuple(name for name, holds in found.items() if holds))
