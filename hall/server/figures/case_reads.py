"""How cases were in time: those decided in a span, and those that lie open beyond their day at its end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from hall.domain.cases.case import OVER, Case, Verb
from hall.domain.cases.lights import clock
from hall.domain.figures import terms
from hall.domain.figures.tally import Count
from hall.server.figures.reads import Departments, Span
from hall.server.store.case_book import Office
from hall.server.store.case_log import step_of
from hall.server.store.tables import case, case_step
from hall.server.store.times import from_us, to_us

_ENDS = (Verb.FINISH.value, Verb.REJECT.value, Verb.WITHDRAW.value)
_AT_ONCE = 500


def cases(connection: Connection, span: Span, office: Office, departments: Departments) -> Iterator[Count]:
    """Under way at some moment of the span. The clerk of a decided case is whoever signed the decision."""
    rows = connection.execute(_asked(span)).yield_per(_AT_ONCE)
    for _, steps in groupby(rows, attrgetter("id")):
        found = _one(list(steps), span, office, departments)
        if found is not None:
            yield found


def _asked(span: Span) -> Select[Any]:
    """Cases that had not ended before the span, each with its steps up to its end, one after the other."""
    ended = select(case_step.c.case).where(case_step.c.verb.in_(_ENDS), case_step.c.at_us < span.since_us)
    joined = case.outerjoin(
        case_step, (case_step.c.case == case.c.event_id) & (case_step.c.at_us < span.until_us)
    )
    return (
        select(case.c.event_id.label("id"), case.c.item, case.c.submitted_us, case.c.received_us, case_step)
        .select_from(joined)
        .where(case.c.submitted_us < span.until_us, case.c.event_id.not_in(ended))
        .order_by(case.c.event_id, case_step.c.seq)
    )


def _one(rows: list[Row[Any]], span: Span, office: Office, departments: Departments) -> Count | None:
    """None for a case that counts as nothing."""
    first = rows[0]
    steps = tuple(step_of(row) for row in rows if row.verb and row.verb != Verb.SUBMIT.value)
    made = Case(from_us(min(first.submitted_us, first.received_us)), steps)
    decided = made.last(Verb.FINISH)
    if decided is None and made.state in OVER:
        return None
    counted = terms.case(clock(made, span.end, office.days, office.rules), decided=decided is not None)
    if decided is not None:
        return Count(departments.place(to_us(decided.at), clerk=decided.by, item=first.item), counted)
    return Count(departments.lying(first.item), counted) if counted else None
