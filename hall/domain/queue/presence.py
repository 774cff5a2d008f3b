"""Windows that open, rest, close, change hands, and help out (潮汐窗口)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hall.domain.queue.day import Day, Fact, Refused, Step
from hall.domain.queue.desk import Desk, Presence, Undoable
from hall.domain.queue.verbs import settled


def open_window(day: Day, window: int, clerk: str, now: datetime, *, stands_in_for: str = "") -> Step:
    """A clerk begins, or goes on after a pause; `stands_in_for` the one whose window it is."""
    desk = day.desk(window)
    at_work = replace(
        desk, presence=Presence.OPEN, pause="", clerk=clerk or desk.clerk, stands_in_for=stands_in_for
    )
    return _step(desk, at_work, "window.opened", now)


def pause(day: Day, window: int, reason: str, now: datetime) -> Step:
    """The window rests; who is at it stays. The reason is shown to those who wait."""
    desk = day.desk(window)
    if desk.presence is not Presence.OPEN:
        raise Refused(f"window.{desk.presence.value}", window=window)
    if not reason:
        raise Refused("window.pauseNeedsReason", window=window)
    return _step(desk, replace(desk, presence=Presence.PAUSED, pause=reason), "window.paused", now)


def close(day: Day, window: int, now: datetime) -> Step:
    """The window ends its day. Tickets pinned to it are anybody's again."""
    desk = day.desk(window)
    if desk.current:
        raise Refused("window.busy", window=window)
    shut = replace(desk, presence=Presence.CLOSED, pause="", clerk="", stands_in_for="", undo=None)
    step = _step(desk, shut, "window.closed", now)
    free = tuple(replace(t, pinned=None) for t in day.tickets.values() if t.pinned == window)
    return replace(step, tickets=free, desks=(shut,)) if free else step


def lend(day: Day, window: int, services: frozenset[str], now: datetime) -> Step:
    """From now on the window serves these: a proposal accepted, or taken back."""
    desk = day.desk(window)
    if not services:
        raise Refused("window.needsService", window=window)
    return _step(desk, replace(desk, services=services), "window.services", now)


def help_out(day: Day, window: int, service: str, now: datetime) -> Step:
    """The window serves `service` too, and is opened for it when it is closed."""
    desk = day.desk(window)
    if desk.presence is Presence.PAUSED:
        raise Refused("window.paused", window=window)
    if desk.presence is Presence.OPEN:
        return lend(day, window, desk.services | {service}, now)
    return _step(
        desk,
        replace(desk, presence=Presence.OPEN, services=desk.services | {service}),
        "window.opened",
        now,
    )


def _step(before: Desk, after: Desk, kind: str, now: datetime) -> Step:
    undoable = Undoable(now, kind, (), (), settled(before))
    return Step((Fact(kind, window=before.number),), desks=(replace(after, undo=undoable),))
