"""How long until a call, as a range: from the hall's history, today's pace and who is ahead.

Silent (None) when it does not know: no window is open, or nobody was ever served. What it said is measured
against what came (`Errors`), and the day's own error moves the next estimates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from statistics import median

from hall.domain.queue.day import Day
from hall.domain.queue.desk import Desk, Presence
from hall.domain.queue.ticket import Ticket

_PRIOR_MOST = 20
"""How many services of today outweigh the hall's whole history."""
_SPREAD = 1.28
"""Standard deviations to either side: eight of ten calls fall within."""
_STEP_S = 60
_RECENT = 30
_LEAST = 5
_PULL = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Past:
    """Service times of one service so far: how many, mean and standard deviation in seconds."""

    count: int
    mean_s: float
    sd_s: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Between `low` and `high` eight times of ten; `middle` is what the error is measured by."""

    low: timedelta
    middle: timedelta
    high: timedelta


class Pace:
    """The service times of a day, on top of what the hall's history says."""

    def __init__(self, history: Mapping[str, Past]) -> None:
        self._sums = {service: _weighed(past) for service, past in history.items()}
        self._ratios: deque[float] = deque(maxlen=_RECENT)

    def served(self, service: str, took: timedelta) -> None:
        """One more was served."""
        count, total, squares = self._sums.get(service, (0.0, 0.0, 0.0))
        seconds = max(1.0, took.total_seconds())
        self._sums[service] = (count + 1, total + seconds, squares + seconds * seconds)

    def called(self, told: Wait | None, waited: timedelta) -> None:
        """Somebody was called after `waited`, and had been told `told`."""
        if told is not None and told.middle >= timedelta(seconds=_STEP_S):
            self._ratios.append(waited / told.middle)

    def of(self, service: str) -> tuple[float, float] | None:
        """Mean and standard deviation in seconds of one service; None when nobody was ever served."""
        count, total, squares = self._sums.get(service, (0.0, 0.0, 0.0))
        if count <= 0:
            return None
        mean = total / count
        return mean, sqrt(max(0.0, squares / count - mean * mean))

    @property
    def pull(self) -> float:
        """By how much today's waits differ from what was told, as a factor."""
        if len(self._ratios) < _LEAST:
            return 1.0
        low, high = _PULL
        return min(high, max(low, median(self._ratios)))


def wait(day: Day, pace: Pace, service: str, ahead: int) -> Wait | None:
    """How long somebody with `ahead` people before waits for a call."""
    desks = [d for d in day.desks.values() if d.presence is Presence.OPEN and service in d.services]
    known = pace.of(service)
    if not desks or known is None:
        return None
    mean_s, sd_s = known
    lines = _lines(day.waiting())
    windows = sum(_share(desk, service, lines) for desk in desks)
    idle = any(not desk.current for desk in desks)
    # With all windows busy the first to end takes the first in line, the next the second, and so on.
    turns = ahead if idle else ahead + 1
    middle = turns * mean_s / windows * pace.pull
    spread = _SPREAD * sqrt(turns) * max(sd_s, 0.25 * mean_s) / windows
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
    if not found:
        return None
    off = sorted(abs((told.middle - waited).total_seconds()) for told, waited in found)
    inside = sum(told.low <= waited <= told.high for told, waited in found)
    return Errors(
        len(found), inside / len(found), off[(len(off) - 1) // 2], off[min(len(off) - 1, len(off) * 9 // 10)]
    )


def _weighed(past: Past) -> tuple[float, float, float]:
    """History as sums, of no more weight than `_PRIOR_MOST` services."""
    count = float(min(past.count, _PRIOR_MOST))
    return count, count * past.mean_s, count * (past.sd_s**2 + past.mean_s**2)


def _lines(waiting: Iterable[Ticket]) -> dict[str, int]:
    lines: dict[str, int] = {}
    for ticket in waiting:
        lines[ticket.service] = lines.get(ticket.service, 0) + 1
    return lines


def _share(desk: Desk, service: str, lines: Mapping[str, int]) -> float:
    """What part of the window's calls the service gets: its part of all who wait for that window."""
    all_ = sum(lines.get(one, 0) for one in desk.services)
    mine = lines.get(service, 0)
    return max(mine, 1) / max(all_, 1) if all_ > mine else 1.0


def _floor(seconds: float) -> timedelta:
    return timedelta(seconds=max(0, int(seconds // _STEP_S) * _STEP_S))


def _ceil(seconds: float) -> timedelta:
    return timedelta(seconds=-int(-seconds // _STEP_S) * _STEP_S)
