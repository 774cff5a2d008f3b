"""The queue of one day as it stands, and the steps that change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hall.domain.queue.desk import Desk
from hall.domain.queue.order import Why, may_call
from hall.domain.queue.rules import Rules
from hall.domain.queue.ticket import Ticket, TicketState


class Refused(Exception):  # noqa: N818 - an answer to a clerk, not a fault
    """A verb that is not to be done now. `code` is dotted and stable; `facts` fill its text."""

    def __init__(self, code: str, **facts: Any) -> None:  # noqa: ANN401 - they fill a text
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Fact:
    """What the feed and the log tell of one ticket or window. `kind`: `ticket.called`, `window.paused`, …"""

    kind: str
    ticket: Ticket | None = None
    window: int | None = None
    why: Why | None = None
    passed: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What a verb does: the new tickets and windows, whole, and what is told of it."""

    facts: tuple[Fact, ...]
    tickets: tuple[Ticket, ...] = ()
    desks: tuple[Desk, ...] = ()


class Day:
    """All tickets and windows of a day. Verbs read it and return a `Step`; only `take` changes it."""

    def __init__(self, rules: Rules, desks: Iterable[Desk], tickets: Iterable[Ticket] = ()) -> None:
        self.rules = rules
        self._desks = {desk.number: desk for desk in desks}
        self._tickets: dict[str, Ticket] = {}
        self._waiting: dict[str, Ticket] = {}
        for ticket in tickets:
            self._put(ticket)

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

    def waiting(self) -> Iterable[Ticket]:
        """Everybody who waits, in no order."""
        return self._waiting.values()

    def line(self, service: str) -> list[Ticket]:
        """Who waits for a service, by place."""
        return sorted((t for t in self._waiting.values() if t.service == service), key=lambda t: t.place)

    def line_of(self, desk: Desk) -> list[Ticket]:
        """Who waits for a window, by place."""
        return sorted((t for t in self._waiting.values() if may_call(desk, t)), key=lambda t: t.place)

    def ahead(self, ticket: Ticket) -> int:
        """People of the same service with an earlier place."""
        mine = ticket.place
        return sum(t.service == ticket.service and t.place < mine for t in self._waiting.values())

    def take(self, step: Step) -> None:
        """Make `step` true."""
        for ticket in step.tickets:
            self._put(ticket)
        for desk in step.desks:
            self._desks[desk.number] = desk

    def _put(self, ticket: Ticket) -> None:
        self._tickets[ticket.id] = ticket
        if ticket.state is TicketState.WAITING:
            self._waiting[ticket.id] = ticket
        else:
            self._waiting.pop(ticket.id, None)
