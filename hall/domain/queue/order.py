"""Who is next at a window, and the reason that can be told to everybody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from hall.domain.queue.desk import Desk
from hall.domain.queue.rules import Rules
from hall.domain.queue.ticket import Lane, Place, Ticket, TicketState


@unique
class Why(StrEnum):
    """Why a ticket was called now."""

    ARRIVAL = "arrival"
    APPOINTMENT = "appointment"
    PRIORITY = "priority"
    TURN = "turn"
    """After so many that went first, the walk-in who waits longest."""
    LONG_WAIT = "long_wait"
    """The same, one sooner, because somebody waits too long."""
    CHOSEN = "chosen"
    """A clerk named it."""
    ALONE = "alone"
    """A window called its own while the server was away."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`passed`: the number of the walk-in who came earlier and has to wait on, or "".

    `jumps`: the window's count of such calls in a row, this one with it.
    """

    ticket: Ticket
    why: Why
    jumps: int
    passed: str = ""


def may_call(desk: Desk, ticket: Ticket) -> bool:
    """Whether the ticket waits for this window."""
    if ticket.state is not TicketState.WAITING:
        return False
    return ticket.pinned == desk.number if ticket.pinned is not None else ticket.service in desk.services


def goes_first(ticket: Ticket, rules: Rules, now: datetime) -> bool:
    """Whether the ticket has a right to go before walk-ins now: an appointment only around its slot."""
    if ticket.lane is Lane.APPOINTMENT and ticket.slot is not None:
        return ticket.slot - rules.elastic <= now <= ticket.slot + rules.slot + rules.elastic
    return ticket.lane is Lane.PRIORITY


def choose(waiting: Iterable[Ticket], desk: Desk, rules: Rules, now: datetime) -> Choice | None:
    """The next ticket for `desk`; None when nobody waits for it.

    First those with a right to it, oldest claim first (an appointment's is its slot), but at most
    `rules.jumps` in a row while a walk-in waits, and one when that walk-in waits too long.
    """
    first: Ticket | None = None
    walk_in: Ticket | None = None
    for ticket in waiting:
        if not may_call(desk, ticket):
            continue
        if goes_first(ticket, rules, now):
            first = ticket if first is None or claim(ticket) < claim(first) else first
        elif walk_in is None or ticket.place < walk_in.place:
            walk_in = ticket
    if first is None:
        return Choice(walk_in, Why.ARRIVAL, 0) if walk_in is not None else None
    why = Why.APPOINTMENT if first.lane is Lane.APPOINTMENT else Why.PRIORITY
    if walk_in is None:
        return Choice(first, why, 0)
    if first.place < walk_in.place:
        return Choice(first, Why.ARRIVAL, desk.jumps)
    if desk.jumps >= rules.jumps:
        return Choice(walk_in, Why.TURN, 0)
    if desk.jumps >= 1 and now - walk_in.joined >= rules.longest_wait:
        return Choice(walk_in, Why.LONG_WAIT, 0)
    return Choice(first, why, desk.jumps + 1, walk_in.number)


def claim(ticket: Ticket) -> Place:
    """By what those who go first are sorted: an appointment by its slot."""
    if ticket.lane is Lane.APPOINTMENT and ticket.slot is not None:
        return ticket.slot, ticket.behind, ticket.id
    return ticket.place
