"""Tidal windows (潮汐窗口): a rule that proposes help where people wait, and waits for one press to accept it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique

from hall.domain.queue.day import Day
from hall.domain.queue.desk import Desk, Presence

EBB = timedelta(minutes=30)
"""After so long the effect of a proposal is measured, and what was lent may go back."""


@unique
class Kind(StrEnum):
    """What staff are asked or told."""

    HELP = "help"
    """Open a window, or let one serve another service too: many wait."""
    BACK = "back"
    """The crowd is gone: the window can go back to its own services."""
    ENDED = "ended"
    """The window's hours have ended and it still serves (延时)."""
    LATE = "late"
    """The window should be open by now. Of halls before supervision told it; none is made any more."""
    SUBSTITUTE = "substitute"
    """The clerk has been away for long: somebody can stand in (AB 岗)."""
    CAP = "cap"
    """Few numbers of the day are left. Told, nothing to press."""


@dataclass(frozen=True, slots=True)
class Tide:
    """Help is proposed once more than `people` wait, or somebody longer than `wait`, for `lasting`."""

    people: int = 10
    wait: timedelta = timedelta(minutes=30)
    lasting: timedelta = timedelta(minutes=5)

    def pressed(self, day: Day, now: datetime) -> set[str]:
        """Services for which too many wait, or too long."""
        return {
            service
            for service, joined in _lines(day).items()
            if len(joined) > self.people or now - min(joined) > self.wait
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """`opens`: `window` is opened for it. `waiting` people, the first of them for `longest`; `who` stands in.

    HELP: open `window`, or let it serve `service` too, because so many wait there for so long.
    """

    window: int | None
    service: str
    opens: bool
    waiting: int
    longest: timedelta
    since: datetime
    kind: Kind = Kind.HELP
    who: str = ""

    @property
    def subject(self) -> str:
        """What it is about: of each there is one at a time."""
        if self.kind in {Kind.HELP, Kind.CAP}:
            return f"{self.kind}:{self.service}"
        return f"{self.kind}:{self.window}" + (f":{self.service}" if self.kind is Kind.BACK else "")


class Gauge:
    """Remembers since when each service is under pressure. Call `look` every minute or so."""

    def __init__(self, tide: Tide) -> None:
        self.tide = tide
        self._since: dict[str, datetime] = {}

    def look(self, day: Day, able: Collection[Desk], now: datetime) -> list[Proposal]:
        """What could be done now. `able`: windows with all the services that they could do at need."""
        pressed = self.tide.pressed(day, now)
        self._since = {service: self._since.get(service, now) for service in pressed}
        found: list[Proposal] = []
        for service, since in sorted(self._since.items(), key=lambda one: one[1]):
            if now - since < self.tide.lasting:
                continue
            taken = {one.window for one in found}
            helpers = (
                one.number for one in able if one.number not in taken and can_help(day, one, service, pressed)
            )
            helper = min(helpers, key=lambda number: _effort(day, number, service), default=None)
            if helper is not None:
                waiting, longest = pressure(day, service, now)
                opens = day.desks[helper].presence is Presence.CLOSED
                found.append(Proposal(helper, service, opens, waiting, longest, since))
        return found


def can_help(day: Day, able: Desk, service: str, pressed: AbstractSet[str]) -> bool:
    """Closed, or at work on nothing that is itself under pressure and not on this."""
    today = day.desks[able.number]
    free = today.presence is Presence.CLOSED or (
        today.presence is Presence.OPEN and service not in today.services and not today.services & pressed
    )
    return free and service in able.services


def pressure(day: Day, service: str, now: datetime) -> tuple[int, timedelta]:
    """People waiting for a service, and the longest wait of them."""
    line = day.line(service)
    return len(line), max((now - one.joined for one in line), default=timedelta())


def ebbed(
    day: Day,
    lent: Iterable[tuple[int, str, datetime]],
    own: Mapping[int, AbstractSet[str]],
    tide: Tide,
    now: datetime,
) -> list[Proposal]:
    """What was lent (window, service, since when) and is needed no more: half of the crowd that calls for help."""
    found = []
    for number, service, since in lent:
        desk = day.desks.get(number)
        if desk is None or service not in desk.services or service in own.get(number, ()):
            continue
        waiting, longest = pressure(day, service, now)
        if now - since >= EBB and waiting <= tide.people // 2 and longest <= tide.wait / 2:
            found.append(
                Proposal(
                    number,
                    service,
                    opens=False,
                    waiting=waiting,
                    longest=longest,
                    since=since,
                    kind=Kind.BACK,
                )
            )
    return found


def _lines(day: Day) -> dict[str, list[datetime]]:
    lines: dict[str, list[datetime]] = {}
    for ticket in day.waiting():
        lines.setdefault(ticket.service, []).append(ticket.joined)
    return lines


def _effort(day: Day, number: int, service: str) -> tuple[bool, bool, int, int]:
    """Windows at work with the shortest line first, closed ones last and of those the ones whose own service it is."""
    today = day.desks[number]
    closed = today.presence is not Presence.OPEN
    return closed, service not in today.services, 0 if closed else len(day.line_of(today)), number
