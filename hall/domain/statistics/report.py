"""Days put together: all tickets, the same by one thing, the clock's curves, the windows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum, unique
from functools import partial
from typing import Final

from hall.domain.clock import CHINA
from hall.domain.queue.ticket import Lane
from hall.domain.statistics.curves import Curves, DayCurve
from hall.domain.statistics.figures import Figures, Tally
from hall.domain.statistics.passing import Passing
from hall.domain.statistics.visits import Visit
from hall.domain.statistics.windows import Loads, Turn

_HOUR_US: Final = 3_600_000_000
_CHINA_US: Final = 8 * _HOUR_US


@unique
class By(StrEnum):
    """What tickets are told apart by. Hour: in which the number was taken; lane: with the group that goes first."""

    SERVICE = "service"
    WINDOW = "window"
    HOUR = "hour"
    WEEKDAY = "weekday"
    LANE = "lane"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class DayRecord:
    """A day as the store has it. `now_us`: of today the moment it was read, None of a day that is over.

    `visits` may be read once only: they come as the store gives them, so that nobody keeps a whole day.
    """

    date: str
    visits: Iterable[Visit]
    turns: Sequence[Turn]
    now_us: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """`groups` by key, in order: hours `08`, weekdays `1` to `7`, windows by number, "" for none."""

    days: int
    total: Figures
    groups: Mapping[str, Figures]
    curves: Curves
    loads: Loads


KeyOf = Callable[[str], Callable[[Visit], str]]
"""Of a day, what its visits are told apart by."""


def lane_key(lane: str, reason: str) -> str:
    """Priority is told apart by its group: `priority:elder`."""
    return f"{lane}:{reason}" if lane == Lane.PRIORITY.value and reason else lane


class Collector:
    """Takes days, one at a time: nothing of a day is kept but its figures. `by`: or a way to tell visits apart."""

    def __init__(self, by: By | KeyOf) -> None:
        self._key_of = partial(_key_of, by) if isinstance(by, By) else by
        self._groups: defaultdict[str, Tally] = defaultdict(Tally)
        self._curves = Curves()
        self._loads = Loads()

    def add(self, day: DayRecord) -> None:
        """One more day; a day without tickets counts for its windows only."""
        key, groups = self._key_of(day.date), self._groups
        passing, curve, loads = Passing(), DayCurve(midnight_us(day.date)), self._loads
        last = max((turn.at_us for turn in day.turns), default=midnight_us(day.date))
        for one in day.visits:
            its = key(one)
            groups[its].add(one)
            passing.note(one, its)
            curve.note(one)
            loads.note(one)
            last = max(last, _last_step(one))
        for its, count in passing.counts():
            groups[its].events["passed"] += count
        end_us = last if day.now_us is None else day.now_us
        if curve.arrivals:
            self._curves.add(curve, end_us)
        loads.end(day.turns, end_us)

    def report(self) -> Report:
        """All of it."""
        groups = {key: self._groups[key].figures() for key in sorted(self._groups, key=_order)}
        total = Tally()
        for tally in self._groups.values():
            total.add_all(tally)
        return Report(self._curves.days, total.figures(), groups, self._curves, self._loads)


def midnight_us(day: str) -> int:
    """When a service date begins."""
    begin = datetime.combine(date.fromisoformat(day), time(), CHINA)
    return int(begin.timestamp()) * 1_000_000


def _key_of(by: By, day: str) -> Callable[[Visit], str]:
    match by:
        case By.SERVICE:
            return lambda one: one.row.service
        case By.WINDOW:
            return lambda one: "" if one.window is None else str(one.window)
        case By.HOUR:
            return lambda one: f"{(one.row.issued_us + _CHINA_US) // _HOUR_US % 24:02}"
        case By.LANE:
            return lambda one: lane_key(one.row.lane, one.row.reason)
        case By.WEEKDAY:
            weekday = str(date.fromisoformat(day).isoweekday())
            return lambda _: weekday
        case By.DAY:
            return lambda _: day


def _order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (0 if key else 1 << 30, key)


def _last_step(visit: Visit) -> int:
    """The last moment that anybody knows of."""
    row, course = visit.row, visit.course
    known = row.ended_us or row.started_us or row.called_us or row.issued_us
    there = course.stays[-1].end_us or 0 if course.stays else 0
    return max(known, course.waits[-1].start_us, there)
