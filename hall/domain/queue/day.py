"""The queue of one day as it stands, and the steps that change it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hall.domain.queue.desk import Desk
from hall.domain.queue.order import Why, claim, goes_first, may_call
from hall.domain.queue.rules import Rules
from hall.domain.queue.ticket import Lane, Place, Ticket, TicketState


class Refused(Exception):  # noqa: N818 - an answer to a clerk, not a fault
    """A verb that is not to be done now. `code` is dotted and stable; `facts` fill its text."""

    def __init__(self, code: str, **facts: Any) -> None:  # noqa: ANN401 - they fill a text
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Fact:
    """What the feed and the log tell of one ticket or window. `kind`: `ticket.called`, `window.paused`, …

    `at`: when, of what was told afterwards; None: now.
    """

    kind: str
    ticket: Ticket | None = None
    window: int | None = None
    why: Why | None = None
    passed: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a verb does: the new tickets and windows, whole, and what is told of it."""

    facts: tuple[Fact, ...]
    tickets: tuple[Ticket, ...] = ()
    desks: tuple[Desk, ...] = ()


class Day:
    """All tickets and windows of a day. Verbs read it and return a `Step`; only `take` and `put` change it.

    Lines are kept sorted, so that the next of thousands costs as much as the next of ten.
    """

    def __init__(self, rules: Rules, desks: Iterable[Desk], tickets: Iterable[Ticket] = ()) -> None:
        self.rules = rules
        self._desks = {desk.number: desk for desk in desks}
        self._tickets: dict[str, Ticket] = {}
        self._lines: dict[str, list[Place]] = {}
        """Everybody who waits, by service."""
        self._plain: dict[str, list[Place]] = {}
        """Of those, walk-ins whom any window of the service may call."""
        self._others: dict[str, Ticket] = {}
        """Of those, everybody else: with a claim to go first, or bound to a window."""
        for ticket in tickets:
            self.put(ticket)

    @property
    def tickets(self) -> Mapping[str, Ticket]:
        """By id."""
        return self._tickets

    @property
    def desks(self) -> Mapping[int, Desk]:
        """By number."""
        return self._desks

    def ticket(self, id_: str) -> Ticket:
        """Raises `Refused`."""
        found = self._tickets.get(id_)
        if found is None:
            raise Refused("ticket.unknown")
        return found

    def desk(self, number: int) -> Desk:
        """Raises `Refused`."""
        found = self._desks.get(number)
        if found is None:
            raise Refused("window.unknown", window=number, known=", ".join(map(str, self._desks)))
        return found

    def current(self, desk: Desk) -> Ticket | None:
        """The ticket at the window."""
        return self._tickets[desk.current] if desk.current else None

    def waiting(self) -> Iterator[Ticket]:
        """Everybody who waits, in no order."""
        return (self._tickets[place[-1]] for line in self._lines.values() for place in line)

    def counts(self) -> dict[str, int]:
        """People waiting, per service that anybody waits for."""
        return {service: len(line) for service, line in self._lines.items() if line}

    def claims(self, service: str) -> int:
        """People waiting who may go first."""
        return sum(one.service == service and one.lane is not Lane.WALK_IN for one in self._others.values())

    def line(self, service: str) -> list[Ticket]:
        """Who waits for a service, by place."""
        return [self._tickets[place[-1]] for place in self._lines.get(service, ())]

    def line_of(self, desk: Desk) -> list[Ticket]:
        """Who waits for a window, by place."""
        plain = (place for service in desk.services for place in self._plain.get(service, ()))
        others = (one.place for one in self._others.values() if may_call(desk, one))
        return [self._tickets[place[-1]] for place in sorted((*plain, *others))]

    def nearest(self, desk: Desk) -> Iterator[Ticket]:
        """Everybody who may be next at a window: of the plain walk-ins only the first of each service."""
        for service in desk.services:
            line = self._plain.get(service)
            if line:
                yield self._tickets[line[0][-1]]
        yield from self._others.values()

    def ahead(self, ticket: Ticket, now: datetime) -> int:
        """People of the same service who are to be called before, if nobody else came.

        Before one with a claim older claims, and the walk-ins whose turn comes between; before a walk-in also later
        claims, as many as the rules let pass.
        """
        claims = [
            one
            for one in self._others.values()
            if one.service == ticket.service and one.id != ticket.id and goes_first(one, self.rules, now)
        ]
        before = bisect_left(self._lines.get(ticket.service, ()), ticket.place)
        walk_ins = before - sum(one.place < ticket.place for one in claims)
        jumps = self.rules.jumps
        if goes_first(ticket, self.rules, now):
            older = sum(claim(one) < claim(ticket) for one in claims)
            return older + (min(walk_ins, older // jumps) if jumps else walk_ins)
        later = sum(one.place > ticket.place for one in claims)
        return before + min(later, jumps * (walk_ins + 1))

    def take(self, step: Step) -> None:
        """Make `step` true."""
        for ticket in step.tickets:
            self.put(ticket)
        for desk in step.desks:
            self._desks[desk.number] = desk

    def put(self, ticket: Ticket) -> None:
        """The ticket is as it is now."""
        self.drop(ticket.id)
        self._tickets[ticket.id] = ticket
        if ticket.state is TicketState.WAITING:
            insort(self._lines.setdefault(ticket.service, []), ticket.place)
            if _is_plain(ticket):
                insort(self._plain.setdefault(ticket.service, []), ticket.place)
            else:
                self._others[ticket.id] = ticket

    def put_desk(self, desk: Desk) -> None:
        """The window is as it is now."""
        self._desks[desk.number] = desk

    def copy(self) -> Day:
        """Another of the same, to be changed apart."""
        other = Day(self.rules, self._desks.values())
        other._tickets, other._others = dict(self._tickets), dict(self._others)
        other._lines = {service: list(line) for service, line in self._lines.items()}
        other._plain = {service: list(line) for service, line in self._plain.items()}
        return other

    def drop(self, id_: str) -> None:
        """The ticket is none of this day's."""
        had = self._tickets.pop(id_, None)
        if had is None or had.state is not TicketState.WAITING:
            return
        _take_out(self._lines[had.service], had.place)
        if self._others.pop(id_, None) is None:
            _take_out(self._plain[had.service], had.place)


def _is_plain(ticket: Ticket) -> bool:
    return ticket.lane is Lane.WALK_IN and ticket.pinned is None


def _take_out(line: list[Place], place: Place) -> None:
    del line[bisect_left(line, place)]
