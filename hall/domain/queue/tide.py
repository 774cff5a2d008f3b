"""Tidal windows (潮汐窗口): a rule that proposes help where people wait, and waits for one press to accept it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.domain.queue.day import Day
from hall.domain.queue.desk import Desk, Presence


@dataclass(frozen=True, slots=True)
class Tide:
    """Help is proposed once more than `people` wait, or somebody longer than `wait`, for `lasting`."""

    people: int = 10
    wait: timedelta = timedelta(minutes=30)
    lasting: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Open `window`, or let it serve `service` too, because so many wait there for so long."""

    window: int
    service: str
    opens: bool
    waiting: int
    longest: timedelta
    since: datetime


class Gauge:
    """Remembers since when each service is under pressure. Call `look` every minute or so."""

    def __init__(self, tide: Tide) -> None:
        self._tide = tide
        self._since: dict[str, datetime] = {}

    def look(self, day: Day, able: Iterable[Desk], now: datetime) -> list[Proposal]:
        """What could be done now. `able`: windows with all the services that they could do at need."""
        lines = _lines(day)
        pressed = {
            service
            for service, joined in lines.items()
            if len(joined) > self._tide.people or now - min(joined) > self._tide.wait
        }
        self._since = {service: self._since.get(service, now) for service in pressed}
        found: list[Proposal] = []
        helpers = sorted(able, key=lambda desk: _load(day, desk))
        for service, since in sorted(self._since.items(), key=lambda one: one[1]):
            if now - since < self._tide.lasting:
                continue
            helper = _helper(day, helpers, service, pressed, {one.window for one in found})
            if helper is not None:
                joined = lines[service]
                opens = day.desks[helper].presence is Presence.CLOSED
                found.append(Proposal(helper, service, opens, len(joined), now - min(joined), since))
        return found


def _lines(day: Day) -> dict[str, list[datetime]]:
    lines: dict[str, list[datetime]] = {}
    for ticket in day.waiting():
        lines.setdefault(ticket.service, []).append(ticket.joined)
    return lines


def _load(day: Day, desk: Desk) -> tuple[bool, int, int]:
    """Windows at work with the shortest line first, closed ones last: nobody is sent for without need."""
    today = day.desks[desk.number]
    return today.presence is not Presence.OPEN, len(day.line_of(today)), desk.number


def _helper(
    day: Day, helpers: Iterable[Desk], service: str, pressed: set[str], taken: set[int]
) -> int | None:
    for able in helpers:
        today = day.desks[able.number]
        free = today.presence is Presence.CLOSED or (
            today.presence is Presence.OPEN and service not in today.services and not today.services & pressed
        )
        if free and service in able.services and able.number not in taken:
            return able.number
    return None
