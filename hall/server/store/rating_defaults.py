"""The daily look at evaluations: what came too early is completed, and long silence counts as the hall's rule says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from hall.domain.cases.workdays import Workdays, day_of
from hall.domain.evaluation.defaults import DefaultRule
from hall.server.store import rating_about, trail, trail_rows
from hall.server.store.catalogue import Catalogue
from hall.server.store.rating_asking import silent_cases, silent_tickets
from hall.server.store.rating_tables import rating_about as abouts
from hall.server.store.rating_tables import rating_default
from hall.server.store.tables import ticket
from hall.server.store.tx import Tx
from hall.settings.evaluation import LEVELS

BACK_DAYS: Final = 31
"""A rule that is new, or a server that stood still, catches up so far and no further."""
_AT_ONCE: Final = 300
"""In one transaction: calls go on between two."""
MOST: Final = 300


class Silence:
    """One for each server; it remembers the day it has ended with."""

    def __init__(self, catalogue: Catalogue) -> None:
        rules = catalogue.settings.evaluation
        self.rule = DefaultRule(LEVELS[rules.default], rules.default_after, rules.default_days == "working")
        self._days = Workdays(catalogue.opening.calendar)
        self._done: date | None = None

    def look(self, tx: Tx) -> None:
        """Once a day all there is to do; a little each time while there is much."""
        rating_about.settle(tx)
        today = day_of(tx.now)
        newest = self.rule.newest(today, self._days)
        if newest is None or self._done == today:
            return
        found = _silent(tx.connection, newest - timedelta(days=BACK_DAYS), newest)
        for subject in found:
            rating_about.put(tx, subject, None, 0, tx.now_us)
            row = {"subject": subject, "stars": self.rule.stars, "at_us": tx.now_us}
            tx.connection.execute(insert(rating_default).values(row))
            rows, said = (trail_rows.SILENCE, trail_rows.ABOUT), {"stars": self.rule.stars}
            trail_rows.witness(tx, rows[0], subject, "rating.counted", trail.SERVER, said, *rows[1:])
        if len(found) < _AT_ONCE:
            self._done = today


def latest(connection: Connection) -> list[Any]:
    """What silence counted as, newest first, at most `MOST`."""
    joined = rating_default.join(abouts, abouts.c.subject == rating_default.c.subject).outerjoin(
        ticket, ticket.c.event_id == rating_default.c.subject
    )
    asked = select(
        rating_default.c.subject,
        rating_default.c.stars,
        rating_default.c.at_us,
        abouts.c.window,
        abouts.c.clerk,
        abouts.c.service,
        abouts.c.case_number,
        ticket.c.number,
    ).select_from(joined)
    return list(connection.execute(asked.order_by(rating_default.c.at_us.desc()).limit(MOST)).all())


def _silent(connection: Connection, first: date, last: date) -> Sequence[str]:
    """Visits of those days whose silence does not count yet."""
    uncounted = rating_default.c.subject.is_(None)
    found: list[str] = []
    for asked in (silent_tickets(first, last), silent_cases(first, last)):
        rows = connection.execute(asked.where(uncounted).limit(_AT_ONCE))
        found += [row.event_id for row in rows]
    return found[:_AT_ONCE]
