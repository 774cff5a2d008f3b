"""Which tickets a window may call by itself. Pure.

Each ticket has one window that may, chosen by its id among the windows that the hall file lets serve the service of
its number and that have a unit there: without one a window cannot call by itself. Neither an old view nor a ticket that was passed on meanwhile gives it to a second one.
"""

from __future__ import annotations

from collections.abc import Collection

from hall.contract.messages import Ticket
from hall.contract.windows import WindowState
from hall.domain.numbers import parse
from hall.domain.queue.locally import owner
from hall.settings import Settings


def windows_of(number: str, settings: Settings) -> list[int]:
    """The windows with a unit in the hall file that serve the service whose letter the number begins with."""
    try:
        prefix = parse(number).prefix
    except ValueError:
        return []
    services = {one.id for one in settings.services if one.prefix == prefix}
    able = {unit.window for unit in settings.units if unit.role == "window"}
    return [one.number for one in settings.windows if one.number in able and services & set(one.services)]


def next_own(view: WindowState, settings: Settings, today: str, taken: Collection[str]) -> Ticket | None:
    """The first in the window's line, as it was last seen, that nobody else will call."""
    for ticket in view.line:
        if ticket.date != today or ticket.event_id in taken:
            continue
        if owner(ticket.event_id, windows_of(ticket.number, settings)) == view.number:
            return ticket
    return None
