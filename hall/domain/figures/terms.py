"""What is counted: the names that a formula may use, and which of them one record counts as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from typing import Final

from hall.domain.cases.lights import Clock, Light, Runs
from hall.domain.ledger.loop import counts


@unique
class Term(StrEnum):
    """One number. All are of the span of days that is looked at."""

    N5 = "n5"
    """Evaluations by citizens, level by level, given in the span; none that was judged mistaken or malicious."""
    N4 = "n4"
    N3 = "n3"
    N2 = "n2"
    N1 = "n1"
    N = "n"
    """All of these."""
    JUDGED = "judged"
    """Judged mistaken or malicious; in none of the above."""
    D5 = "d5"
    """Silence that counts by the hall's rule, level by level; in none of the above."""
    D4 = "d4"
    D3 = "d3"
    D = "d"
    """All of these."""
    DUE = "due"
    """Services that ended in the span and should be evaluated: tickets served, applications handed in."""
    OWN = "own"
    """Of `DUE`, those that a citizen evaluated, whenever; none judged mistaken or malicious."""
    BAD = "bad"
    """Work orders of bad reviews opened in the span; none judged mistaken or malicious."""
    BAD_DUE = "bad_due"
    """Of `BAD`, those rectified already, or whose last day is over."""
    RECTIFIED = "rectified"
    """Of `BAD`, those rectified by their last day."""
    ANSWERED = "answered"
    CALLED = "called"
    """Of `BAD`, those whose citizen was called back, also when nobody could be reached."""
    ENDED = "ended"
    """Cases decided in the span."""
    IN_TIME = "in_time"
    """Of `ENDED`, those decided by the last promised working day."""
    OVERDUE = "overdue"
    """Cases still open at the end of the span, and beyond their last day by then."""


_LEVELS: Final = {5: Term.N5, 4: Term.N4, 3: Term.N3, 2: Term.N2, 1: Term.N1}
_SILENT: Final = {5: Term.D5, 4: Term.D4, 3: Term.D3}


def given(stars: int, verdict: str) -> tuple[Term, ...]:
    """An evaluation by a citizen. `verdict`: of an appeal against it, "" for none."""
    return (_LEVELS[stars], Term.N) if counts(verdict) else (Term.JUDGED,)


def silent(stars: int) -> tuple[Term, ...]:
    """Silence that counts as `stars`."""
    return _SILENT[stars], Term.D


def served(*, evaluated: bool) -> tuple[Term, ...]:
    """A service that ended. `evaluated`: by a citizen, and it stands."""
    return (Term.DUE, Term.OWN) if evaluated else (Term.DUE,)


@dataclass(frozen=True, slots=True)
class Order:
    """A work order as its steps made it. `called`: the result of the call-back, "" while there is none."""

    settle_by: date
    settled: date | None
    answered: date | None
    called: str
    verdict: str

    def terms(self, today: date) -> Iterator[Term]:
        """What it counts as on a day."""
        if not counts(self.verdict):
            return
        yield Term.BAD
        if self.settled is not None or self.settle_by < today:
            yield Term.BAD_DUE
        if self.settled is not None and self.settled <= self.settle_by:
            yield Term.RECTIFIED
        if self.answered is not None:
            yield Term.ANSWERED
        if self.called:
            yield Term.CALLED


def case(clock: Clock, *, decided: bool) -> tuple[Term, ...]:
    """A case by its clock, which stopped on the day it was decided, or shows the last day of the span."""
    if decided:
        return (Term.ENDED, Term.IN_TIME) if clock.light is Light.GREEN else (Term.ENDED,)
    return (Term.OVERDUE,) if clock.light is Light.RED and clock.runs is not Runs.OVER else ()
