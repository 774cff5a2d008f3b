"""What works on every page: facts of the hall, help, language, large type, the end."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.touches import Finish, Help, SetLanguage, SetLarge, StillHere, Touch
from kiosk.flows.visit import BUSY, Event, Result, State, ended, on
from kiosk.flows.words import HallChanged, HealthChanged

LANGUAGES = frozenset({"zh", "en"})


def facts(state: State, event: Event) -> Result | None:
    """Take what the hall and the devices say."""
    match event:
        case HallChanged():
            return replace(state, services=event.services, items=event.items), ()
        case HealthChanged():
            return replace(state, health=event.health), ()
        case _:
            return None


def everywhere(state: State, event: Event) -> Result | None:
    """Do what every page offers."""
    match event:
        case SetLanguage() if event.language in LANGUAGES:
            return on(state, language=event.language), ()
        case SetLarge():
            return on(state, large=event.large), ()
        case Help():
            return on(state, help=event.wanted), ()
        case StillHere() if state.visit is not None:
            return state, ()
        case Finish() if state.visit is not None and state.page not in BUSY:
            return ended(state)
        case _:
            return None


def is_touch(event: Event) -> bool:
    """Whether a person did it."""
    return isinstance(event, Touch)
