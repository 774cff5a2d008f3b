"""Days and months of clerks, judged from the tables as they stand: a punch that came late is in the next look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from hall.domain.attendance.day import Asked, Excuse, Judged, judge
from hall.domain.attendance.month import Total, total
from hall.domain.attendance.roster import Roster
from hall.domain.attendance.words import TIMED, Flag
from hall.domain.calendar import MINUTES, Span, local
from hall.server.problems import Refusal
from hall.server.store.attendance import Record, counted, records, rules_of, voided
from hall.server.store.attendance_entries import Entry, entries, of_day
from hall.settings import Settings
from hall.settings.opening import roster

_YEARS = range(2000, 2200)


@dataclass(frozen=True)
class ClerkDay:
    """One person's day. `judged` None: it has not come yet. `records`: with what is odd; `entries`: withdrawn ones too."""

    clerk: str
    day: date
    spans: tuple[Span, ...]
    judged: Judged | None
    records: tuple[Record, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class ClerkMonth:
    """One person's month; `total`: of the days that have come."""

    clerk: str
    days: tuple[ClerkDay, ...]
    total: Total


@dataclass(frozen=True)
class _Kept:
    """What the tables have of some days."""

    records: Mapping[tuple[str, str], Sequence[Record]]
    entries: Sequence[Entry]


class AttendanceBook:
    """Of one hall."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rules = rules_of(settings)
        self._roster: Roster = roster(settings)
        self.clerks = {one.id: one for one in settings.clerks}
        self.on = settings.attendance.on

    def judges(self, clerk: str) -> bool:
        """Whether somebody is to be there at certain hours at all."""
        return clerk in self._roster.hours

    def today(self, connection: Connection, now: datetime) -> list[ClerkDay]:
        """Everybody's day so far, in the order of the hall file."""
        day, _ = local(now)
        kept = self._kept(connection, day, day)
        return [self._day(clerk, day, kept, now) for clerk in self._people(kept)]

    def month(self, connection: Connection, first: date, now: datetime, clerk: str = "") -> list[ClerkMonth]:
        """Everybody's month, or one's; `first`: its first day. Who is not judged is in it with punches alone."""
        last = last_of(first)
        kept = self._kept(connection, first, last, clerk or None)
        told = {one for one, _ in kept.records} | {one.clerk for one in kept.entries}
        return [
            _month(one, tuple(self._day(one, day, kept, now) for day in _days(first, last)))
            for one in ([clerk] if clerk else self._people(kept))
            if clerk or self.judges(one) or one in told
        ]

    def _people(self, kept: _Kept) -> list[str]:
        """The clerks of the hall file, then those who have left it and punched."""
        gone = {clerk for clerk, _ in kept.records} | {one.clerk for one in kept.entries}
        return [*self.clerks, *sorted(gone - set(self.clerks) - {""})]

    def _kept(self, connection: Connection, first: date, last: date, clerk: str | None = None) -> _Kept:
        begin, end = first.isoformat(), last.isoformat()
        entered = entries(connection, begin, end, clerk or "")
        found: dict[tuple[str, str], list[Record]] = {}
        for one in voided(records(connection, self._settings, begin, end, clerk), entered):
            found.setdefault((one.clerk, one.date), []).append(one)
        return _Kept(found, entered)

    def _day(self, clerk: str, day: date, kept: _Kept, now: datetime) -> ClerkDay:
        today, minute = local(now)
        spans, key = self._roster.spans(clerk, day), day.isoformat()
        told = kept.records.get((clerk, key), ())
        all_ = tuple(one for one in kept.entries if one.clerk == clerk and one.first <= key <= one.last)
        entered = of_day(all_, clerk, key)
        if day > today and not told and not entered:
            return ClerkDay(clerk, day, spans, None, (), all_)
        excuses = tuple(Excuse(one.kind, Span(one.begin, one.end)) for one in entered if one.kind in TIMED)
        so_far = _minute(day, today, minute)
        latest = MINUTES if so_far is None else so_far + self._settings.attendance.skew_s / 60
        punches = tuple(one for one in counted(told, entered) if one.minute <= latest)
        asked = Asked(spans, punches, excuses, so_far)
        judged = judge(asked, self._rules)
        return ClerkDay(clerk, day, spans, judged, tuple(_doubles(told, judged)), all_)


def month_of(text: str, today: date) -> date:
    """The first day of a month (YYYY-MM), of today's when "". Raises `Refusal`."""
    try:
        found = date.fromisoformat(f"{text}-01") if text else today.replace(day=1)
    except ValueError:
        found = date.min
    if found.year not in _YEARS:
        raise Refusal("attendance.noMonth", month=text)
    return found


def last_of(first: date) -> date:
    """The last day of the month."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _minute(day: date, today: date, minute: float) -> float | None:
    """Which minute of the day it is: None once it is over, 0 before it has begun."""
    if day < today:
        return None
    return minute if day == today else 0


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=at) for at in range((last - first).days + 1))


def _doubles(told: Sequence[Record], judged: Judged) -> Iterator[Record]:
    for one in told:
        double = one.id in judged.doubles
        yield replace(one, flags=one.flags | {Flag.DOUBLE}) if double else one


def _month(clerk: str, days: tuple[ClerkDay, ...]) -> ClerkMonth:
    return ClerkMonth(clerk, days, total(one.judged for one in days if one.judged is not None))
