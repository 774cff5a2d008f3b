"""A page that waits for the server says by itself that the network went, and goes on by itself when it is back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.flows.bookings import OFFLINE as NO_BOOKINGS
from kiosk.flows.bookings import ask_booking
from kiosk.flows.common import facts
from kiosk.flows.progress import OFFLINE as NO_PROGRESS
from kiosk.flows.progress import ask_progress
from kiosk.flows.visit import Event, Page, Reading, Result, State, on
from kiosk.flows.words import HealthChanged, StopReading

_WAITS: Final[Mapping[Page, tuple[str, Callable[[State], Result]]]] = {
    Page.BOOKING: (NO_BOOKINGS, ask_booking),
    Page.PROGRESS: (NO_PROGRESS, ask_progress),
}


def heard(state: State, event: Event) -> Result | None:
    """Take what the hall and the devices say."""
    result = facts(state, event)
    waits = _WAITS.get(state.page)
    if result is None or waits is None or state.visit is None or not isinstance(event, HealthChanged):
        return result
    now, (problem, ask) = result[0], waits
    if state.health.online and not event.health.online and state.visit.reading is not Reading.BUSY:
        return on(now, reading=Reading.IDLE, problem=problem, said=None), (StopReading(),)
    if event.health.online and state.visit.problem == problem:
        return ask(now)
    return result
