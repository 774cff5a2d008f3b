"""Taking a number: one touch on a business."""

from __future__ import annotations

import hmac

from hall.contract.messages import ServiceInfo
from kiosk.flows.touches import ChooseCategory, ChooseService, Purpose, Retry
from kiosk.flows.visit import Event, Order, Page, Result, Rules, State, Visit, on, opened, service_of
from kiosk.flows.words import IssueTicket, StopReading

_LISTS = frozenset({Page.SERVICES, Page.CATEGORY})
"""Pages with businesses to touch."""


def take(state: State, event: Event, rules: Rules) -> Result | None:
    """Ask for a number, or for the same one once more after a refusal."""
    match event:
        case ChooseCategory() if state.page is Page.SERVICES:
            return (
                (on(state, Page.CATEGORY, category=event.name), ())
                if services_of(state, event.name)
                else None
            )
        case ChooseService() if state.page in _LISTS:
            service = service_of(state, event.service)
            if service is None or not can_be_taken(service):
                return None
            chosen, visit = opened(on(state, service=service.id, purpose=Purpose.TICKET, booking=None))
            result, effects = issue(chosen, visit, event.intent, rules)
            return result, (StopReading(), *effects)
        case Retry() if state.page is Page.REFUSED and state.visit is not None:
            visit = state.visit
            if visit.order is None or visit.purpose is Purpose.APPLICATION:
                return None
            return issue(state, visit, visit.order.intent, rules)
        case _:
            return None


def services_of(state: State, category: str) -> list[ServiceInfo]:
    """The businesses of a category, by its Chinese name; those of none for ""."""
    return [one for one in state.services if (one.category.zh if one.category else "") == category]


def can_be_taken(service: ServiceInfo) -> bool:
    """Whether a number of it can be had now."""
    return bool(service.windows) and service.closed is None


def identity_of(visit: Visit, rules: Rules) -> str:
    """The keyed hash of who it is, by phone, card or code; "" for nobody in particular."""
    if visit.phoned and rules.identity_key:
        return hmac.digest(rules.identity_key, f"phone:{visit.phone.reveal()}".encode(), "sha256").hex()
    if visit.person is not None and rules.identity_key:
        return visit.person.id_number.keyed(rules.identity_key)
    return visit.token


def issue(state: State, visit: Visit, intent: str, rules: Rules) -> Result:
    """Ask for a number of the service that the visit has chosen."""
    order = IssueTicket(
        intent,
        visit.service,
        identity_of(visit, rules),
        visit.large,
        visit.language,
        group=visit.group,
        booking=visit.booking,
        phone=visit.phone if visit.phoned else None,
    )
    return on(state, Page.ISSUING, order=Order(intent, Purpose.TICKET)), (order,)
