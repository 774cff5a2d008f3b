"""What the tables count for the indices: evaluations, silence, services that ended, work orders. Already summed up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select
from sqlalchemy import case as either

from hall.domain.clock import CHINA
from hall.domain.figures import terms
from hall.domain.figures.tally import Count, Place
from hall.domain.figures.terms import Order
from hall.domain.ledger.loop import counts
from hall.domain.ledger.words import Result
from hall.domain.queue.ticket import TicketState
from hall.server.store.order_tables import ledger_review as review
from hall.server.store.rating_tables import rating_about as about
from hall.server.store.rating_tables import rating_default, window_clerk
from hall.server.store.tables import case, rating, ticket
from hall.server.store.times import from_us, to_us
from hall.settings.departments import Owners

_HOUR_US: Final = 3_600_000_000
_NONE: Final = "[]"
_WEEK: Final = 7
_SLOTS: Final = 366 * 24
_DONE: Final = TicketState.DONE.value
_AWAY: Final = tuple(one.value for one in Result if not counts(one.value))


@dataclass(frozen=True)
class Span:
    """Days, both included. `today`: of the moment it is read; days to come count as nothing."""

    first: date
    last: date
    today: date

    @property
    def since_us(self) -> int:
        """Its first moment."""
        return _midnight_us(self.first)

    @property
    def until_us(self) -> int:
        """The first moment after it."""
        return _midnight_us(self.last + timedelta(days=1))

    @property
    def end(self) -> date:
        """Its last day so far."""
        return min(self.last, self.today)

    def weeks(self) -> Iterator[Span]:
        """Seven days at a time, up to today."""
        for n in range(0, (self.end - self.first).days + 1, _WEEK):
            first = self.first + timedelta(days=n)
            yield Span(first, min(first + timedelta(days=_WEEK - 1), self.end), self.today)

    def holds(self, at: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether a moment of the tables lies in it."""
        return and_(at >= self.since_us, at < self.until_us)


class Departments:
    """Where something belongs, by the same rule as an evaluation."""

    def __init__(self, owners: Owners) -> None:
        self._owners = owners

    def place(
        self, at_us: int, *, clerk: str = "", service: str = "", item: str = "", window: int = 0
    ) -> Place:
        """Where something at that moment belongs. A case has no service but its item's."""
        service = service or self._owners.service(item)
        department = self._owners.department(clerk, service)
        return Place(clerk, window, department, item, service, *_when(at_us))

    def lying(self, item: str) -> Place:
        """Where a case belongs that nobody has decided: to no clerk, and to no hour."""
        service = self._owners.service(item)
        return Place(item=item, service=service, department=self._owners.department("", service))


def first_item(items: str) -> str:
    """Of a ticket's JSON list; "" of none."""
    return "" if items == _NONE else str(next(iter(json.loads(items)), ""))


def evaluations(connection: Connection, span: Span) -> Iterator[Count]:
    """Given by citizens in the span, of visits that are known to be served."""
    joined = (
        rating.outerjoin(about, about.c.subject == rating.c.ticket)
        .outerjoin(ticket, ticket.c.event_id == rating.c.ticket)
        .outerjoin(case, case.c.event_id == rating.c.ticket)
        .outerjoin(review, review.c.subject == rating.c.ticket)
    )
    verdict = func.coalesce(review.c.verdict, "").label("verdict")
    wanted = (
        rating.c.stars.is_not(None),
        span.holds(rating.c.given_us),
        or_(ticket.c.state == _DONE, case.c.event_id.is_not(None)),
    )
    asked = _placed(joined, rating.c.given_us, rating.c.stars, verdict).where(*wanted)
    for row in connection.execute(_summed(asked)):
        yield Count(_place(row, row.slot * _HOUR_US), terms.given(row.stars, row.verdict), row.many)


def silences(connection: Connection, span: Span) -> Iterator[Count]:
    """What silence began to count as in the span."""
    joined = rating_default.outerjoin(about, about.c.subject == rating_default.c.subject).outerjoin(
        ticket, ticket.c.event_id == rating_default.c.subject
    )
    asked = _placed(joined, rating_default.c.at_us, rating_default.c.stars)
    for row in connection.execute(_summed(asked.where(span.holds(rating_default.c.at_us)))):
        yield Count(_place(row, row.slot * _HOUR_US), terms.silent(row.stars), row.many)


