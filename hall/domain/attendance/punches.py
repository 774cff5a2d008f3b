"""Punches of one person on one day: double ones told apart, the rest paired into stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hall.domain.attendance.words import Way


@dataclass(frozen=True)
class Punch:
    """`minute`: of the hall's day, with its parts. `id`: of its record; `by_hand`: entered by a supervisor."""

    minute: float
    way: Way = Way.UNKNOWN
    id: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class Stay:
    """In the house from `begin` to `end`, in minutes. None: not punched; an `end` of None is also "still there"."""

    begin: float | None
    end: float | None


def sifted(punches: Iterable[Punch], twice_s: int) -> tuple[list[Punch], list[Punch]]:
    """In order: those that count, and the double ones. Of two that come together the first counts."""
    kept: list[Punch] = []
    doubles: list[Punch] = []
    for one in sorted(punches, key=lambda punch: (punch.minute, punch.id)):
        double = bool(kept) and _same(kept[-1], one, twice_s)
        (doubles if double else kept).append(one)
    return kept, doubles


def stays(punches: Sequence[Punch]) -> list[Stay]:
    """In order. A punch that does not say which way is the other way than the last one.

    In again while in, and out again while out: the punch between was forgotten, and the stay goes on.
    """
    found: list[Stay] = []
    for one in punches:
        within = bool(found) and found[-1].end is None
        way = one.way if one.way is not Way.UNKNOWN else (Way.OUT if within else Way.IN)
        if way is Way.IN and not within:
            found.append(Stay(one.minute, None))
        elif way is Way.OUT and found:
            found[-1] = replace(found[-1], end=one.minute)
        elif way is Way.OUT:
            found.append(Stay(None, one.minute))
    return found


def is_in(punches: Sequence[Punch]) -> bool:
    """Whether somebody is in the house after these."""
    found = stays(punches)
    return bool(found) and found[-1].end is None


def _same(before: Punch, after: Punch, twice_s: int) -> bool:
    near = 60 * (after.minute - before.minute) < twice_s
    return near and (before.way is after.way or Way.UNKNOWN in {before.way, after.way})
