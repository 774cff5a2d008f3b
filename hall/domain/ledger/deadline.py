"""How an entry is in time. Working days and lights are those of cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hall.domain.cases.lights import Deadline, Light, Rules, light
from hall.domain.cases.workdays import Stop, Workdays, day_of
from hall.domain.ledger.entry import Entry, Stage, State
from hall.domain.ledger.ways import WAYS, Runs

_RULES = Rules(warn_days=1)
Periods = Mapping[State, int]
"""Working days of each state, for the kinds whose days are counted."""


@dataclass(frozen=True)
class Standing:
    """`left`: working days after today; below 0 overdue. Once nothing runs both stay as they were on that day."""

    light: Light
    left: int


@dataclass(frozen=True)
class Timed:
    """A stage that had to end by a day. `start`: the day before the first that counts."""

    stage: Stage
    start: date
    due: date

    def late(self, days: Workdays, today: date) -> int:
        """Working days beyond `due`, at least 1 when it is over; 0 in time."""
        day = day_of(self.stage.left) if self.stage.left else today
        return max(1, days.used(self.due, day)) if day > self.due else 0


def promised(days: Workdays, submitted: datetime, within: int) -> date:
    """The last day for an answer: `within` working days, the day it was told on is not one of them."""
    return days.due(day_of(submitted), within)


def timed(entry: Entry, days: Workdays, periods: Periods) -> tuple[Timed, ...]:
    """The stages that have or had a last day, in order."""
    runs = WAYS[entry.kind].runs
    found = []
    for at, stage in enumerate(entry.stages):
        counted = runs.get(stage.state)
        if counted is Runs.TOLD:
            found.append(Timed(stage, day_of(entry.submitted), entry.due))
        elif counted is not None:
            start = _start(entry, at) if counted is Runs.OPENED else stage.entered
            first, stops = day_of(start), _stops(entry, start, at)
            due = days.due(first, periods.get(stage.state, 0), stops)
            found.append(Timed(stage, first, due))
    return tuple(found)


def standing(entry: Entry, today: date, days: Workdays, periods: Periods | None = None) -> Standing:
    """Yellow from the last day but one on, of a single day on that day; red once the day is over, also for what was done too late."""
    all_ = timed(entry, days, periods or {})
    last = all_[-1]
    if last.stage is not entry.stages[-1]:
        late = max(one.late(days, today) for one in all_)
        if late:
            return Standing(Light.RED, -late)
        return Standing(Light.GREEN, days.used(day_of(last.stage.left or last.stage.entered), last.due))
    late = last.late(days, today)
    if late:
        return Standing(Light.RED, -late)
    left = days.used(today, last.due)
    total = days.used(last.start, last.due)
    return Standing(light(Deadline(total, left, last.due), _RULES), left)


def due_now(entry: Entry, days: Workdays, periods: Periods) -> date:
    """The last day of what runs, or of what ran last."""
    return timed(entry, days, periods)[-1].due


def _start(entry: Entry, at: int) -> datetime:
    """When the days began that stage `at` shares with the ones before it: anew whenever an answer was sent back."""
    start, sent_back = entry.submitted, False
    for stage in entry.stages[: at + 1]:
        if stage.state in {State.ANSWERED, State.CALLED_BACK}:
            sent_back = True
        elif stage.state is State.ASSIGNED and sent_back:
            start, sent_back = stage.entered, False
    return start


def _stops(entry: Entry, start: datetime, at: int) -> tuple[Stop, ...]:
    """Appeals that were judged between."""
    return tuple(
        Stop(day_of(stage.entered), day_of(stage.left))
        for stage in entry.stages[:at]
        if stage.state is State.APPEALED and stage.left is not None and stage.entered >= start
    )
