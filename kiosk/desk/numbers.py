"""What the outbox keeps of a number, as the screen and the paper need it. Pure."""

from __future__ import annotations

from datetime import datetime

from hall.contract.messages import Text, Ticket, WaitRange
from hall.domain.clock import CHINA
from kiosk.desk.documents import Number
from kiosk.flows.words import Slip, TicketIssued
from kiosk.outbox.intents import Intent, Told


def told(ticket: Ticket, slot: str) -> Told:
    """What is kept of the server's answer. `slot`: of an appointment that goes first."""
    low, high = (ticket.wait.low_min, ticket.wait.high_min) if ticket.wait else (None, None)
    remark = ticket.remark.model_dump_json() if ticket.remark else ""
    return Told(ticket.ahead, low, high, slot, remark)


def number_of(kept: Intent, priority: Text | None) -> Number:
    """As its paper needs it. An offline number knows nothing of the queue."""
    return Number(
        ticket=kept.intent,
        number=kept.number,
        date=kept.date,
        ahead=None if kept.offline else kept.ahead,
        offline=kept.offline,
        issued_at=datetime.fromisoformat(kept.at),
        wait=_wait(kept),
        priority=priority,
        slot=kept.slot,
        remark=_remark(kept),
    )


def issued(kept: Intent) -> TicketIssued:
    """As the screen is told."""
    return TicketIssued(
        kept.intent, kept.number, kept.subject, kept.ahead, kept.offline, _wait(kept), _remark(kept)
    )


def slip_of(kept: Intent) -> Slip:
    """As a lost paper is offered."""
    at = datetime.fromisoformat(kept.at).astimezone(CHINA)
    return Slip(kept.intent, kept.number, kept.subject, f"{at:%H:%M}")


def _wait(kept: Intent) -> WaitRange | None:
    if kept.wait_low is None or kept.wait_high is None:
        return None
    return WaitRange(low_min=kept.wait_low, high_min=kept.wait_high)


def _remark(kept: Intent) -> Text | None:
    return Text.model_validate_json(kept.remark) if kept.remark else None
