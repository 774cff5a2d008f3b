"""The ticket dispenser: one touch, one ticket. A card on the reader is welcome and never needed."""

from __future__ import annotations

from kiosk.flows.common import everywhere, facts, is_touch
from kiosk.flows.paper import paper
from kiosk.flows.ticket import take
from kiosk.flows.timing import tick, touched
from kiosk.flows.touches import Back
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, ended, on
from kiosk.flows.words import CardProblem, CardRead, CardSeen, Effect, ReadCard, Tick


def opening(now_ms: int) -> tuple[State, tuple[Effect, ...]]:
    """Return the state at start, and what is asked for at once."""
    always = (ReadCard(),)
    return State(home=Page.SERVICES, page=Page.SERVICES, now_ms=now_ms, always=always), always


def step(state: State, event: Event, rules: Rules) -> Result:
    """Take one event: the next state, and what has to be done."""
    if isinstance(event, Tick):
        return tick(state, event.now_ms, rules)
    state = touched(state) if is_touch(event) else state
    result = (
        facts(state, event)
        or everywhere(state, event)
        or _card(state, event)
        or take(state, event, rules)
        or paper(state, event)
    )
    if result is None and isinstance(event, Back) and state.page is Page.REFUSED:
        result = ended(state)
    return result or (state, ())


def _card(state: State, event: Event) -> Result | None:
    if state.page is not Page.SERVICES:
        return None
    here = touched(state)
    match event:
        case CardSeen():
            return on(here, reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardRead():
            return on(here, reading=Reading.DONE, person=event.person, card_used=True, problem=""), ()
        case CardProblem():
            return on(here, reading=Reading.WAITING, problem=event.code), ()
        case _:
            return None
