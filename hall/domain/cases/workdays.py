"""Working days (工作日): Monday to Friday without holidays, and the weekends that are made up for (调休).

The hall's own opening hours do not matter: an office that also opens on Saturdays has no shorter deadlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hall.domain.calendar import Calendar
from hall.domain.clock import CHINA

_DAY = timedelta(days=1)
_SATURDAY = 5


def day_of(at: datetime) -> date:
    """The hall's date of a moment."""
    return at.astimezone(CHINA).date()


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stands on the days after `first`, up to `last` and with it. `last` None: it still stands."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the clock stands on the day."""
        return self.first < day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Workdays:
    """Counts over one calendar; what was looked up is remembered."""

    calendar: Calendar
    _known: dict[date, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_one(self, day: date) -> bool:
        """Whether the day counts."""
        known = self._known.get(day)
        if known is None:
            weekday = self.calendar.weekday(day)
            known = self._known[day] = weekday is not None and weekday < _SATURDAY
        return known

    def used(self, start: date, day: date, stops: Sequence[Stop] = ()) -> int:
        """Working days after `start`, up to `day` and with it; days on which the clock stands are left out."""
        return sum(
            self.is_one(each) and not any(stop.covers(each) for stop in stops)
            for each in (start + _DAY * ahead for ahead in range(1, (day - start).days + 1))
        )

    def due(self, start: date, days: int, stops: Sequence[Stop] = ()) -> date:
        """The last day of a period of working days: the day it starts on is not one of them. No open stop."""
        day, left = start, days
        while left > 0:
            day += _DAY
            if self.is_one(day) and not any(stop.covers(day) for stop in stops):
                left -= 1
        return day
