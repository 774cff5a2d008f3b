"""A hall file's hours, bookable times and clerks, as the rules work with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hall.domain.appointments import Times
from hall.domain.attendance.roster import Roster
from hall.domain.calendar import Calendar, Holiday, Span
from hall.domain.hours import Hours, Opening
from hall.domain.queue.clerks import Clerks
from hall.settings.attendance import Shift
from hall.settings.schema import Settings
from hall.settings.times import DAYS, BookableTimes, OpenHours


def opening(settings: Settings) -> Opening:
    """The hall's hours; a hall without any is always open."""
    return Opening(
        calendar=_calendar(settings),
        hall=_hours(settings.hours) if settings.hours else None,
        services={one.id: _hours(one.hours) for one in settings.services if one.hours},
        windows={one.number: _hours(one.hours) for one in settings.windows if one.hours},
        does={one.number: frozenset(one.services) for one in settings.windows},
    )


def bookable_times(settings: Settings) -> tuple[Times, ...]:
    """What can be booked."""
    return tuple(Times(one.service, _hours([one]), one.capacity) for one in settings.slots)


def clerks(settings: Settings) -> Clerks:
    """Whose window is whose."""
    names = {one.id: one.name for one in settings.clerks}
    return Clerks(
        names=names,
        stands_in={one.name: {names[id_] for id_ in one.substitute_for} for one in settings.clerks},
        posts={one.number: {names[id_] for id_ in one.clerks} for one in settings.windows if one.clerks},
    )


def roster(settings: Settings) -> Roster:
    """Who is expected when: by the shifts one is named in, else by the hours of one's windows, else the hall's."""
    rules = settings.attendance
    shifts = {id_: [one for one in rules.shifts if id_ in one.clerks] for id_ in _judged(settings)}
    hours = {id_: _hours(own) if own else _of_windows(settings, id_) for id_, own in shifts.items()}
    return Roster(
        calendar=_calendar(settings),
        hours={id_: found for id_, found in hours.items() if found is not None},
        before_min=rules.before_min,
        since=date.fromisoformat(rules.since) if rules.since else date.min,
        joined={id_: date.fromisoformat(text) for id_, text in rules.joined.items()},
    )


def _judged(settings: Settings) -> list[str]:
    return [one.id for one in settings.clerks if one.id not in settings.attendance.exempt]


def _of_windows(settings: Settings, clerk: str) -> Hours | None:
    """All the hours of the windows that are the clerk's; a window without hours of its own has the hall's."""
    entries = [one.hours or settings.hours for one in settings.windows if clerk in one.clerks]
    found = [each for hours in entries or [settings.hours] for each in hours]
    return _hours(found) if found else None


def _calendar(settings: Settings) -> Calendar:
    return Calendar(
        holidays=tuple(
            Holiday(date.fromisoformat(one.first), date.fromisoformat(one.last), (one.name.zh, one.name.en))
            for one in settings.holidays
        ),
        workdays={date.fromisoformat(one.date): DAYS.index(one.as_day) for one in settings.workdays},
    )


def _hours(entries: Iterable[OpenHours | BookableTimes | Shift]) -> Hours:
    return Hours.of(
        (DAYS.index(day), _span(text)) for one in entries for day in one.days for text in one.open
    )


def _span(text: str) -> Span:
    begin, _, end = text.partition("-")
    return Span(_minute(begin), _minute(end))


def _minute(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return 60 * int(hours) + int(minutes)
