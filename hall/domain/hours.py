"""When a service takes numbers and a window is at work: opening hours by weekday over the hall's calendar.

A service has its own hours, or else the hall's and those of the windows that do it at hours of their own (延时、错时).
A window has its own, or the hall's. No hours at all: always open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum, unique

from hall.domain.calendar import Calendar, Span, local, moment

HORIZON_D = 400
"""So far the next opening is looked for: beyond any year's holidays."""

Week = Mapping[int, tuple[Span, ...]]
"""Spans by weekday, Monday 0."""


@unique
class Shut(StrEnum):
    """Why it is not open."""

    BEFORE = "before"
    """Opens later today."""
    BREAK = "break"
    """Between two spans of today: the noon break."""
    AFTER = "after"
    """Has ended for today."""
    DAY_OFF = "day_off"
    """A weekday without hours."""
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Closed:
    """Why, and when it opens again; `opens` None: not within `HORIZON_D` days. `holiday`: its name (zh, en)."""

    why: Shut
    opens: datetime | None
    holiday: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Hours:
    """Spans by weekday, merged: none overlap or touch."""

    week: Week

    @classmethod
    def of(cls, spans: Iterable[tuple[int, Span]]) -> Hours:
        """From (weekday, span) in any order."""
        days: dict[int, list[Span]] = {}
        for weekday, span in spans:
            days.setdefault(weekday, []).append(span)
        return cls({weekday: _merged(found) for weekday, found in days.items()})

    def __or__(self, other: Hours) -> Hours:
        """Open when either is."""
        return Hours.of(
            (day, span) for one in (self, other) for day, spans in one.week.items() for span in spans
        )

    def spans(self, calendar: Calendar, day: date) -> tuple[Span, ...]:
        """Of a date, in order."""
        weekday = calendar.weekday(day)
        return () if weekday is None else self.week.get(weekday, ())

    def closed(self, calendar: Calendar, at: datetime) -> Closed | None:
        """None while it is open."""
        day, minute = local(at)
        today = self.spans(calendar, day)
        if any(span.begin <= minute < span.end for span in today):
            return None
        later = next((span for span in today if span.begin > minute), None)
        opens = moment(day, later.begin) if later else self._next_day(calendar, day)
        return Closed(self._why(calendar, day, minute), opens, _name(calendar, day))

    def began(self, calendar: Calendar, at: datetime) -> datetime | None:
        """When the span that `at` lies in began; None while closed."""
        day, minute = local(at)
        for span in self.spans(calendar, day):
            if span.begin <= minute < span.end:
                return moment(day, span.begin)
        return None

    def ended(self, calendar: Calendar, at: datetime) -> datetime | None:
        """When the latest span of the day ended; None while open, and on a day that has not begun."""
        day, minute = local(at)
        if self.began(calendar, at):
            return None
        past = [span for span in self.spans(calendar, day) if span.end <= minute]
        return moment(day, past[-1].end) if past else None

    def _why(self, calendar: Calendar, day: date, minute: float) -> Shut:
        today = self.spans(calendar, day)
        if not today:
            return Shut.HOLIDAY if calendar.holiday(day) else Shut.DAY_OFF
        if minute < today[0].begin:
            return Shut.BEFORE
        return Shut.AFTER if minute >= today[-1].end else Shut.BREAK

    def _next_day(self, calendar: Calendar, day: date) -> datetime | None:
        for ahead in range(1, HORIZON_D):
            coming = day + timedelta(days=ahead)
            spans = self.spans(calendar, coming)
            if spans:
                return moment(coming, spans[0].begin)
        return None


@dataclass(frozen=True)
class Opening:
    """The hours of one hall. `services` and `windows` have only those with hours of their own."""

    calendar: Calendar = field(default_factory=Calendar)
    hall: Hours | None = None
    services: Mapping[str, Hours] = field(default_factory=dict)
    windows: Mapping[int, Hours] = field(default_factory=dict)
    does: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """What each window does."""

    def is_open(self, service: str, at: datetime) -> Closed | None:
        """Why no number of the service can be taken at a moment; None while it can."""
        hours = self.of_service(service)
        return hours.closed(self.calendar, at) if hours else None

    def of_service(self, service: str) -> Hours | None:
        """None: always."""
        own = self.services.get(service)
        if own is not None or self.hall is None:
            return own
        hours = self.hall
        for number, extended in self.windows.items():
            if service in self.does.get(number, ()):
                hours |= extended
        return hours

    def of_window(self, number: int) -> Hours | None:
        """None: whenever a clerk opens it."""
        return self.windows.get(number, self.hall)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.begin <= found[-1].end:
            found[-1] = Span(found[-1].begin, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _name(calendar: Calendar, day: date) -> tuple[str, str]:
    holiday = calendar.holiday(day)
    return holiday.name if holiday else ("", "")
