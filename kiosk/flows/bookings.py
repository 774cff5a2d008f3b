"""An appointment is taken up: found by card or code, chosen, and its number is issued like any other."""

from __future__ import annotations

from kiosk.flows.identify import met
from kiosk.flows.ticket import issue
from kiosk.flows.touches import ChooseBooking, Digit, Erase, Proceed, Purpose
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, Visit, on, opened
from kiosk.flows.words import (
    BookingRead,
    BookingsFound,
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    FindBookings,
    ReadCard,
    ReadCode,
    Said,
    StopReading,
)

KEYS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
CODE_LEAST, CODE_MOST = 4, 16
"""Characters of a code that can be typed."""
OFFLINE = "appointment.offline"


def ask_booking(state: State) -> Result:
    """Open the page that asks for a card or a code; whoever is known by a card is looked for at once."""
    state, visit = opened(state)
    asked = on(state, Page.BOOKING, purpose=Purpose.APPOINTMENT, code="", bookings=(), booking=None)
    if not state.health.online:
        return on(asked, reading=Reading.IDLE, problem=OFFLINE), ()
    if visit.person is not None:
        return on(asked, reading=Reading.BUSY), (FindBookings(id_number=visit.person.id_number),)
    return _wait(asked)


def booking(state: State, event: Event, rules: Rules) -> Result | None:
    """One step on the two pages of an appointment."""
    visit = state.visit
    if visit is None:
        return None
    if state.page is Page.BOOKINGS:
        return _chosen(state, visit, event, rules)
    if state.page is not Page.BOOKING:
        kept = told(state, event)
        return None if kept is None else (kept, ())
    return _read(state, event) or _typed(state, visit, event) or _found(state, event)


def told(state: State, event: Event) -> State | None:
    """Keep what is due today for the person whose card was asked about; None for any other answer."""
    person = state.visit.person if state.visit is not None else None
    if not isinstance(event, BookingsFound) or person is None or event.id_number != person.id_number:
        return None
    return on(state, bookings=tuple(each for each in event.bookings if each.due))


def _wait(state: State, trouble: str = "", said: Said | None = None) -> Result:
    return on(state, reading=Reading.WAITING, problem=trouble, said=said), (
        ReadCard(),
        ReadCode(booking=True, person=state.residents),
    )


def _read(state: State, event: Event) -> Result | None:
    match event:
        case CardSeen():
            return on(state, reading=Reading.BUSY, card_used=True, problem="", said=None), ()
        case CardRead():
            known = on(met(state, event), reading=Reading.BUSY, problem="", said=None)
            return known, (StopReading(), FindBookings(id_number=event.person.id_number))
        case BookingRead():
            return on(state, reading=Reading.BUSY, problem="", said=None), (
                StopReading(),
                FindBookings(code=event.code),
            )
        case CardProblem() | CodeProblem():
            return on(state, reading=Reading.WAITING, problem=event.code, said=None), ()
        case _:
            return None


def _typed(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case Digit() if event.digit in KEYS and len(visit.code) < CODE_MOST:
            return on(state, code=visit.code + event.digit, problem="", said=None), ()
        case Erase():
            return on(state, code=visit.code[:-1], problem="", said=None), ()
        case Proceed() if len(visit.code) < CODE_LEAST:
            return on(state, problem="appointment.codeShort", said=None), ()
        case Proceed():
            return on(state, reading=Reading.BUSY, problem="", said=None), (
                StopReading(),
                FindBookings(code=visit.code),
            )
        case _:
            return None


def _found(state: State, event: Event) -> Result | None:
    match event:
        case BookingsFound() if event.bookings:
            return on(state, Page.BOOKINGS, bookings=event.bookings, reading=Reading.IDLE), ()
        case BookingsFound():
            return _wait(state, event.problem or "appointment.none", event.said)
        case _:
            return None


def _chosen(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    if not isinstance(event, ChooseBooking):
        return None
    chosen = next((each for each in visit.bookings if each.code == event.code), None)
    if chosen is None:
        return None
    taken, visit = opened(on(state, service=chosen.service, booking=chosen))
    return issue(taken, visit, event.intent, rules)
