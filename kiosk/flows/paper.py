"""From the order to the paper: issuing, printing, and what to do when no paper comes."""

from __future__ import annotations

from dataclasses import replace

from hall.domain.privacy import Phone
from kiosk.flows.touches import PaperSeen, Purpose, Retry
from kiosk.flows.visit import Event, Order, Page, Result, State, on
from kiosk.flows.words import (
    CaseSaved,
    NumberCalled,
    PaperConfirmed,
    PaperEnded,
    PaperTaken,
    PrintAgain,
    PrintOutcome,
    Refused,
    TicketIssued,
)

ASKED = frozenset({Page.ISSUING, Page.SUBMITTING, Page.REFUSED})
PRINTED = frozenset({Page.PRINTING, Page.NO_PAPER, Page.PAPER_QUESTION})


def paper(state: State, event: Event) -> Result | None:
    """Follow the order on its way; None when the event is about something else."""
    order = state.visit.order if state.visit else None
    if order is None:
        return None
    if isinstance(event, TicketIssued | CaseSaved | Refused | PaperEnded):
        return (_told(state, order, event), ()) if event.intent == order.intent else None
    match event:
        case PaperTaken() | NumberCalled():
            return on(state, order=_noted(order, event)), ()
        case PaperSeen() if state.page is Page.PAPER_QUESTION:
            return _answered(state, order, whole=event.whole)
        case Retry() if state.page is Page.NO_PAPER:
            return _again(state, order)
        case _:
            return None


def _noted(order: Order, event: PaperTaken | NumberCalled) -> Order:
    """What happened to this order beside its page."""
    match event:
        case NumberCalled():
            return replace(order, called=event.window) if event.number == order.number else order
        case PaperTaken():
            return replace(order, taken=True)


def _told(state: State, order: Order, event: TicketIssued | CaseSaved | Refused | PaperEnded) -> State:
    """Take an answer about this order; one that comes when nobody waits for it changes nothing."""
    match event:
        case TicketIssued() | CaseSaved() if state.page in ASKED:
            return _numbered(state, order, event)
        case Refused() if state.page in ASKED:
            return on(state, Page.REFUSED, problem=event.problem, own=event.ticket)
        case PaperEnded() if state.page in PRINTED:
            return _paper_ended(state, order, event)
        case _:
            return state


def _numbered(state: State, order: Order, event: TicketIssued | CaseSaved) -> State:
    """The number is durable: whatever happens to the paper, it holds. Who applied is no longer needed."""
    if isinstance(event, TicketIssued):
        known = replace(order, number=event.number, ahead=event.ahead, offline=event.offline)
        return on(state, Page.PRINTING, order=known)
    known = replace(order, number=event.number, offline=not event.confirmed)
    return on(state, Page.PRINTING, order=known, person=None, phone=Phone(""), token="")


def _paper_ended(state: State, order: Order, event: PaperEnded) -> State:
    match event.outcome:
        case PrintOutcome.PRINTED:
            return on(state, result_page(order), order=replace(order, problem=""))
        case PrintOutcome.NOT_PRINTED:
            return on(state, Page.NO_PAPER, order=replace(order, problem=event.problem or "paper.notPrinted"))
        case PrintOutcome.UNKNOWN:
            return on(
                state, Page.PAPER_QUESTION, order=replace(order, problem=event.problem or "paper.unknown")
            )


def _answered(state: State, order: Order, *, whole: bool) -> Result:
    if not whole:
        return _again(state, order)
    done = replace(order, problem="", taken=True)
    return on(state, result_page(order), order=done), (PaperConfirmed(order.intent),)


def _again(state: State, order: Order) -> Result:
    return on(state, Page.PRINTING, order=replace(order, problem="")), (PrintAgain(order.intent),)


def result_page(order: Order) -> Page:
    """Where an order ends well."""
    return Page.TICKET if order.purpose is Purpose.TICKET else Page.RECEIPT
