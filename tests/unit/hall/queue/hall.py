"""A small hall at a fixed morning: three windows, two services."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hall.domain.queue import verbs
from hall.domain.queue.day import Day, Fact, Step
from hall.domain.queue.desk import Desk, Presence
from hall.domain.queue.rules import Rules
from hall.domain.queue.ticket import Lane, Ticket

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Nine in the morning in China."""


def minute(count):
    return NINE + timedelta(minutes=count)


def second(count):
    return NINE + timedelta(seconds=count)


def hall(rules=None, **desks):
    """Windows 1 (a), 2 (b) and 3 (a and b), all open."""
    day = Day(rules or Rules(), [Desk(1, frozenset("a")), Desk(2, frozenset("b")), Desk(3, frozenset("ab"))])
    for number in (1, 2, 3):
        day._desks[number] = replace(day.desk(number), presence=Presence.OPEN)
    return day


def join(day, ticket):
    """The step that a new ticket is."""
    assert ticket.id not in day.tickets
    return Step((Fact("ticket.issued", ticket),), (ticket,))


def come(day, number, at=0, **more):
    """Somebody takes a ticket `at` minutes after nine."""
    ticket = Ticket(number, number, number[0].lower(), minute(at), **more)
    day.take(join(day, ticket))
    return ticket


def elder(day, number, at=0):
    return come(day, number, at, lane=Lane.PRIORITY, reason="elder")


def booked(day, number, at, slot):
    return come(day, number, at, lane=Lane.APPOINTMENT, slot=minute(slot))


def do(day, verb, *args, **more):
    """Take a verb's step; returns the step."""
    step = verb(day, *args, **more)
    if step is not None:
        day.take(step)
    return step


def called(day, window, at=100):
    """The number that the window calls next, and why; ("", None) when nobody waits."""
    step = do(day, verbs.call_next, window, minute(at))
    if step is None:
        return "", None
    fact = next(one for one in step.facts if one.kind == "ticket.called")
    return fact.ticket.number, fact.why
