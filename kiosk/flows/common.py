"""What works on every page: facts of the hall, help, language, large type, the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.flows.comfort import Comfort, adjusted
from kiosk.flows.facts import DEVICES, UNPLUGGED
from kiosk.flows.leaving import finished
from kiosk.flows.touches import (
    Adjust,
    AsUsual,
    Back,
    Finish,
    Headset,
    Help,
    OpenComfort,
    SetLanguage,
    SetLarge,
    StillHere,
    Touch,
    Unchosen,
)
from kiosk.flows.visit import BUSY, Event, Page, Result, State, Visit, ended, on
from kiosk.flows.words import CardLies, CardLifted, HallChanged, Health, HealthChanged

LANGUAGES = frozenset({"zh", "en"})
PERSONS = frozenset(
    {"card", "code", "resident", "phone", "appointment", "slip", "progress", "case", "evaluate", "copy"}
    | {"pickup", "typing", "question", "material", "sign", "draft", "filing", "page"}
)
"""Families of problems that a person has, not a device."""


def facts(state: State, event: Event) -> Result | None:
    """Take what the hall and the devices say."""
    match event:
        case HallChanged():
            known = replace(state, services=event.services, items=event.items, groups=event.groups)
            return replace(known, residents=event.residents), ()
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
    if visit.problem in _left_behind(before, now):
        state = on(state, problem="")
    if before.printer and not now.printer and state.page is Page.NO_PAPER and visit.order is not None:
        state = on(state, order=replace(visit.order, problem="paper.again"))
    return state


def _left_behind(before: Health, now: Health) -> Iterator[str]:
    """What was said of printers and scanners that work again."""
    if before.printer and not now.printer:
        yield before.printer
    for source, one in {"": "document_printer", **DEVICES}.items():
        if before.trouble(one) and not now.trouble(one):
            yield from (before.trouble(one), *UNPLUGGED.get(source, ()))


def _lifted(state: State) -> Result:
    if state.page is Page.TAKE_CARD:
        return ended(state)
    return (on(state, card_used=False) if state.visit is not None else state), ()


def everywhere(state: State, event: Event) -> Result | None:
    """Do what every page offers."""
    match event:
        case SetLanguage() if event.language in LANGUAGES:
            return on(state, language=event.language), ()
        case SetLarge() | OpenComfort() | Adjust() | AsUsual() | Headset():
            return comforted(state, event), ()
        case Help():
            return on(state, help=event.wanted, adjusting=False), ()
        case StillHere() if state.visit is not None:
            return state, ()
        case _ if state.visit is not None:
            return _kept(state, state.visit, event)
        case _:
            return None


def _kept(state: State, visit: Visit, event: Event) -> Result | None:
    """What would be lost is asked about: at the end, and where no word was chosen yet."""
    match event:
        case Unchosen():
            return on(state, problem="typing.unchosen"), ()
        case Finish() if state.page not in BUSY:
            return finished(state)
        case Back() if visit.leaving:
            return on(state, leaving=False), ()
        case _:
            return None


def comforted(state: State, event: SetLarge | OpenComfort | Adjust | AsUsual | Headset) -> State:
    """Change how things are seen and heard; answers stay. A headset that comes starts the voice, its going ends it."""
    comfort = state.visit.comfort if state.visit else Comfort()
    match event:
        case OpenComfort():
            return on(state, adjusting=event.wanted, help=False)
        case SetLarge():
            return on(state, comfort=adjusted(comfort, "elder", "on" if event.large else "off"))
        case Adjust():
            return on(state, comfort=adjusted(comfort, event.what, event.value))
        case AsUsual():
            return on(state, comfort=Comfort())
        case Headset():
            heard = replace(state, headset=event.there)
            if heard.visit is None and not event.there:
                return heard
            return on(heard, comfort=replace(comfort, aloud=event.there))


def is_touch(event: Event) -> bool:
    """Whether a person did it."""
    return isinstance(event, Touch)
