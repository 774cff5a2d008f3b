"""A look at windows, cases, people who wait and orders: their lights now, and the warnings that are kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hall.contract.supervision import CaseLights, Supervision
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import day_of
from hall.domain.queue.day import Day
from hall.domain.roles import Role
from hall.domain.supervision.life import ACTS, Verb
from hall.domain.supervision.rules import Kind
from hall.domain.supervision.windows import Shown, look
from hall.server import supervision_words as words
from hall.server.store import attendance, warning_sights, warnings, window_notices
from hall.server.store.case_book import Office
from hall.server.store.catalogue import Catalogue
from hall.server.store.day_book import LatestDay
from hall.server.store.times import from_us
from hall.server.store.tx import Tx
from hall.server.store.warning_sights import CaseCounts, CaseRound, Here


def verbs_of(role: Role | None) -> tuple[Verb, ...]:
    """What whoever holds such a token may do with a warning; None: in a hall without tokens."""
    return ACTS if role in {None, Role.SUPERVISOR} else (Verb.EXPLAIN,)


def house(catalogue: Catalogue) -> Here | None:
    """Who is in the house, where the hall keeps attendance."""
    if not catalogue.settings.attendance.on:
        return None
    return lambda connection, date, now_us: attendance.here(connection, date, now_us, catalogue)


def lights(
    connection: Connection, catalogue: Catalogue, day: Day, now: datetime, here: Here | None = None
) -> list[Shown]:
    """Every window with its light, in the hall file's order. Call it in the read transaction that the day is of."""
    limits = catalogue.settings.supervision.limits
    seen = warning_sights.windows(connection, catalogue, day, now, here)
    return [look(one, limits, now) for one in seen]


class Overview:
    """All that the page and the interface tell. One for each, for it remembers the counts of cases."""

    def __init__(self, catalogue: Catalogue, days: LatestDay, here: Here | None = None) -> None:
        self._catalogue = catalogue
        self._days = days
        self._here = here
        self._counts = CaseCounts(Office(catalogue))

    def told(self, connection: Connection, now: datetime, verbs: Sequence[Verb]) -> Supervision:
        """As of now. `verbs`: what whoever asks may do with warnings."""
        catalogue = self._catalogue
        _, day = self._days.at(connection, now)
        coming = window_notices.coming(connection, now)
        on = {row.window: row.reason for row in reversed(coming) if from_us(row.begin_us) <= now}
        rows = warnings.standing(connection)
        steps = warnings.steps(connection, [row.id for row in rows])
        counts = self._counts.at(connection, day_of(now))
        return Supervision(
            at=now,
            windows=[
                words.window(catalogue, one, now, on.get(one.seen.number, ""))
                for one in lights(connection, catalogue, day, now, self._here)
            ],
            cases=CaseLights(**{light.value: counts.get(light, 0) for light in Light}),
            warnings=[words.warning(catalogue, row, steps.get(row.id, []), verbs) for row in rows],
            more=warnings.many(connection) - len(rows),
            closings=[words.closing(row) for row in coming],
        )


class Watch:
    """One for each server: what it remembers is how far it has come with the cases."""

    def __init__(self, catalogue: Catalogue, here: Here | None = None) -> None:
        self._catalogue = catalogue
        self._here = here
        self._cases = CaseRound(Office(catalogue))

    def look(self, tx: Tx) -> None:
        """Find what is wrong, and keep it."""
        catalogue, connection, today = self._catalogue, tx.connection, day_of(tx.now)
        windows = lights(connection, catalogue, tx.day, tx.now, self._here)
        late, looked = self._cases.next(connection, today)
        found = [
            *(one for shown in windows for one in shown.causes if one.kind is not Kind.TICKET_WAITING),
            *warning_sights.crowds(catalogue, tx.day, tx.now),
            *warning_sights.orders(connection, today),
            *late,
        ]

        def looked_for(key: str) -> bool:
            """Of cases, only those of this look."""
            about = key.partition(":")[2]
            return about in looked or not about.startswith("case:")

        calm = timedelta(minutes=catalogue.settings.supervision.calm_min)
        warnings.put(tx, found, looked_for, calm)
