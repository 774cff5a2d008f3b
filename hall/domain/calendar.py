"""The hall's days: which weekday's hours a date has, and which dates it rests. From the hall's own data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hall.domain.clock import CHINA

MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes of a day, `begin` with it and `end` without. Raises `ValueError`."""

    begin: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.begin < self.end <= MINUTES:
            raise ValueError("a span begins before it ends, within one day")


@dataclass(frozen=True, slots=True)
class Holiday:
    """Dates at rest, both with it. `name`: (Chinese, English)."""

    first: date
    last: date
    name: tuple[str, str]


@dataclass(frozen=True)
class Calendar:
    """`holidays` rest; `workdays` (调休) have the hours of the weekday they stand for, Monday 0, also within a holiday."""

    holidays: tuple[Holiday, ...] = ()
    workdays: Mapping[date, int] = field(default_factory=dict)

    def weekday(self, day: date) -> int | None:
        """Whose hours the day has; None on a holiday."""
        made_up = self.workdays.get(day)
        if made_up is not None:
            return made_up
        return None if self.holiday(day) else day.weekday()

    def holiday(self, day: date) -> Holiday | None:
        """The holiday that the day is at rest for."""
        if day in self.workdays:
            return None
        return next((one for one in self.holidays if one.first <= day <= one.last), None)


def moment(day: date, minute: int) -> datetime:
    """Minute 1440 is the next day's first."""
    return datetime.combine(day, time(), CHINA) + timedelta(minutes=minute)


def local(at: datetime) -> tuple[date, float]:
    """The hall's date and minute (with its parts) of a moment."""
    here = at.astimezone(CHINA)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return here.date(), (here - midnight) / timedelta(minutes=1)
