"""Who is it: by card, by code, or nobody in particular (tickets only)."""

from __future__ import annotations

from kiosk.flows.timing import touched, was_read
from kiosk.flows.touches import OtherCard, Proceed, Purpose, Skip
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, Visit, on
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    CodeRead,
    ReadCard,
    ReadCode,
    StopReading,
    Tick,
)

LISTENING = frozenset({Page.IDENTIFY, Page.APPLICANT})


def ask(state: State) -> Result:
    """Open the page that asks for a card or a code."""
    fresh = on(state, Page.IDENTIFY, reading=Reading.WAITING, person=None, token="")
    return fresh, (ReadCard(), ReadCode())


def ask_card(state: State, *, changing: bool) -> Result:
    """Open the applicant's page, with the reader armed when nobody is known yet."""
    visit = state.visit
    if visit is not None and visit.person is not None:
        return on(state, Page.APPLICANT, reading=Reading.DONE, changing=changing), ()
    return on(state, Page.APPLICANT, reading=Reading.WAITING, changing=changing), (ReadCard(),)


def identify(state: State, event: Event, rules: Rules) -> Result | None:
    """Follow the readers on the two pages that wait for them."""
    visit = state.visit
    if visit is None or state.page not in LISTENING:
        return None
    if isinstance(event, Tick):
        return known(state) if was_read(state, rules) else None
    if visit.reading is Reading.DONE:
        return _after(state, event)
    return _before(state, visit, event)


def _before(state: State, visit: Visit, event: Event) -> Result | None:
    if isinstance(event, CodeRead | CodeProblem | Skip) and state.page is not Page.IDENTIFY:
        return None
    here = touched(state)
    match event:
        case CardSeen():
            result = on(here, reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardProblem():
            result = on(here, reading=Reading.WAITING, problem=event.code), ()
        case CodeProblem():
            result = on(here, problem=event.code), ()
        case _:
            return _found(here, visit, event)
    return result


def _found(here: State, visit: Visit, event: Event) -> Result | None:
    stop = (StopReading(),)
    match event:
        case CardRead():
            return on(
                here,
                reading=Reading.DONE,
                problem="",
                since_ms=here.now_ms,
                person=event.person,
                card_used=True,
            ), stop
        case CodeRead():
            return on(here, reading=Reading.DONE, problem="", since_ms=here.now_ms, token=event.token), stop
        case Skip() if visit.purpose is Purpose.TICKET:
            return on(here, Page.SERVICES, reading=Reading.IDLE), stop
        case _:
            return None


def _after(state: State, event: Event) -> Result | None:
    match event:
        case Proceed() if state.page is Page.IDENTIFY:
            return known(state)
        case OtherCard() if state.page is Page.APPLICANT:
            return on(state, reading=Reading.WAITING, person=None, problem=""), (ReadCard(),)
        case _:
            return None


def known(state: State) -> Result:
    """Go on to what the person came for."""
    purpose = state.visit.purpose if state.visit else None
    return on(
        state, Page.ITEMS if purpose is Purpose.APPLICATION else Page.SERVICES, reading=Reading.IDLE
    ), ()
