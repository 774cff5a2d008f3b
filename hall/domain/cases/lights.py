"""Red, yellow, green: how many working days a case has left, and what that means.

Before acceptance the office's own time to decide runs (`Rules.accept_days`). Whoever does not tell the applicant
anything in that time has accepted from the day of receipt on (行政许可法 art. 32). From acceptance on the promised
days run, and beside them the statutory ones. The day on which a period begins is not counted (民法典 art. 201). While
corrections or a special step are under way the clock stands: no day after the one it began on is counted, the one
it ends on neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

from hall.domain.cases.case import OVER, Case, State, Step, Verb
from hall.domain.cases.workdays import Stop, Workdays, day_of


@unique
class Light(StrEnum):
    """NONE: nothing is measured, because the case never was under way."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


@unique
class Runs(StrEnum):
    """Whose time it is."""

    DECISION = "decision"
    """To decide whether it is accepted."""
    PROMISED = "promised"
    OVER = "over"


@dataclass(frozen=True)
class Rules:
    """`accept_days`: to say whether a case is accepted. `warn_days`: a light is yellow from so many days left on."""

    accept_days: int = 5
    warn_days: int = 2


@dataclass(frozen=True)
class Deadline:
    """A period. `due`: its last day, None while the clock stands. `left`: working days after today; below 0 overdue."""

    total: int
    left: int
    due: date | None


@dataclass(frozen=True)
class Clock:
    """`now`: the period that counts. `statutory`: beside the promised one, None when the hall file has none.

    `stopped`: the clock stands. `deemed`: it counts as accepted since the day it came, for nobody said anything.
    """

    runs: Runs
    light: Light
    now: Deadline | None = None
    statutory: Deadline | None = None
    stopped: bool = False
    deemed: bool = False


def clock(case: Case, today: date, days: Workdays, rules: Rules) -> Clock:
    """How a case is in time on a day."""
    state = case.state
    if case.accepted is None:
        if state in OVER:
            return Clock(Runs.OVER, Light.NONE)
        return _deciding(case, today, days, rules)
    return _working(case, case.accepted, today, days, rules)


def _deciding(case: Case, today: date, days: Workdays, rules: Rules) -> Clock:
    corrected = case.last(Verb.CORRECTED)
    start = day_of(corrected.at if corrected else case.submitted)
    asked = case.last(Verb.ASK) if case.state is State.CORRECTING else None
    stops = (Stop(day_of(asked.at)),) if asked else ()
    now = _deadline(start, rules.accept_days, today, stops, days)
    deemed = case.last(Verb.ASK) is None and now.left < 0
    return Clock(Runs.DECISION, light(now, rules), now, stopped=bool(asked), deemed=deemed)


def _working(case: Case, accepted: Step, today: date, days: Workdays, rules: Rules) -> Clock:
    start, deemed = _began(case, accepted, days, rules)
    stops = _stops(case, accepted)
    more = sum(step.days for step in case.steps if step.verb is Verb.EXTEND)
    ended = next((step for step in case.steps if step.verb in {Verb.FINISH, Verb.WITHDRAW}), None)
    upto = day_of(ended.at) if ended else today
    now = _deadline(start, accepted.promised + more, upto, stops, days)
    statutory = None
    if accepted.statutory:
        statutory = _deadline(start, accepted.statutory + more, upto, stops, days)
    stopped = ended is None and bool(stops) and stops[-1].last is None
    if ended is not None:
        in_time = Light.RED if now.left < 0 else Light.GREEN
        shown = Light.NONE if case.state is State.WITHDRAWN else in_time
        return Clock(Runs.OVER, shown, now, statutory, deemed=deemed)
    return Clock(Runs.PROMISED, light(now, rules), now, statutory, stopped, deemed)


def _began(case: Case, accepted: Step, days: Workdays, rules: Rules) -> tuple[date, bool]:
    """The day the office's time begins, and whether that is not the day it said so."""
    asked = any(step.verb is Verb.ASK and step.at < accepted.at for step in case.steps)
    came, said = day_of(case.submitted), day_of(accepted.at)
    if not asked and days.used(came, said) > rules.accept_days:
        return came, True
    return said, False


def _stops(case: Case, accepted: Step) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    for step in case.steps[case.steps.index(accepted) :]:
        if step.verb in {Verb.ASK, Verb.PAUSE}:
            stops.append(Stop(day_of(step.at)))
        elif step.verb in {Verb.CORRECTED, Verb.RESUME, Verb.WITHDRAW} and stops and stops[-1].last is None:
            stops[-1] = Stop(stops[-1].first, day_of(step.at))
    return tuple(stops)


def _deadline(start: date, total: int, today: date, stops: tuple[Stop, ...], days: Workdays) -> Deadline:
    stands = bool(stops) and stops[-1].last is None
    left = total - days.used(start, today, stops)
    return Deadline(total, left, None if stands else days.due(start, total, stops))


def light(one: Deadline, rules: Rules) -> Light:
    """Yellow with few days left, but not before half of a short period is gone; red once it is over."""
    if one.left < 0:
        return Light.RED
    return Light.YELLOW if one.left <= min(rules.warn_days, one.total // 2) else Light.GREEN
