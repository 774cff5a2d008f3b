"""How far the loop of a bad review is, for figures: rectified by its day, answered, called back, or judged away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hall.domain.cases.workdays import Workdays, day_of
from hall.domain.ledger.deadline import Periods, timed
from hall.domain.ledger.entry import Entry, Result, State, Verb


@dataclass(frozen=True)
class Loop:
    """`settle_by`: the last day to rectify. `called`: result of the last call-back, "" for none."""

    settle_by: date
    settled: date | None
    answered: date | None
    called: str
    verdict: str


def loop(entry: Entry, days: Workdays, periods: Periods) -> Loop:
    """Of the round that runs or ran last: what was sent back after its answer is to be rectified again."""
    assigned = [one for one in timed(entry, days, periods) if one.stage.state is State.ASSIGNED]
    whole = days.due(day_of(entry.submitted), periods.get(State.ASSIGNED, 0))
    settled = None
    for stage in entry.stages:
        if stage.state is State.ASSIGNED:
            settled = None
        elif stage.state is State.SETTLED and settled is None:
            settled = day_of(stage.entered)
    return Loop(
        settle_by=assigned[-1].due if assigned else whole,
        settled=settled,
        answered=entry.answered,
        called=_called(entry),
        verdict=entry.verdict,
    )


def _called(entry: Entry) -> str:
    for step in reversed(entry.steps):
        if step.verb is Verb.CALL_BACK:
            return step.result
        if step.verb in {Verb.ASSIGN, Verb.ANSWER}:
            break
    return ""


def counts(verdict: str) -> bool:
    """Whether the evaluation counts: it was not judged to be mistaken or malicious."""
    return verdict not in {Result.MISTAKEN, Result.MALICIOUS}
