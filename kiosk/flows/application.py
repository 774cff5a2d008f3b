"""A simple application: item, applicant, phone, check, hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hall.domain.privacy import Phone
from kiosk.flows.filing.drafts import asked_first
from kiosk.flows.filing.route import handed_in
from kiosk.flows.identify import ask_card
from kiosk.flows.identify_code import unproven
from kiosk.flows.phone import plain, problem, typed
from kiosk.flows.touches import Answer, Change, ChooseItem, Proceed, Purpose, Retry, Submit
from kiosk.flows.visit import Event, Order, Page, Result, State, Visit, item_of, on
from kiosk.flows.words import SubmitApplication


def apply(state: State, event: Event) -> Result | None:
    """One step on the pages of an application."""
    visit = state.visit
    page = _PAGES.get(state.page)
    if visit is None or page is None or visit.purpose is not Purpose.APPLICATION:
        return None
    result = page(state, visit, event)
    return None if result is None else (asked_first(state, result[0]), result[1])


def _items(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ChooseItem) or item_of(state, event.item) is None:
        return None
    chosen = on(state, item=event.item)
    if visit.changing and not unproven(chosen):
        return on(chosen, Page.CHECK), ()
    return ask_card(chosen, changing=visit.changing)


def _applicant(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, Proceed) or visit.person is None or unproven(state):
        return None
    return on(state, Page.CHECK if visit.changing else Page.PHONE), ()


def _phone(state: State, visit: Visit, event: Event) -> Result | None:
    if isinstance(event, Proceed):
        trouble = problem(visit.phone.reveal())
        return (on(state, problem=trouble) if trouble else on(state, Page.CHECK)), ()
    return typed(state, visit, event)


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
    if visit.person is None or unproven(state) or item_of(state, visit.item) is None:
        return state, ()
    order = SubmitApplication(
        intent=intent,
        item=visit.item,
        person=visit.person,
        phone=Phone(plain(visit.phone.reveal())),
        large=visit.large,
        language=visit.language,
        filing=handed_in(visit),
        identity=visit.drafts.sought,
        assisted=visit.assisted,
    )
    sent = Order(intent, Purpose.APPLICATION, owed=order.filing.owed())
    return on(state, Page.SUBMITTING, order=sent), (order,)


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
