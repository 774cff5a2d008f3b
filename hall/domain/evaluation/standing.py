"""Which giving stands: the first with stars. Silence stands for nothing and is in nobody's way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique


@unique
class Verdict(Enum):
    """What becomes of a giving."""

    KEEP = "keep"
    """It is the evaluation from now on."""
    REPEAT = "repeat"
    """It is the evaluation already: its answer was lost, or it was pressed twice."""
    NOTHING = "nothing"
    """Silence, where something is kept."""
    SECOND = "second"
    """Another one, after a real one: refused, and noted."""


@dataclass(frozen=True)
class Giving:
    """`real`: with stars."""

    id: str
    real: bool


def judge(kept: Giving | None, given: Giving) -> Verdict:
    """What becomes of `given`, where `kept` is kept of the subject."""
    if kept is None:
        return Verdict.KEEP
    if kept.id == given.id:
        return Verdict.REPEAT
    if not given.real:
        return Verdict.NOTHING
    return Verdict.SECOND if kept.real else Verdict.KEEP
