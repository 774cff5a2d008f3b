"""What works on every page: facts of the hall, help, language, large type, the end."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.touches import Finish, Help, SetLanguage, SetLarge, StillHere, Touch
from kiosk.flows.visit import BUSY, Event, Page, Result, State, ended, on
from kiosk.flows.words import CardLies, CardLifted, HallChanged, Health, HealthChanged

LANGUAGES = frozenset({"zh", "en"})
PERSONS = frozenset({"card", "code", "phone"})
"""Families of problems that a person has, not a device."""


def facts(state: State, event: Event) -> Result | None:
    """Take what the hall and the devices say."""
    match event:
        case HallChanged():
            return replace(state, services=event.services, items=event.items), ()
        case HealthChanged():
            return _recovered(replace(state, health=event.health), state.health), ()
        case CardLies():
            return replace(state, card_lies=True), ()
        case CardLifted():
            return _lifted(replace(state, card_lies=False))
        case _:
            return None


def _recovered(state: State, before: Health) -> State:
    """What a device's trouble left on the page goes with the trouble."""
    visit, now = state.visit, state.health
    if visit is None:
        return state
    if before.card_reader and not now.card_reader and visit.problem.partition(".")[0] not in PERSONS:
        state = on(state, problem="")
    if before.printer and not now.printer and state.page is Page.NO_PAPER and visit.order is not None:
        state = on(state, order=replace(visit.order, problem="paper.again"))
    return state


def _lifted(state: State) -> Result:
    if state.page is Page.TAKE_CARD:
        return ended(state)
    return (on(state, card_used=False) if state.visit is not None else state), ()


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
