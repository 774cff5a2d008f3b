"""A simple application: item, applicant, phone, check, hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hall.domain.privacy import Phone
from kiosk.flows.identify import ask_card
from kiosk.flows.phone import LENGTH, plain, problem
from kiosk.flows.touches import Answer, Change, ChooseItem, Digit, Erase, Proceed, Purpose, Retry, Submit
from kiosk.flows.visit import Event, Order, Page, Result, State, Visit, item_of, on
from kiosk.flows.words import SubmitApplication

DIGITS = frozenset("0123456789")


def apply(state: State, event: Event) -> Result | None:
    """One step on the pages of an application."""
    visit = state.visit
    page = _PAGES.get(state.page)
    if visit is None or page is None or visit.purpose is not Purpose.APPLICATION:
        return None
    return page(state, visit, event)


def _items(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ChooseItem) or item_of(state, event.item) is None:
        return None
    chosen = on(state, item=event.item)
    return (on(chosen, Page.CHECK), ()) if visit.changing else ask_card(chosen, changing=False)


def _applicant(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, Proceed) or visit.person is None:
        return None
    return on(state, Page.CHECK if visit.changing else Page.PHONE), ()


def _phone(state: State, visit: Visit, event: Event) -> Result | None:
    typed = visit.phone.reveal()
    match event:
        case Digit() if event.digit in DIGITS and len(typed) < LENGTH:
            return on(state, phone=Phone(typed + event.digit), problem=""), ()
        case Erase():
            return on(state, phone=Phone(typed[:-1]), problem=""), ()
        case Proceed():
            trouble = problem(typed)
            return (on(state, problem=trouble) if trouble else on(state, Page.CHECK)), ()
        case _:
            return None


def _check(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case Change(Answer.ITEM):
            return on(state, Page.ITEMS, changing=True), ()
        case Change(Answer.APPLICANT):
            return ask_card(state, changing=True)
        case Change(Answer.PHONE):
            return on(state, Page.PHONE, changing=True), ()
        case Submit():
            return _submit(state, visit, event.intent)
        case _:
            return None


def _submit(state: State, visit: Visit, intent: str) -> Result:
    if visit.person is None or item_of(state, visit.item) is None:
        return state, ()
    order = SubmitApplication(
        intent=intent,
        item=visit.item,
        person=visit.person,
        phone=Phone(plain(visit.phone.reveal())),
        answers={},
        large=visit.large,
        language=visit.language,
    )
    return on(state, Page.SUBMITTING, order=Order(intent, Purpose.APPLICATION)), (order,)


def _refused(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, Retry) or visit.order is None:
        return None
    return _submit(state, visit, visit.order.intent)


_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.ITEMS: _items,
    Page.APPLICANT: _applicant,
    Page.PHONE: _phone,
    Page.CHECK: _check,
    Page.REFUSED: _refused,
}
