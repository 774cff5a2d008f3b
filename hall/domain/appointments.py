"""Appointments: slots, what of them can be booked, and what a check-in is. Nobody is forced to book.

Source of the walk-in share: it is never 'first book online' (方城 12, 西峡 19); a slot's rest is anybody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, unique

from hall.domain.calendar import Calendar, moment
from hall.domain.hours import Hours
from hall.domain.queue.rules import Rules

LEAST_WALK_IN = 30
"""Percent of every slot that can never be booked. A setting can raise it; nothing lowers it."""


@unique
class Arrival(StrEnum):
    """When somebody with an appointment comes."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Admission:
    """From when until when an appointment is checked in and goes first."""

    begin: datetime
    until: datetime

    def arrival(self, now: datetime) -> Arrival:
        """What coming now is."""
        if now < self.begin:
            return Arrival.EARLY
        return Arrival.ON_TIME if now <= self.until else Arrival.LATE


def admission(slot: datetime, rules: Rules) -> Admission:
    """The same bounds as `order.goes_first`."""
    return Admission(slot - rules.elastic, slot + rules.slot + rules.elastic)


def bookable(capacity: int, walk_in_percent: int) -> int:
    """How many of a slot's `capacity` can be booked: rounded so that walk-ins never get less than their share."""
    share = max(LEAST_WALK_IN, walk_in_percent)
    return max(0, capacity * (100 - share) // 100)


def walk_ins_left(cap: int, walk_in_percent: int, given: int, walk_ins: int, expected: int) -> int:
    """Numbers that walk-ins can still take of a day of `cap`.

    `given` today in all, `walk_ins` of them without an appointment; `expected`: bookings that may still come and
    have their numbers kept. Whatever was booked, walk-ins get their share of the cap.
    """
    share = max(LEAST_WALK_IN, walk_in_percent)
    least = -(-cap * share // 100)
    return max(0, cap - given - expected, least - walk_ins)


def nearest(free: Iterable[datetime], wanted: datetime, most: int = 3) -> list[datetime]:
    """The slots nearest to the one that was wanted, by time."""
    closest = sorted(free, key=lambda at: (abs(at - wanted), at))[:most]
    return sorted(closest)


def blocked_until(missed: Iterable[datetime], most: int, span: timedelta, now: datetime) -> datetime | None:
    """Until when somebody who let `most` appointments lapse within `span` cannot book; None: can.

    `missed`: when each lapsed. `most` 0: the hall has no such rule. Walking in is never blocked.
    """
    recent = sorted((at for at in missed if now - span < at <= now), reverse=True)
    return recent[most - 1] + span if most and len(recent) >= most else None


@dataclass(frozen=True, slots=True)
class Times:
    """Times of a service that can be booked. `capacity`: people that one slot serves in all."""

    service: str
    hours: Hours
    capacity: int


def slots(
    times: Iterable[Times], calendar: Calendar, service: str, day: date, length: timedelta
) -> dict[datetime, int]:
    """The capacity of each slot of a day, by its begin. Slots that do not fit wholly are left out."""
    step = int(length / timedelta(minutes=1))
    found: dict[datetime, int] = {}
    for one in times:
        if one.service != service:
            continue
        for span in one.hours.spans(calendar, day):
            for minute in range(span.begin, span.end - step + 1, step):
                begin = moment(day, minute)
                found[begin] = found.get(begin, 0) + one.capacity
    return dict(sorted(found.items()))
