"""What the services page leads to beside a number: going first, a phone for a card, a lost paper, what to bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hall.domain.privacy import Phone
from kiosk.flows.bookings import ask_booking
from kiosk.flows.identify import met
from kiosk.flows.phone import plain, problem, typed
from kiosk.flows.ticket import identity_of
from kiosk.flows.touches import (
    ByPhone,
    ChooseGroup,
    ChooseItem,
    ChooseSlip,
    MayGoFirst,
    MoreWays,
    PrintList,
    Proceed,
    Purpose,
    Skip,
    Want,
)
from kiosk.flows.visit import (
    Event,
    Order,
    Page,
    Reading,
    Result,
    Rules,
    State,
    Visit,
    group_of,
    item_of,
    on,
    opened,
)
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    CodeRead,
    FindSlips,
    PrintMaterials,
    ReadCard,
    ReadCode,
    Reprint,
    SlipsFound,
    StopReading,
)

NOBODY = "slip.none"


def ways(state: State, event: Event, rules: Rules) -> Result | None:
    """One step from the services page to one of these, or on one of them."""
    if state.page in {Page.SERVICES, Page.WAYS}:
        return _leave(state, event, rules)
    visit, page = state.visit, _PAGES.get(state.page)
    return None if visit is None or page is None else page(state, visit, event, rules)


def services(state: State) -> Result:
    """Back to the services, with what is known of the person."""
    before, visit = opened(state)
    reading = Reading.DONE if visit.person is not None else Reading.IDLE
    stop = visit.reading in {Reading.WAITING, Reading.BUSY}
    fresh = on(before, Page.SERVICES, purpose=Purpose.TICKET, reading=reading, booking=None, code="", item="")
    return fresh, (StopReading(), *state.always) if stop else ()


def back(state: State) -> Result | None:
    """One page back; None on a page that is not one of these."""
    visit = state.visit
    before = _BEFORE.get(state.page)
    if visit is None or before is None:
        return None
    if state.page is Page.PHONE:
        if visit.purpose is Purpose.APPLICATION:
            return None
        before = Page.LOST if visit.purpose is Purpose.REPRINT else Page.WAYS
    if before is Page.LOST:
        return _ask_lost(state)
    home, effects = services(state)
    return (home, effects) if before is Page.SERVICES else (on(home, before, item=visit.item), effects)


def _leave(state: State, event: Event, rules: Rules) -> Result | None:
    result: Result | None = None
    match event:
        case MoreWays() if state.page is Page.SERVICES:
            result = on(state, Page.WAYS), ()
        case MayGoFirst() if state.groups:
            result = on(state, Page.GROUPS), ()
        case ByPhone():
            result = _ask_phone(state, Purpose.TICKET)
        case Want(Purpose.APPOINTMENT):
            result = ask_booking(state)
        case Want(Purpose.REPRINT):
            result = _find(on(state, purpose=Purpose.REPRINT), rules) or _ask_lost(state)
        case Want(Purpose.MATERIALS):
            result = on(state, Page.LISTS, purpose=Purpose.MATERIALS), ()
        case _:
            pass
    return result


def _ask_phone(state: State, purpose: Purpose) -> Result:
    asked = on(state, Page.PHONE, purpose=purpose, phone=Phone(""), phoned=False, reading=Reading.IDLE)
    stop = state.visit is not None and state.visit.reading in {Reading.WAITING, Reading.BUSY}
    return asked, (StopReading(),) if stop else ()


def _ask_lost(state: State, trouble: str = "") -> Result:
    """Whose paper is it: by card, code or phone, as when the number was taken."""
    asked = on(state, Page.LOST, purpose=Purpose.REPRINT, reading=Reading.WAITING)
    return on(asked, problem=trouble), (ReadCard(), ReadCode())


def _find(state: State, rules: Rules) -> Result | None:
    """Look for the numbers of whoever is known; None for nobody."""
    state, visit = opened(state)
    identity = identity_of(visit, rules)
    if not identity:
        return None
    return on(state, Page.LOST, reading=Reading.BUSY, problem=""), (StopReading(), FindSlips(identity))


def _groups(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del visit, rules
    if not isinstance(event, ChooseGroup):
        return None
    known = event.group == "" or group_of(state, event.group) is not None
    return services(on(state, group=event.group)) if known else None


def _refused(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    """Take another number instead of the refused one."""
    del rules
    another = isinstance(event, Skip) and visit.purpose is not Purpose.APPLICATION
    return services(state) if another else None


def _lost(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del visit
    result: Result | None = None
    match event:
        case CardSeen():
            result = on(state, reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardRead():
            result = _find(met(state, event), rules)
        case CodeRead():
            result = _find(on(state, token=event.token, person=None, phoned=False), rules)
        case CardProblem() | CodeProblem():
            result = on(state, reading=Reading.WAITING, problem=event.code), ()
        case ByPhone():
            result = _ask_phone(state, Purpose.REPRINT)
        case SlipsFound() if not event.slips:
            result = _ask_lost(state, NOBODY)
        case SlipsFound():
            result = on(state, Page.SLIPS, slips=event.slips, reading=Reading.IDLE), ()
        case _:
            pass
    return result


def _slips(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del rules
    if not isinstance(event, ChooseSlip):
        return None
    slip = next((each for each in visit.slips if each.intent == event.slip), None)
    if slip is None:
        return None
    order = Order(slip.intent, Purpose.TICKET, number=slip.number, again=True)
    chosen = on(state, Page.PRINTING, service=slip.service, order=order)
    return chosen, (Reprint(slip.intent, visit.large, visit.language),)


def _phone(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    if visit.purpose is Purpose.APPLICATION:
        return None
    result = typed(state, visit, event)
    if result is not None or not isinstance(event, Proceed):
        return result
    trouble = problem(visit.phone.reveal())
    if trouble:
        return on(state, problem=trouble), ()
    known = on(state, phone=Phone(plain(visit.phone.reveal())), phoned=True)
    return services(known) if visit.purpose is Purpose.TICKET else _find(known, rules)


def _lists(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del rules
    match event:
        case ChooseItem() if state.page is Page.LISTS and item_of(state, event.item) is not None:
            return on(state, Page.MATERIALS, item=event.item, listed=False), ()
        case PrintList() if state.page is Page.MATERIALS and item_of(state, visit.item) is not None:
            order = PrintMaterials(event.intent, visit.item, visit.large, visit.language)
            return on(state, Page.PRINTING, order=Order(event.intent, Purpose.MATERIALS)), (order,)
        case _:
            return None


_BEFORE = {
    Page.CATEGORY: Page.SERVICES,
    Page.WAYS: Page.SERVICES,
    Page.GROUPS: Page.SERVICES,
    Page.BOOKING: Page.SERVICES,
    Page.BOOKINGS: Page.SERVICES,
    Page.LOST: Page.WAYS,
    Page.SLIPS: Page.WAYS,
    Page.LISTS: Page.WAYS,
    Page.MATERIALS: Page.LISTS,
    Page.PHONE: Page.WAYS,
}

_PAGES: Mapping[Page, Callable[[State, Visit, Event, Rules], Result | None]] = {
    Page.GROUPS: _groups,
    Page.LOST: _lost,
    Page.SLIPS: _slips,
    Page.PHONE: _phone,
    Page.LISTS: _lists,
    Page.MATERIALS: _lists,
    Page.REFUSED: _refused,
}
