"""The ticket dispenser: one touch, one ticket. A card on the reader is welcome and never needed."""

from __future__ import annotations

from kiosk.flows.assist import assist
from kiosk.flows.bookings import booking, told
from kiosk.flows.common import everywhere, is_touch
from kiosk.flows.identify import booked, known, met
from kiosk.flows.needs_inside import heard
from kiosk.flows.paper import paper
from kiosk.flows.ticket import take
from kiosk.flows.timing import tick, touched
from kiosk.flows.touches import Back
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, ended, on
from kiosk.flows.ways import back, services, ways
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
        heard(state, event)
        or assist(state, event)
        or everywhere(state, event)
        or _card(state, event)
        or _booked(state, event, rules)
        or take(state, event, rules)
        or booking(state, event, rules)
        or ways(state, event, rules)
        or paper(state, event)
        or _back(state, event)
    )
    return result or (state, ())


def _back(state: State, event: Event) -> Result | None:
    if not isinstance(event, Back):
        return None
    return ended(state) if state.page is Page.REFUSED else back(state)


def _card(state: State, event: Event) -> Result | None:
    if state.page is Page.BOOKINGS and isinstance(event, CardRead):
        return _next(state, event)
    if state.page not in {Page.SERVICES, Page.CATEGORY, Page.WAYS, Page.GROUPS}:
        return None
    here = touched(state)
    match event:
        case CardSeen():
            return on(here, reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardRead():
            return _met(on(here, since_ms=here.now_ms), event)
        case CardProblem():
            return on(here, reading=Reading.WAITING, problem=event.code), ()
        case _:
            return None


def _met(state: State, event: CardRead) -> Result:
    read = on(met(state, event), reading=Reading.DONE, problem="")
    return read, booked(read)


def _next(state: State, event: CardRead) -> Result | None:
    """Another card before somebody's appointments: the next person's; the same card once more is nothing new."""
    person = state.visit.person if state.visit is not None else None
    if person is not None and person.id_number == event.person.id_number:
        return None
    return _met(services(touched(state))[0], event)


def _booked(state: State, event: Event, rules: Rules) -> Result | None:
    """Appointments come in front at once after the card; under a finger, or late, the page stays and tells of them."""
    kept, visit = told(state, event), state.visit
    if kept is None or kept.visit is None or visit is None or state.page is not Page.SERVICES:
        return None
    news = bool(kept.visit.bookings) and not visit.bookings
    waits = visit.touched_ms == visit.since_ms and state.now_ms - visit.since_ms < rules.seen_ms
    return known(kept) if news and waits else (kept, ())
