"""Waiting times from what the tables remember: the last weeks, and today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from hall.contract.messages import WaitRange
from hall.domain.clock import service_date
from hall.domain.queue import estimate
from hall.domain.queue.estimate import Pace, Past, Wait
from hall.domain.queue.ticket import TicketState
from hall.server.store import day_book, events
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import ticket
from hall.server.store.times import to_us
from hall.server.store.tx import Tx

_MINUTE = timedelta(minutes=1)
_HISTORY = timedelta(days=30)
_FRESH_US = 20_000_000

_TOOK = (ticket.c.ended_us - ticket.c.called_us) / 1e6
_SERVED = (
    select(ticket.c.service, func.count(), func.sum(_TOOK), func.sum(_TOOK * _TOOK))
    .where(
        ticket.c.date.between(bindparam("first"), bindparam("last")),
        ticket.c.state == TicketState.DONE.value,
        ticket.c.called_us.is_not(None),
    )
    .group_by(ticket.c.service)
)


class Forecast:
    """For any thread: two that look at once find the same. History is read once a day, today's pace every 20 s."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._history: tuple[str, dict[str, Past]] = ("", {})
        self._pace: tuple[int, str, Pace] = (0, "", Pace({}))

    def waits(self, connection: Connection, now: datetime) -> dict[str, Wait]:
        """For whoever takes a number now, per service; services of which nothing is known are missing."""
        today = service_date(now)
        lines = events.waiting(connection, today, self._catalogue.service_ids)
        desks = day_book.desks(connection, self._catalogue, today)
        pace = self.pace(connection, now)
        told = {one: estimate.wait(desks, lines, pace, one, ahead) for one, ahead in lines.items()}
        return {service: wait for service, wait in told.items() if wait is not None}

    def wait(self, tx: Tx, service: str, *, first: bool) -> Wait | None:
        """For whoever takes a number of `service` now; `first`: one who may go first waits only for such."""
        day = tx.day
        lines = day.counts()
        ahead = day.claims(service) if first else lines.get(service, 0)
        pace = self._fresh(tx.now) or self.pace(tx.written, tx.now)
        return estimate.wait(day.desks.values(), lines, pace, service, ahead)

    def pace(self, connection: Connection, now: datetime) -> Pace:
        """Service times as of now."""
        fresh = self._fresh(now)
        if fresh is not None:
            return fresh
        today = service_date(now)
        if self._history[0] != today:
            day = date.fromisoformat(today)
            last = (day - timedelta(days=1)).isoformat()
            self._history = today, _served(connection, (day - _HISTORY).isoformat(), last)
        pace = Pace(self._history[1], _served(connection, today, today))
        self._pace = to_us(now), today, pace
        return pace

    def _fresh(self, now: datetime) -> Pace | None:
        """As it was read lately."""
        at, on, pace = self._pace
        return pace if on == service_date(now) and 0 <= to_us(now) - at < _FRESH_US else None


def as_range(wait: Wait | None) -> WaitRange | None:
    """As people are told: whole minutes, at least one, from ten on in steps of five."""
    if wait is None:
        return None
    low, high = wait.low // _MINUTE, max(1, -(-wait.high // _MINUTE))
    return WaitRange(
        low_min=low - low % 5 if low >= 10 else low, high_min=high + -high % 5 if high > 10 else high
    )


def told_of(row: Any) -> Wait | None:  # noqa: ANN401 - a ticket's row
    """What a ticket's paper says of the wait."""
    if row.told_middle_s is None:
        return None
    return Wait(*(timedelta(seconds=s) for s in (row.told_low_s, row.told_middle_s, row.told_high_s)))


def _served(connection: Connection, first: str, last: str) -> dict[str, Past]:
    rows = connection.execute(_SERVED, {"first": first, "last": last})
    return {service: Past(count, total, squares) for service, count, total, squares in rows}
