"""From the order to the paper: issuing, printing, and what to do when no paper comes."""

from __future__ import annotations

from dataclasses import replace

from hall.domain.privacy import Phone
from kiosk.flows.filing.filing import Filing
from kiosk.flows.filing.words import Drafts
from kiosk.flows.touches import DoWithout, PaperSeen, Purpose, Retry
from kiosk.flows.visit import Event, Order, Page, Result, State, Visit, ended, on, slip_page
from kiosk.flows.words import (
    CaseSaved,
    GiveUp,
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
        case Retry() | DoWithout() if state.page is Page.NO_PAPER:
            return _again(state, order) if isinstance(event, Retry) else _without(state, order)
        case _:
            return None


def _without(state: State, order: Order) -> Result:
    """No paper, no number: the place is given up."""
    if not can_be_given_up(order):
        return state, ()
    gone, effects = ended(state)
    return gone, (GiveUp(order.intent), *effects)


def can_be_given_up(order: Order) -> bool:
    """A new number that came without paper; not one that was called, or whose paper may be somewhere."""
    return order.purpose is Purpose.TICKET and not order.again and not order.called


def _noted(order: Order, event: PaperTaken | NumberCalled) -> Order:
    """What happened to this order beside its page."""
    match event:
        case NumberCalled():
            return replace(order, called=event.window) if event.number == order.number else order
        case PaperTaken():
            return order if order.a4 else replace(order, taken=True)


def _told(state: State, order: Order, event: TicketIssued | CaseSaved | Refused | PaperEnded) -> State:
    """Take an answer about this order; one that comes when nobody waits for it changes nothing."""
    match event:
        case TicketIssued() | CaseSaved() if state.page in ASKED:
            return _numbered(state, order, event)
        case Refused() if state.page in ASKED:
            return on(state, Page.REFUSED, problem=event.problem, own=event.ticket, said=event.said)
        case PaperEnded() if state.page in PRINTED:
            return _paper_ended(state, order, event)
        case _:
            return state


def _numbered(state: State, order: Order, event: TicketIssued | CaseSaved) -> State:
    """The number is durable: whatever happens to the paper, it holds. Who applied is no longer needed."""
    if isinstance(event, TicketIssued):
        known = replace(
            order,
            number=event.number,
            ahead=event.ahead,
            offline=event.offline,
            wait=event.wait,
            remark=event.remark,
        )
        return on(state, Page.PRINTING, order=known)
    known = replace(order, number=event.number, offline=not event.confirmed)
    saved = on(state, Page.PRINTING, order=known, person=None, phone=Phone(""), token="")
    visit = saved.visit
    return saved if visit is None or visit.purpose is not Purpose.APPLICATION else _forgotten(saved, visit)


def _forgotten(state: State, visit: Visit) -> State:
    """What was filled in is the outbox's now, and its draft went with it; other drafts still go at the end."""
    left = Drafts(owed=visit.drafts.owed - {visit.drafts.sought})
    return on(state, filing=Filing(), drafts=left)


def _paper_ended(state: State, order: Order, event: PaperEnded) -> State:
    page = slip_page(state, order)
    if page is not None:
        listed = event.outcome is PrintOutcome.PRINTED
        trouble = "" if listed else event.problem or "paper.notPrinted"
        return on(state, page, order=None, listed=listed, problem=trouble)
    from_there = replace(order, a4=event.a4)
    match event.outcome:
        case PrintOutcome.PRINTED:
            return on(state, result_page(order), order=replace(from_there, problem=""))
        case PrintOutcome.NOT_PRINTED:
            failed = replace(from_there, problem=event.problem or "paper.notPrinted")
            return on(state, Page.NO_PAPER, order=failed)
        case PrintOutcome.UNKNOWN:
            unsure = replace(from_there, problem=event.problem or "paper.unknown")
            return on(state, Page.PAPER_QUESTION, order=unsure)


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
