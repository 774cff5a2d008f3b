"""All that the indices count of a span, a week at a time: between two reads the hall has the processor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sqlalchemy import Connection

from hall.domain.figures.tally import Count
from hall.server.figures import reads
from hall.server.figures.case_reads import cases
from hall.server.figures.reads import Departments, Span
from hall.server.store.case_book import Office
from hall.server.store.catalogue import Catalogue

Part = Callable[[Connection], Iterable[Count]]
"""Something to be counted in one read."""


class Counting:
    """Of one hall."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.departments = Departments(catalogue.owners)
        self._office = Office(catalogue)

    def parts(self, span: Span) -> Iterator[Part]:
        """What to read, one after the other. Cases come last and at once: they may be open for longer than a week."""
        for week in span.weeks():
            yield partial(self._week, week)
        yield partial(cases, span=span, office=self._office, departments=self.departments)

    def _week(self, span: Span, connection: Connection) -> Iterator[Count]:
        yield from reads.evaluations(connection, span)
        yield from reads.silences(connection, span)
        yield from reads.services(connection, span, self.departments)
        yield from reads.orders(connection, span)
