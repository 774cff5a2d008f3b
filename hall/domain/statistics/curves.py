"""A day by the clock: numbers taken in each quarter of an hour, people waiting every five minutes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from hall.domain.statistics.visits import Visit

QUARTER_S: Final = 900
SAMPLE_S: Final = 300
_DAY_S: Final = 86_400
_SAMPLE_US: Final = SAMPLE_S * 1_000_000
_SAMPLES: Final = _DAY_S // SAMPLE_S


@dataclass(frozen=True, slots=True)
class WaitingAt:
    """At `s` seconds after midnight: people waiting on the mean of the days, and on the fullest."""

    s: int
    mean: float
    most: int


class DayCurve:
    """One day; each ticket is noted once."""

    def __init__(self, midnight_us: int) -> None:
        self._midnight_us = midnight_us
        self.change = [0] * (_SAMPLES + 1)
        """How many more wait at a sample than at the one before."""
        self.arrivals: Counter[int] = Counter()
        self.first = _SAMPLES

    def note(self, visit: Visit) -> None:
        """A ticket."""
        taken = _within((visit.row.issued_us - self._midnight_us) // 1_000_000)
        self.arrivals[taken // QUARTER_S * QUARTER_S] += 1
        self.first = min(self.first, taken // SAMPLE_S)
        for start_us, stop_us in visit.course.waits:
            self.change[self.sample(start_us)] += 1
            if stop_us is not None:
                self.change[self.sample(max(stop_us, start_us))] -= 1

    def sample(self, us: int) -> int:
        """The first sample at or after a moment."""
        at = -((self._midnight_us - us) // _SAMPLE_US)
        return at if 0 <= at <= _SAMPLES else min(max(at, 0), _SAMPLES)


@dataclass(slots=True)
class Curves:
    """Sums over days."""

    days: int = 0
    arrivals: Counter[int] = field(default_factory=Counter)
    """By seconds after midnight at which the quarter begins."""
    _sums: list[int] = field(default_factory=lambda: [0] * (_SAMPLES + 1))
    _most: list[int] = field(default_factory=lambda: [0] * (_SAMPLES + 1))
    _first: int = _SAMPLES
    _last: int = 0

    def add(self, day: DayCurve, end_us: int) -> None:
        """A day that had tickets; `end_us`: its last step, or now."""
        last = day.sample(end_us)
        self.days += 1
        self.arrivals += day.arrivals
        self._first, self._last = min(self._first, day.first), max(self._last, last)
        for at, count in enumerate(accumulate(day.change[: last + 1])):
            self._sums[at] += count
            self._most[at] = max(self._most[at], count)

    def waiting(self) -> list[WaitingAt]:
        """From the first number taken to the last step of any day."""
        return [
            WaitingAt(at * SAMPLE_S, round(self._sums[at] / self.days, 2), self._most[at])
            for at in range(self._first, self._last + 1 if self.days else self._first)
        ]


def _within(seconds: int) -> int:
    """A unit's clock may have been wrong: still this day."""
    return seconds if 0 <= seconds < _DAY_S else min(max(seconds, 0), _DAY_S - 1)
