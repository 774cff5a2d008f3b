"""How long until a call, as a range: from the hall's history, today's pace and who is ahead.

Silent (None) when it does not know: no window is open, or nobody was ever served. What it said is measured
against what came (`Errors`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import sqrt

from hall.domain.queue.desk import Desk, Presence
from hall.domain.statistics.spread import percentile

_PRIOR_MOST = 10
"""How many services of today outweigh the hall's whole history."""
_SPREAD = 1.28
"""Standard deviations to either side: eight of ten calls fall within."""
_STEP_S = 60


@dataclass(frozen=True, slots=True)
class Past:
    """Service times of one service: how many, their sum and the sum of their squares, in seconds."""

    count: float = 0
    total: float = 0
    squares: float = 0

    def and_one(self, seconds: float) -> Past:
        """The same with one more."""
        return Past(self.count + 1, self.total + seconds, self.squares + seconds * seconds)

    def __add__(self, other: Past) -> Past:
        return Past(self.count + other.count, self.total + other.total, self.squares + other.squares)

    def of_weight(self, most: float) -> Past:
        """The same mean and spread, weighing no more than `most` services."""
        part = min(1.0, most / self.count) if self.count else 1.0
        return Past(self.count * part, self.total * part, self.squares * part)

    @property
    def mean_s(self) -> float:
        """Mean in seconds."""
        return self.total / self.count if self.count else 0.0

    @property
    def sd_s(self) -> float:
        """Standard deviation in seconds."""
        return sqrt(max(0.0, self.squares / self.count - self.mean_s**2)) if self.count else 0.0


@dataclass(frozen=True, slots=True)
class Wait:
    """Between `low` and `high` eight times of ten; `middle` is what the error is measured by."""

    low: timedelta
    middle: timedelta
    high: timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """Service times by service: the hall's `history`, and `today`.

    Correcting this by today's error was tried and made it worse: in a full hall such a factor swings.
    """

    history: Mapping[str, Past]
    today: Mapping[str, Past] = field(default_factory=dict)
    _known: dict[str, Past] = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, service: str) -> Past | None:
        """What one service takes now; None when nobody was ever served."""
        found = self._known.get(service)
        if found is None:
            nothing = Past()
            found = self._known[service] = self.history.get(service, nothing).of_weight(
                _PRIOR_MOST
            ) + self.today.get(service, nothing)
        return found if found.count > 0 else None


def wait(
    desks: Iterable[Desk], lines: Mapping[str, int], pace: Pace, service: str, ahead: int
) -> Wait | None:
    """How long somebody with `ahead` people before waits for a call. `lines`: people waiting per service."""
    serving = [d for d in desks if d.presence is Presence.OPEN and service in d.services]
    known = pace.of(service)
    if not serving or known is None:
        return None
    windows = sum(_share(desk, service, lines) for desk in serving)
    idle = any(not desk.current for desk in serving)
    # With all windows busy the first to end takes the first in line, the next the second, and so on.
    turns = ahead if idle else ahead + 1
    middle = turns * known.mean_s / windows
    spread = _SPREAD * sqrt(turns) * max(known.sd_s, 0.25 * known.mean_s) / windows
    return Wait(_floor(middle - spread), timedelta(seconds=round(middle)), _ceil(middle + spread))


@dataclass(frozen=True, slots=True)
class Errors:
    """How far off the estimates of a day were. `within`: share of waits inside the range told."""

    count: int
    within: float
    half_s: float
    """Half of them were off by no more than this."""
    nine_of_ten_s: float


def errors(pairs: Iterable[tuple[Wait, timedelta]]) -> Errors | None:
    """Measure what was told against what came; None without any."""
    found = list(pairs)
    off = [abs((told.middle - waited).total_seconds()) for told, waited in found]
    return errors_of(off, sum(told.low <= waited <= told.high for told, waited in found))


def errors_of(off_s: Iterable[float], inside: int) -> Errors | None:
    """As `errors`, from how far off each middle was, in seconds, and how many waits the ranges held."""
    ordered = sorted(off_s)
    if not ordered:
        return None
    half, nine_of_ten = percentile(ordered, 50), percentile(ordered, 90)
    return Errors(len(ordered), inside / len(ordered), half, nine_of_ten)


def _share(desk: Desk, service: str, lines: Mapping[str, int]) -> float:
    """What part of the window's calls the service gets: its part of all who wait for that window."""
    all_ = sum(lines.get(one, 0) for one in desk.services)
    mine = lines.get(service, 0)
    return max(mine, 1) / max(all_, 1) if all_ > mine else 1.0


def _floor(seconds: float) -> timedelta:
    return timedelta(seconds=max(0, int(seconds // _STEP_S) * _STEP_S))


def _ceil(seconds: float) -> timedelta:
    return timedelta(seconds=-int(-seconds // _STEP_S) * _STEP_S)
