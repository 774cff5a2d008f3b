"""A month of one person: days added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hall.domain.attendance.day import Judged
from hall.domain.attendance.words import Mark


@dataclass(frozen=True)
class Total:
    """`expected`: days; `attended`: days with a punch among them; `times`, `minutes`: by mark."""

    expected: int = 0
    attended: int = 0
    times: dict[Mark, int] = field(default_factory=dict)
    minutes: dict[Mark, int] = field(default_factory=dict)


def total(days: Iterable[Judged]) -> Total:
    """Sum up."""
    expected = attended = 0
    times: dict[Mark, int] = {}
    minutes: dict[Mark, int] = {}
    for one in days:
        expected += one.expected
        attended += one.expected and (one.first is not None or one.last is not None)
        for mark, measured in one.marks.items():
            times[mark] = times.get(mark, 0) + 1
            minutes[mark] = minutes.get(mark, 0) + measured
    return Total(expected, attended, times, minutes)
