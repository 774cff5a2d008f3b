"""What a window did by itself while the server was away, made true afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, unique
from hashlib import sha256

from hall.domain.queue.day import Day, Fact, Refused, Step
from hall.domain.queue.desk import Desk, Presence
from hall.domain.queue.order import Why
from hall.domain.queue.ticket import AT_WINDOW, Ticket, TicketState


@unique
class LocalOutcome(StrEnum):
    """How it stood when the server was told."""

    DONE = "done"
    NO_SHOW = "no_show"
    SERVING = "serving"
    """The citizen is still there."""


@dataclass(frozen=True)
class LocalVisit:
    """One call at a window. `ended` None: still there."""

    ticket: str
    window: int
    called: datetime
    ended: datetime | None
    outcome: LocalOutcome


def owner(ticket: str, windows: list[int]) -> int | None:
    """The one window that may call a ticket by itself (highest random weight over SHA-256); None without windows.

    It rests on what never changes, the ticket's id and the hall file's windows, so that two windows never think
    of the same ticket as theirs, whatever each has last seen.
    """
    return max(windows, key=lambda number: sha256(f"{number}|{ticket}".encode()).digest(), default=None)


def settle(day: Day, visit: LocalVisit) -> Step:
    """The ticket as the window left it. Raises `Refused` when it was elsewhere meanwhile."""
    desk, ticket = day.desk(visit.window), day.ticket(visit.ticket)
    here = ticket.state in AT_WINDOW and ticket.window == desk.number
    if ticket.state is not TicketState.WAITING and not here:
        elsewhere = ticket.state in AT_WINDOW
        raise Refused("ticket.calledElsewhere" if elsewhere else "ticket.notWaiting", number=ticket.number)
    if visit.outcome is LocalOutcome.SERVING:
        return _serve(desk, ticket, visit)
    done = visit.outcome is LocalOutcome.DONE
    ended = replace(
        _called(ticket, visit),
        state=TicketState.DONE if done else TicketState.NO_SHOW,
        started=(ticket.started or visit.called) if done else None,
        ended=visit.ended or visit.called,
    )
    kind = "ticket.done" if done else "ticket.no_show"
    desks = (replace(desk, current="", undo=None),) if desk.current == ticket.id else ()
    told = Fact(kind, ended, desk.number, at=ended.ended)
    return Step((*_call_of(ticket, ended, visit), told), (ended,), desks)


def _serve(desk: Desk, ticket: Ticket, visit: LocalVisit) -> Step:
    if desk.current not in {"", ticket.id}:
        raise Refused("window.busy", window=desk.number)
    serving = replace(
        _called(ticket, visit), state=TicketState.SERVING, started=ticket.started or visit.called
    )
    there = replace(desk, presence=Presence.OPEN, pause="", current=ticket.id, undo=None)
    told = Fact("ticket.started", serving, desk.number, at=serving.started)
    return Step((*_call_of(ticket, serving, visit), told), (serving,), (there,))


def _call_of(before: Ticket, after: Ticket, visit: LocalVisit) -> tuple[Fact, ...]:
    """The call itself, unless the server made it: of another kind than its own, so that nobody announces it again."""
    if before.state in AT_WINDOW:
        return ()
    return (Fact("ticket.called_alone", after, visit.window, Why.ALONE, at=visit.called),)


def _called(ticket: Ticket, visit: LocalVisit) -> Ticket:
    called = ticket.called if ticket.state in AT_WINDOW else visit.called
    return replace(ticket, window=visit.window, called=called, calls=max(1, ticket.calls))
