"""The 24-hour terminal: from the attract page to the wipe."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.application import apply
from kiosk.flows.common import everywhere, facts, is_touch
from kiosk.flows.identify import ask, ask_card, identify
from kiosk.flows.paper import paper
from kiosk.flows.ticket import take
from kiosk.flows.timing import tick, touched
from kiosk.flows.touches import Back, Begin, Purpose, Want
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, Visit, on
from kiosk.flows.words import Effect, StopReading, Tick


def opening(now_ms: int) -> tuple[State, tuple[Effect, ...]]:
    """Return the state at start, and what is asked for at once."""
    return State(home=Page.ATTRACT, page=Page.ATTRACT, now_ms=now_ms), ()


def step(state: State, event: Event, rules: Rules) -> Result:
    """Take one event: the next state, and what has to be done."""
    if isinstance(event, Tick):
        state, effects = tick(state, event.now_ms, rules)
        return (state, effects) if effects else identify(state, event, rules) or (state, ())
    state = touched(state) if is_touch(event) else state
    result = (
        facts(state, event)
        or everywhere(_entered(state, event), event)
        or identify(state, event, rules)
        or take(state, event, rules)
        or apply(state, event)
        or paper(state, event)
        or _ways(state, event)
    )
    return result or (state, ())


def _entered(state: State, event: Event) -> State:
    """A touch on a key of the attract page begins a visit too."""
    if state.page is Page.ATTRACT and is_touch(event):
        return replace(state, page=Page.HOME)
    return state


def _ways(state: State, event: Event) -> Result | None:
    visit = state.visit
    match event:
        case Begin() if state.page is Page.ATTRACT:
            return on(state, Page.HOME), ()
        case Want() if state.page is Page.HOME and visit is not None:
            return _want(state, visit, event.purpose)
        case Back() if visit is not None:
            return _back(state, visit)
        case _:
            return None


def _want(state: State, visit: Visit, purpose: Purpose) -> Result:
    state = on(state, purpose=purpose)
    if visit.person is None and not visit.token:
        return ask(state)
    return on(state, Page.SERVICES if purpose is Purpose.TICKET else Page.ITEMS), ()


def _back(state: State, visit: Visit) -> Result:
    if visit.changing and visit.person is not None and state.page in {Page.ITEMS, Page.APPLICANT, Page.PHONE}:
        return on(state, Page.CHECK), ()
    stop: tuple[Effect, ...] = (StopReading(),) if visit.reading in {Reading.WAITING, Reading.BUSY} else ()
    if state.page is Page.PHONE:
        return ask_card(state, changing=False)
    if state.page is Page.REFUSED:
        return on(state, Page.CHECK if visit.purpose is Purpose.APPLICATION else Page.SERVICES), ()
    before = _BEFORE.get(state.page)
    return (state, ()) if before is None else (on(state, before, reading=Reading.IDLE, changing=False), stop)


_BEFORE = {
    Page.IDENTIFY: Page.HOME,
    Page.SERVICES: Page.HOME,
    Page.ITEMS: Page.HOME,
    Page.APPLICANT: Page.ITEMS,
    Page.CHECK: Page.PHONE,
}