def services(connection: Connection, span: Span, departments: Departments) -> Iterator[Count]:
    """Tickets served and applications handed in, each with whether a citizen evaluated it."""
    for row in connection.execute(_tickets(span)):
        place = departments.place(
            row.slot * _HOUR_US,
            clerk=row.clerk or "",
            service=row.service,
            item=first_item(row.items),
            window=row.window,
        )
        yield Count(place, terms.served(evaluated=bool(row.own)), row.many)
    for row in connection.execute(_applications(span)):
        place = departments.place(row.slot * _HOUR_US, item=row.item)
        yield Count(place, terms.served(evaluated=bool(row.own)), row.many)


def orders(connection: Connection, span: Span) -> Iterator[Count]:
    """Work orders opened in the span, as they stand today."""
    joined = review.outerjoin(about, about.c.subject == review.c.subject)
    asked = select(
        review,
        func.coalesce(about.c.department, "").label("department"),
        func.coalesce(about.c.item, "").label("item"),
    ).select_from(joined)
    for row in connection.execute(asked.where(span.holds(review.c.opened_us))):
        order = Order(
            date.fromisoformat(row.settle_by),
            _date(row.settled),
            _date(row.answered),
            row.called,
            row.verdict,
        )
        yield Count(_place(row, row.opened_us), tuple(order.terms(span.today)))


def _applications(span: Span) -> Select[Any]:
    slot = (case.c.submitted_us // _HOUR_US).label("slot")
    asked = select(slot, case.c.item, _evaluated(case.c.event_id))
    return _summed(
        asked.select_from(_with_rating(case, case.c.event_id)).where(span.holds(case.c.submitted_us))
    )


def _tickets(span: Span) -> Select[Any]:
    days = [(span.first + timedelta(days=n)).isoformat() for n in range((span.last - span.first).days + 1)]
    ended = func.coalesce(ticket.c.ended_us, ticket.c.issued_us)
    clerk = (
        select(window_clerk.c.clerk)
        .where(
            window_clerk.c.window == ticket.c.window,
            window_clerk.c.date == ticket.c.date,
            window_clerk.c.at_us <= ended,
        )
        .order_by(window_clerk.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    each = (
        select(
            (ended // _HOUR_US).label("slot"),
            func.coalesce(ticket.c.window, 0).label("window"),
            ticket.c.service,
            ticket.c["items"],
            clerk.label("clerk"),
            _evaluated(ticket.c.event_id),
        )
        .select_from(_with_rating(ticket, ticket.c.event_id))
        .where(ticket.c.date.in_(days), ticket.c.state == _DONE)
    )
    return _summed(each)


def _with_rating(table: Any, subject: ColumnElement[str]) -> Any:  # noqa: ANN401 - tables and joins alike
    return table.outerjoin(rating, rating.c.ticket == subject).outerjoin(review, review.c.subject == subject)


def _evaluated(subject: ColumnElement[str]) -> ColumnElement[int]:
    """1 for a subject that has stars which were not judged away."""
    judged = func.coalesce(review.c.verdict, "").in_(_AWAY)
    real = and_(rating.c.ticket == subject, rating.c.stars.is_not(None), ~judged)
    return either((real, 1), else_=0).label("own")


def _placed(joined: Any, at: ColumnElement[int], *more: ColumnElement[Any]) -> Select[Any]:  # noqa: ANN401 - a join
    """Each of `more` with the place it belongs to."""
    return select(
        (at // _HOUR_US).label("slot"),
        func.coalesce(about.c.clerk, "").label("clerk"),
        func.coalesce(func.nullif(about.c.window, 0), ticket.c.window, 0).label("window"),
        func.coalesce(about.c.department, "").label("department"),
        func.coalesce(about.c.item, "").label("item"),
        func.coalesce(func.nullif(about.c.service, ""), ticket.c.service, "").label("service"),
        *more,
    ).select_from(joined)


def _summed(asked: Select[Any]) -> Select[Any]:
    """How many rows are the same."""
    each = asked.subquery()
    return select(each, func.count().label("many")).group_by(*each.c)


def _place(row: Any, at_us: int) -> Place:  # noqa: ANN401 - a Row
    return Place(row.clerk, row.window, row.department, row.item, row.service, *_when(at_us))


def _when(at_us: int) -> tuple[str, str]:
    """Hour and day in the hall."""
    return _slot(at_us // _HOUR_US)


@lru_cache(_SLOTS)
def _slot(hours: int) -> tuple[str, str]:
    at = from_us(hours * _HOUR_US).astimezone(CHINA)
    return f"{at:%H}", at.date().isoformat()


def _date(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _midnight_us(day: date) -> int:
    return to_us(datetime(day.year, day.month, day.day, tzinfo=CHINA))
