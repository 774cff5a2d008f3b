"""Counts put together: all of a span, and told apart by one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique

from hall.domain.figures.terms import Term


@unique
class Grouping(StrEnum):
    """What records are told apart by."""

    HALL = "hall"
    WINDOW = "window"
    CLERK = "clerk"
    DEPARTMENT = "department"
    ITEM = "item"
    SERVICE = "service"
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something that is counted belongs. "" (and window 0): nobody knows, or there is none.

    `hour`: 00 to 23, `day`: a date; both of what happened: the evaluation, the end of the service, the decision.
    """

    clerk: str = ""
    window: int = 0
    department: str = ""
    item: str = ""
    service: str = ""
    hour: str = ""
    day: str = ""

    def key(self, by: Grouping) -> str:
        """Its group; "" for none."""
        if by is Grouping.HALL:
            return ""
        if by is Grouping.WINDOW:
            return str(self.window) if self.window else ""
        value: str = getattr(self, by.value)
        return value


@dataclass(frozen=True, slots=True)
class Count:
    """`many` records of one place that count as the same terms."""

    place: Place
    terms: tuple[Term, ...]
    many: int = 1


Counts = Mapping[Term, int]


class Tally:
    """Counts by group, and of all together."""

    def __init__(self, by: Grouping, counts: Iterable[Count] = ()) -> None:
        self.by = by
        self.total: Counter[Term] = Counter()
        self.groups: dict[str, Counter[Term]] = {}
        for one in counts:
            self.add(one)

    def add(self, count: Count) -> None:
        """Some more of a kind; what counts as nothing makes no group."""
        if not count.terms:
            return
        group = self.groups.setdefault(count.place.key(self.by), Counter())
        for term in count.terms:
            self.total[term] += count.many
            group[term] += count.many
