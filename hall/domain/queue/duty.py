"""What staff are told of the windows by the hall's hours: beyond their hours, or left alone for long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from hall.domain.hours import Opening
from hall.domain.queue.clerks import Clerks
from hall.domain.queue.day import Day
from hall.domain.queue.desk import Presence
from hall.domain.queue.tide import Kind, Proposal


def beyond(day: Day, opening: Opening, now: datetime) -> list[Proposal]:
    """Windows that still serve though their hours have ended: they may (延时), and they can be closed."""
    found = []
    for desk in day.desks.values():
        hours = opening.of_window(desk.number)
        ended = hours.ended(opening.calendar, now) if hours else None
        if ended and desk.presence is not Presence.CLOSED:
            found.append(_about(day, Kind.ENDED, desk.number, ended, now))
    return found


def alone(
    day: Day, clerks: Clerks, paused: Mapping[int, datetime], after: timedelta, now: datetime
) -> list[Proposal]:
    """Windows paused for long (since when), at which somebody free may stand in."""
    found = []
    for number, since in paused.items():
        stand_in = clerks.substitute(day, day.desk(number))
        if stand_in and now - since >= after:
            found.append(_about(day, Kind.SUBSTITUTE, number, since, now, stand_in[0]))
    return found


def scarce(left: Mapping[str, int], warning: Mapping[str, int], since: datetime) -> list[Proposal]:
    """Services with few numbers left of the day, which began at `since`."""
    few = {service: many for service, many in left.items() if many <= warning[service]}
    return [
        Proposal(None, service, opens=False, waiting=many, longest=timedelta(), since=since, kind=Kind.CAP)
        for service, many in few.items()
    ]


def _about(day: Day, kind: Kind, window: int, since: datetime, now: datetime, who: str = "") -> Proposal:
    line = day.line_of(day.desk(window))
    longest = max((now - one.joined for one in line), default=timedelta())
    return Proposal(
        window, "", opens=False, waiting=len(line), longest=longest, since=since, kind=kind, who=who
    )
