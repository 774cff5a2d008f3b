"""The 24-hour terminal: from the attract page to the wipe."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.application import apply
from kiosk.flows.assist import assist
from kiosk.flows.bookings import booking
from kiosk.flows.common import everywhere, is_touch
from kiosk.flows.copying import copying
from kiosk.flows.evaluate import evaluate
from kiosk.flows.evaluate_after import invite
from kiosk.flows.filing.pages import file, start
from kiosk.flows.guides import guides
from kiosk.flows.identify import ask, ask_card, asked, booked, identify, seen
from kiosk.flows.left_behind import noticed
from kiosk.flows.library import Library, Standing
from kiosk.flows.needs_inside import heard
from kiosk.flows.paper import paper
from kiosk.flows.pickup import pickup
from kiosk.flows.places import places
from kiosk.flows.progress import progress
from kiosk.flows.suggestion import suggest
from kiosk.flows.ticket import take
from kiosk.flows.tiles import tiles
from kiosk.flows.timing import tick, touched
from kiosk.flows.touches import Back, Begin, Headset, Purpose, Want
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, Visit, on
from kiosk.flows.ways import back, ways
from kiosk.flows.words import Effect, StopReading, Tick


def opening(now_ms: int) -> tuple[State, tuple[Effect, ...]]:
    """Return the state at start, and what is asked for at once."""
    asked = Library(standing=Standing.ASKED)
    return State(home=Page.ATTRACT, page=Page.ATTRACT, now_ms=now_ms, library=asked), ()


def step(state: State, event: Event, rules: Rules) -> Result:
    """Take one event: the next state, and what has to be done."""
    return noticed(event, _step(state, event, rules))


def _step(state: State, event: Event, rules: Rules) -> Result:
    if isinstance(event, Tick):
        if (invited := invite(state, event, rules)) is not None:
            return invited
        state, effects = tick(state, event.now_ms, rules)
        return (
            (state, effects)
            if effects
            else identify(state, event, rules) or pickup(state, event) or (state, ())
        )
    state = asked(touched(state) if is_touch(event) else state, event)
    result = (
        heard(state, event)
        or assist(state, event)
        or invite(state, event, rules)
        or everywhere(_entered(state, event), event)
        or seen(state, event)
        or pickup(state, event)
        or places(state, event)
        or tiles(state, event)
        or copying(state, event, rules)
        or guides(state, event)
        or identify(state, event, rules)
        or file(state, event, rules)
        or suggest(state, event)
        or evaluate(state, event, rules)
        or progress(state, event)
        or take(state, event, rules)
        or booking(state, event, rules)
        or ways(state, event, rules)
        or apply(state, event)
        or paper(state, event)
        or _ways(state, event, rules)
    )
    return result or (state, ())


def _entered(state: State, event: Event) -> State:
    """A touch on a key of the attract page begins a visit too."""
    if state.page is Page.ATTRACT and is_touch(event) and event != Headset(there=False):
        return replace(state, page=Page.HOME)
    return state


def _ways(state: State, event: Event, rules: Rules) -> Result | None:
    visit = state.visit
    match event:
        case Begin() if state.page is Page.ATTRACT:
            return on(state, Page.HOME), ()
        case Want() if state.page is Page.HOME and visit is not None:
            return _want(state, visit, event.purpose, rules)
        case Back() if visit is not None:
            return back(state) or _back(state, visit)
        case _:
            return None


def _want(state: State, visit: Visit, purpose: Purpose, rules: Rules) -> Result:
    state = on(state, purpose=purpose)
    if purpose is Purpose.APPLICATION:
        return start(state, rules)
    if visit.person is None and not visit.token:
        return ask(state, code=True)
    return on(state, Page.SERVICES), booked(state)


def _back(state: State, visit: Visit) -> Result:
    if visit.changing and visit.person is not None and state.page in {Page.ITEMS, Page.APPLICANT, Page.PHONE}:
        return on(state, Page.CHECK), ()
    stop: tuple[Effect, ...] = (StopReading(),) if visit.reading in {Reading.WAITING, Reading.BUSY} else ()
    if state.page is Page.PHONE:
        return ask_card(state, changing=False)
    if state.page is Page.REFUSED:
        return on(state, Page.CHECK if visit.purpose is Purpose.APPLICATION else Page.SERVICES), ()
    before = Page.ITEMS if _looks_for_a_draft(state, visit) else _BEFORE.get(state.page)
    return (state, ()) if before is None else (on(state, before, reading=Reading.IDLE, changing=False), stop)


def _looks_for_a_draft(state: State, visit: Visit) -> bool:
    return state.page is Page.IDENTIFY and visit.purpose is Purpose.APPLICATION


_BEFORE = {
    Page.IDENTIFY: Page.HOME,
    Page.SERVICES: Page.HOME,
    Page.ITEMS: Page.HOME,
    Page.APPLICANT: Page.ITEMS,
    Page.CHECK: Page.PHONE,
}
