"""The light of a window, and why: from its hours, its presence, its line, and who is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hall.domain.cases.lights import Light
from hall.domain.queue.desk import Presence
from hall.domain.supervision.causes import Cause, Facts, worst
from hall.domain.supervision.rules import RULES, Kind, Limits


@dataclass(frozen=True)
class Seen:
    """A window now. Times are None where there is none.

    `began`: of its hours that it is in; `always`: it has none. `expected`: somebody should be there (no reserve).
    `since`: of its presence today. `active`: the last step with a ticket there. `serving`: of the ticket at it.
    `announced`: an announced closing is on; `released`: the latest of today that is over ended then.
    `clerk`: who is at it; `whose`: else, who was there last today, or whose it is by the hall file.
    `waiting`, `first`: its line, and since when the first waits. `named`: the hall's clerks have names.
    `here`: whether the clerk at it is in the house; `somebody`: whether any of those whose window it is, or who stand
    in for them, is. None: nobody knows. `left`: the last punch of the clerk, or of all of those.
    """

    number: int
    presence: Presence
    began: datetime | None = None
    always: bool = False
    expected: bool = True
    since: datetime | None = None
    active: datetime | None = None
    ticket: str = ""
    serving: datetime | None = None
    announced: bool = False
    released: datetime | None = None
    waiting: int = 0
    first: datetime | None = None
    pause: str = ""
    clerk: str = ""
    whose: str = ""
    named: bool = False
    here: bool | None = None
    somebody: bool | None = None
    left: datetime | None = None

    @property
    def about(self) -> str:
        """As warnings name it."""
        return f"window:{self.number}"

    @property
    def within(self) -> bool:
        """Whether its hours are on."""
        return self.always or self.began is not None


@dataclass(frozen=True)
class Shown:
    """A window's light. `causes`: the most urgent first."""

    seen: Seen
    light: Light
    causes: tuple[Cause, ...]


def look(seen: Seen, limits: Limits, now: datetime) -> Shown:
    """GREEN: at work, and nothing is wrong. NONE: it is closed, and may be."""
    found = [*_presence(seen, limits, now), *_line(seen, limits, now), *_staff(seen, limits, now)]
    causes = tuple(sorted(found, key=lambda one: (one.light is not Light.RED, one.since)))
    calm = Light.NONE if seen.presence is Presence.CLOSED else Light.GREEN
    return Shown(seen, worst((one.light for one in causes), calm), causes)


def _presence(seen: Seen, limits: Limits, now: datetime) -> Iterable[Cause]:
    if seen.announced or not seen.within:
        return
    if seen.presence is Presence.PAUSED and seen.since is not None:
        since = _latest(seen.since, seen.released)
        yield from _cause(seen, Kind.WINDOW_PAUSED, since, limits, now, {"reason": seen.pause})
    if seen.presence is Presence.CLOSED and seen.expected and seen.began is not None:
        shut = seen.since if seen.since and seen.since > seen.began else None
        back = seen.released if seen.released and seen.released > _latest(seen.began, shut) else None
        if shut is None or back is not None:
            yield from _cause(seen, Kind.WINDOW_LATE, back or seen.began, limits, now)
        else:
            yield from _cause(seen, Kind.WINDOW_CLOSED, shut, limits, now)


def _line(seen: Seen, limits: Limits, now: datetime) -> Iterable[Cause]:
    if seen.presence is Presence.CLOSED:
        return
    if seen.serving is not None:
        yield from _cause(seen, Kind.TICKET_SERVING, seen.serving, limits, now, {"number": seen.ticket})
    if seen.first is None:
        return
    if seen.presence is Presence.OPEN and not seen.ticket and not seen.announced:
        since = _latest(seen.first, seen.since, seen.active, seen.released)
        yield from _cause(seen, Kind.WINDOW_UNATTENDED, since, limits, now, {"count": seen.waiting})
    yield from _cause(seen, Kind.TICKET_WAITING, seen.first, limits, now, {"count": seen.waiting})


def _staff(seen: Seen, limits: Limits, now: datetime) -> Iterable[Cause]:
    if seen.presence is Presence.OPEN and seen.since is not None:
        if seen.named and not seen.clerk:
            yield from _cause(seen, Kind.STAFF_UNSIGNED, seen.since, limits, now)
        if seen.clerk and seen.here is False and not seen.announced:
            since = _latest(seen.since, seen.left)
            yield from _cause(seen, Kind.STAFF_ABSENT, since, limits, now, {"who": seen.clerk})
    nobody = seen.presence is not Presence.OPEN and seen.somebody is False and seen.expected
    if nobody and not seen.announced and seen.began is not None:
        since = _latest(seen.began, seen.released, seen.left)
        yield from _cause(seen, Kind.STAFF_ABSENT, since, limits, now, {"who": ""})


def _cause(
    seen: Seen, kind: Kind, since: datetime, limits: Limits, now: datetime, facts: Facts | None = None
) -> Iterable[Cause]:
    light = RULES[kind].light(now - since, limits)
    if light is not None:
        yield Cause(kind, seen.about, light, since, seen.number, seen.clerk or seen.whose, facts or {})


def _latest(first: datetime, *others: datetime | None) -> datetime:
    return max((first, *(one for one in others if one is not None)))
