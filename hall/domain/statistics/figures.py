"""Figures of a group of tickets, gathered one by one."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from hall.domain.queue.estimate import Errors, errors_of
from hall.domain.queue.ticket import Lane
from hall.domain.statistics.spread import Spread, percentile, spread
from hall.domain.statistics.visits import Outcome, Visit

LONG_WAIT_S: Final = 30 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """What papers said about the wait, and what came. Three times each: low, middle, high, in seconds.

    Of what was told: the medians of the three. Of what came: the percentiles 10, 50 and 90.
    `bias_s`: mean of what came less the middle that was told; above 0: people waited longer than told.
    """

    errors: Errors
    bias_s: float
    told_s: tuple[int, int, int]
    came_s: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some tickets. `tickets` are those whose paper came out (`no_paper` are the others, in nothing else)."""

    tickets: int
    no_paper: int
    served: int
    no_show: int
    cancelled: int
    left: int
    open: int
    offline: int
    priority: int
    appointment: int
    passed: int
    recalls: int
    transfers: int
    holds: int
    returns: int
    waited_long: int
    wait: Spread | None
    service: Spread | None
    told: Told | None

    @property
    def abandoned(self) -> int:
        """Gone without being served."""
        return self.no_show + self.cancelled + self.left

    def share(self, count: int) -> float:
        """Part of the tickets."""
        return round(count / self.tickets, 4) if self.tickets else 0.0

    @property
    def waited_long_share(self) -> float:
        """Part of those that were called."""
        return round(self.waited_long / self.wait.count, 4) if self.wait else 0.0


def _seconds() -> array[int]:
    return array("l")


@dataclass(slots=True)
class Tally:
    """Grows by a visit at a time: a year's times fit as machine numbers."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    lanes: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    """Passed, offline, recalls, transfers, holds, returns: by their names in `Figures`."""
    waits: array[int] = field(default_factory=_seconds)
    services: array[int] = field(default_factory=_seconds)
    told: tuple[array[int], array[int], array[int], array[int]] = field(
        default_factory=lambda: (_seconds(), _seconds(), _seconds(), _seconds())
    )
    """Low, middle, high as told, and the wait that came."""

    def add(self, visit: Visit) -> None:
        """A ticket."""
        row, outcome, course, wait, service, plain = visit
        self.outcomes[outcome] += 1
        if outcome is Outcome.NO_PAPER:
            return
        self.lanes[row.lane] += 1
        if visit.offline:
            self.events["offline"] += 1
        if not plain:
            self.events.update(
                recalls=course.recalls,
                transfers=course.transfers,
                holds=course.holds,
                returns=course.returns,
            )
        if service is not None:
            self.services.append(service)
        if wait is None:
            return
        self.waits.append(wait)
        if row.told_low_s is not None and row.told_middle_s is not None and row.told_high_s is not None:
            low, middle, high, came = self.told
            low.append(row.told_low_s)
            middle.append(row.told_middle_s)
            high.append(row.told_high_s)
            came.append(wait)

    def add_all(self, other: Tally) -> None:
        """Everything that another has."""
        self.outcomes += other.outcomes
        self.lanes += other.lanes
        self.events += other.events
        self.waits += other.waits
        self.services += other.services
        for mine, its in zip(self.told, other.told, strict=True):
            mine.extend(its)

    def figures(self) -> Figures:
        """As they stand."""
        of = self.outcomes
        return Figures(
            tickets=sum(of.values()) - of[Outcome.NO_PAPER],
            no_paper=of[Outcome.NO_PAPER],
            served=of[Outcome.SERVED],
            no_show=of[Outcome.NO_SHOW],
            cancelled=of[Outcome.CANCELLED],
            left=of[Outcome.LEFT],
            open=of[Outcome.OPEN],
            offline=self.events["offline"],
            priority=self.lanes[Lane.PRIORITY.value],
            appointment=self.lanes[Lane.APPOINTMENT.value],
            passed=self.events["passed"],
            recalls=self.events["recalls"],
            transfers=self.events["transfers"],
            holds=self.events["holds"],
            returns=self.events["returns"],
            waited_long=sum(wait > LONG_WAIT_S for wait in self.waits),
            wait=spread(self.waits),
            service=spread(self.services),
            told=_told(*self.told),
        )


def _told(low: array[int], middle: array[int], high: array[int], came: array[int]) -> Told | None:
    off = [abs(said - was) for said, was in zip(middle, came, strict=True)]
    inside = sum(least <= was <= most for least, was, most in zip(low, came, high, strict=True))
    errors = errors_of(off, inside)
    if errors is None:
        return None
    ordered = sorted(came)
    return Told(
        errors=errors,
        bias_s=round((sum(came) - sum(middle)) / len(came), 1),
        told_s=(_median(low), _median(middle), _median(high)),
        came_s=(int(percentile(ordered, 10)), int(percentile(ordered, 50)), int(percentile(ordered, 90))),
    )


def _median(seconds: array[int]) -> int:
    return int(percentile(sorted(seconds), 50))
