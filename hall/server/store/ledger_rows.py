"""The ledger's rows as entries and chains."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from hall.domain.cases.workdays import Workdays, day_of
from hall.domain.chain import FIRST, Link, digest
from hall.domain.ledger.deadline import Periods
from hall.domain.ledger.entry import Entry, Kind, Step, Verb
from hall.server.problems import Refusal
from hall.server.store.catalogue import Catalogue
from hall.server.store.order_tables import ledger_review
from hall.server.store.rating_tables import rating_about
from hall.server.store.tables import ledger, ledger_step
from hall.server.store.times import from_us
from hall.settings import Settings

ENTRIES = ledger.outerjoin(ledger_review, ledger_review.c.number == ledger.c.number).outerjoin(
    rating_about, rating_about.c.subject == ledger_review.c.subject
)
# What was not known when the order was opened may be known since.
CLERK: ColumnElement[str] = func.coalesce(func.nullif(ledger_review.c.clerk, ""), rating_about.c.clerk, "")
WINDOW: ColumnElement[int] = func.coalesce(func.nullif(ledger_review.c.window, 0), rating_about.c.window, 0)
SERVICE: ColumnElement[str] = func.coalesce(
    func.nullif(ledger_review.c.service, ""), rating_about.c.service, ""
)
DEPARTMENT: ColumnElement[str] = func.coalesce(rating_about.c.department, "")
COLUMNS = (*ledger.c, ledger_review.c.subject, CLERK.label("clerk"), WINDOW.label("window"))


@dataclass(frozen=True)
class Day:
    """What deadlines are looked at with. `numbers`: staff number by the clerk's name."""

    today: date
    days: Workdays
    periods: Periods
    numbers: Mapping[str, str]


def day_at(catalogue: Catalogue, now: datetime) -> Day:
    """A moment of the hall."""
    return Day(day_of(now), Workdays(catalogue.opening.calendar), *_rules(catalogue.settings))


def require(connection: Connection, number: str) -> Row[Any]:
    """The entry's row. Raises `Refusal`."""
    row = connection.execute(
        select(*COLUMNS).select_from(ENTRIES).where(ledger.c.number == number)
    ).one_or_none()
    if row is None:
        raise Refusal("ledger.unknown", number=number)
    return row


def links_of(connection: Connection, number: str) -> list[Link]:
    """One entry's chain."""
    return links(connection, [number]).get(number, [])


def links(connection: Connection, numbers: Iterable[str]) -> dict[str, list[Link]]:
    """The chains of entries by number."""
    asked = select(ledger_step).where(ledger_step.c.entry.in_(list(numbers)))
    found: dict[str, list[Link]] = {}
    for row in connection.execute(asked.order_by(ledger_step.c.entry, ledger_step.c.seq)):
        link = Link(row.seq, json.loads(row.content), row.before, row.digest)
        found.setdefault(row.entry, []).append(link)
    return found


def entry_of(row: Row[Any], chain: Iterable[Link], numbers: Mapping[str, str]) -> Entry:
    """The row and its chain as the rules know it."""
    steps = tuple(_step(link.content) for link in chain)
    clerk = row.clerk or ""
    about = f"{numbers.get(clerk, '')} {clerk}".strip()
    return Entry(Kind(row.kind), from_us(row.submitted_us), date.fromisoformat(row.due), steps, about)


def append(connection: Connection, number: str, event_id: str, step: Step, chain: list[Link]) -> None:
    """Chain one more step to those of `chain`. `result` and `token` are said only where there are any."""
    content = {
        "verb": step.verb.value,
        "at": step.at.isoformat(),
        "by": step.by,
        "to": step.to,
        "text": step.text,
    }
    content |= {name: value for name, value in (("result", step.result), ("token", step.token)) if value}
    seq, before = len(chain) + 1, chain[-1].digest if chain else FIRST
    connection.execute(
        insert(ledger_step).values(
            event_id=event_id,
            entry=number,
            seq=seq,
            content=json.dumps(content, ensure_ascii=False),
            before=before,
            digest=digest(seq, content, before),
        )
    )


def _rules(settings: Settings) -> tuple[Periods, dict[str, str]]:
    return settings.ledger.review.periods, {one.name: one.id for one in settings.clerks}


def _step(content: Mapping[str, object]) -> Step:
    verb, at, by, to, text = (str(content[name]) for name in ("verb", "at", "by", "to", "text"))
    result, token = (str(content.get(name, "")) for name in ("result", "token"))
    return Step(Verb(verb), datetime.fromisoformat(at), by, to, text, result, token)
