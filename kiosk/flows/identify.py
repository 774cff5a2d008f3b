"""Who is it: by card, by code, or nobody in particular (tickets only)."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.filing.drafts import looked, seek
from kiosk.flows.filing.route import refiled
from kiosk.flows.identify_code import card_only, read_code, unproven
from kiosk.flows.timing import touched, was_read
from kiosk.flows.touches import OtherCard, Proceed, Purpose, Skip
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, Visit, group_of, on, opened
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    CodeRead,
    CodeSeen,
    Effect,
    FindBookings,
    ReadCard,
    ReadCode,
    StopReading,
    Tick,
)

LISTENING = frozenset({Page.IDENTIFY, Page.APPLICANT, Page.PRINCIPAL})
CODED = frozenset({Page.IDENTIFY, Page.APPLICANT, Page.PROGRESS, Page.PICKUP, Page.BOOKING})
"""Where a resident's code may say who it is."""
_ANSWERS = (CardSeen, CardRead, CardProblem, CodeProblem)
"""What ends the asking whose a code is, as far as the page is concerned."""

ELDER = "elder"
"""The group that an ID card alone can show."""


def met(state: State, event: CardRead) -> State:
    """Know the person on the card. Whoever is old enough goes first, if the hall has that group."""
    state, visit = opened(state)
    proposed = ELDER if event.elder and group_of(state, ELDER) is not None else ""
    chosen = "" if visit.elder and visit.group == ELDER else visit.group
    return on(
        state,
        person=event.person,
        elder=event.elder,
        group=chosen or proposed,
        phoned=False,
        card_used=visit.card_used or not event.person.by_code,
        bookings=(),
    )


def booked(state: State) -> tuple[Effect, ...]:
    """Ask for the appointments of whoever takes a number; nobody waits for the answer."""
    person = state.visit.person if state.visit is not None else None
    return (FindBookings(id_number=person.id_number),) if person is not None and state.health.online else ()


def ask(state: State, *, code: bool) -> Result:
    """Open the page that asks for a card or a code; without `code` for one that says who it is."""
    fresh = on(state, Page.IDENTIFY, reading=Reading.WAITING, person=None, token="", bookings=())
    return fresh, (ReadCard(), ReadCode()) if code else (ReadCard(), *read_code(fresh))


def ask_card(state: State, *, changing: bool) -> Result:
    """Open the applicant's page, with the readers armed when nobody is known yet, or not by what the item takes."""
    visit = state.visit
    if visit is not None and visit.person is not None and not unproven(state):
        return on(state, Page.APPLICANT, reading=Reading.DONE, changing=changing), ()
    asking = on(state, Page.APPLICANT, reading=Reading.WAITING, changing=changing)
    return asking, (ReadCard(), *read_code(asking))


def identify(state: State, event: Event, rules: Rules) -> Result | None:
    """Follow the readers on the pages that wait for them."""
    visit = state.visit
    if visit is None or state.page not in LISTENING:
        return None
    if isinstance(event, Tick):
        return known(state) if was_read(state, rules) else None
    if visit.reading is Reading.DONE:
        return _after(state, event)
    return _before(state, visit, event, rules)


def _before(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    by_code = state.page is Page.IDENTIFY and visit.purpose is Purpose.TICKET
    by_either = state.page is not Page.PRINCIPAL
    if (isinstance(event, CodeRead | Skip) and not by_code) or (
        isinstance(event, CodeProblem) and not by_either
    ):
        return None
    here = touched(state)
    match event:
        case CardSeen():
            result = on(here, reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardProblem() | CodeProblem():
            result = on(here, reading=Reading.WAITING, problem=event.code), ()
        case _:
            return _found(here, visit, event, rules)
    return result


def _found(here: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    stop = (StopReading(),)
    match event:
        case CardRead() if here.page is Page.PRINCIPAL:
            return _principal(here, visit, event)
        case CardRead() if event.person.by_code and card_only(here):
            return on(here, reading=Reading.WAITING, problem="resident.cardOnly"), ()
        case CardRead():
            read = on(met(here, event), reading=Reading.DONE, problem="", since_ms=here.now_ms)
            known_now, sought = (
                seek(read, rules) if visit.purpose is Purpose.APPLICATION else (read, booked(read))
            )
            return known_now, (*stop, *sought)
        case CodeRead():
            return on(here, reading=Reading.DONE, problem="", since_ms=here.now_ms, token=event.token), stop
        case Skip():
            return on(here, Page.SERVICES, reading=Reading.IDLE), stop
        case _:
            return None


def _principal(here: State, visit: Visit, event: CardRead) -> Result:
    """Whose matter it is; the card of whoever stands here is not theirs."""
    if visit.person is not None and event.person.id_number == visit.person.id_number:
        return on(here, reading=Reading.WAITING, problem="card.sameAsAgent"), (ReadCard(),)
    filing = refiled(visit.filing, replace(visit.filing, principal=event.person))
    return on(here, reading=Reading.DONE, problem="", filing=filing, card_used=True), (StopReading(),)


def _after(state: State, event: Event) -> Result | None:
    match event:
        case Proceed() if state.page is Page.IDENTIFY:
            return known(state)
        case OtherCard() if state.page is Page.APPLICANT:
            other = on(state, reading=Reading.WAITING, person=None, problem="")
            return other, (ReadCard(), *read_code(other))
        case OtherCard() if state.page is Page.PRINCIPAL and state.visit is not None:
            filing = refiled(state.visit.filing, replace(state.visit.filing, principal=None))
            return on(state, reading=Reading.WAITING, filing=filing, problem=""), (ReadCard(),)
        case _:
            return None


def known(state: State) -> Result:
    """Go on to what the person came for."""
    if state.visit is not None and state.visit.purpose is Purpose.APPLICATION:
        return looked(state)
    if state.visit is not None and state.visit.bookings:
        return on(state, Page.BOOKINGS, purpose=Purpose.APPOINTMENT, reading=Reading.IDLE), ()
    return on(state, Page.SERVICES, reading=Reading.IDLE), ()


def asked(state: State, event: Event) -> State:
    """The state in which `event` is heard: nobody asks whose a code is any more once there is an answer, or a card."""
    coding = state.visit is not None and state.visit.coding
    return on(state, coding=False) if coding and isinstance(event, _ANSWERS) else state


def seen(state: State, event: Event) -> Result | None:
    """A code was read, and whose it is is being asked."""
    visit = state.visit
    if not isinstance(event, CodeSeen) or visit is None or state.page not in CODED:
        return None
    if visit.reading is Reading.DONE:
        return state, ()
    return on(touched(state), reading=Reading.BUSY, problem="", said=None, coding=True), ()
