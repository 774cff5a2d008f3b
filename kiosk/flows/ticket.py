"""Taking a number: one touch on a business."""

from __future__ import annotations

from kiosk.flows.touches import ChooseService, Purpose, Retry
from kiosk.flows.visit import Event, Order, Page, Result, Rules, State, Visit, on, opened, service_of
from kiosk.flows.words import IssueTicket, StopReading


def take(state: State, event: Event, rules: Rules) -> Result | None:
    """Ask for a number, or for the same one once more after a refusal."""
    match event:
        case ChooseService() if state.page is Page.SERVICES:
            service = service_of(state, event.service)
            if service is None or not service.windows:
                return None
            chosen, visit = opened(on(state, service=service.id, purpose=Purpose.TICKET))
            result, effects = _issue(chosen, visit, event.intent, rules)
            return result, (StopReading(), *effects)
        case Retry() if state.page is Page.REFUSED and state.visit is not None:
            visit = state.visit
            if visit.order is None or visit.purpose is not Purpose.TICKET:
                return None
            return _issue(state, visit, visit.order.intent, rules)
        case _:
            return None


def _issue(state: State, visit: Visit, intent: str, rules: Rules) -> Result:
    identity = visit.token
    if visit.person is not None and rules.identity_key:
        identity = visit.person.id_number.keyed(rules.identity_key)
    order = IssueTicket(intent, visit.service, identity, visit.large, visit.language)
    return on(state, Page.ISSUING, order=Order(intent, Purpose.TICKET)), (order,)
