"""Waiting and service times of the same groups: the statistics' own, told apart by whose service it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from operator import itemgetter

from sqlalchemy import Connection, select

from hall.domain.figures.tally import Grouping, Place
from hall.domain.statistics.report import KeyOf
from hall.domain.statistics.visits import Visit
from hall.server.figures.reads import Departments, Span, first_item
from hall.server.store.rating_tables import window_clerk

Turns = dict[tuple[str, int], list[tuple[int, str]]]
"""Who from when on, by day and window."""


def clerks(connection: Connection, span: Span) -> Turns:
    """Who worked at a window from when on, by day and window."""
    asked = select(window_clerk).where(
        window_clerk.c.date >= span.first.isoformat(), window_clerk.c.date <= span.end.isoformat()
    )
    found: Turns = {}
    for row in connection.execute(asked.order_by(window_clerk.c.seq)):
        found.setdefault((row.date, row.window), []).append((row.at_us, row.clerk))
    return found


def key_of(by: Grouping, departments: Departments, turns: Turns) -> KeyOf:
    """Of a day, the group of each visit. The hour is that of its end, as with everything else here."""

    def of_day(day: str) -> Callable[[Visit], str]:
        return lambda one: _place(one, day, departments, turns).key(by)

    return of_day


def _place(visit: Visit, day: str, departments: Departments, turns: Turns) -> Place:
    row, window = visit.row, visit.window or 0
    at_us = row.ended_us or row.called_us or row.issued_us
    return departments.place(
        at_us,
        clerk=_at(turns.get((day, window), []), at_us),
        service=row.service,
        item=first_item(row.items),
        window=window,
    )


def _at(turns: list[tuple[int, str]], at_us: int) -> str:
    place = bisect_right(turns, at_us, key=itemgetter(0))
    return turns[place - 1][1] if place else ""
