"""The hall's rules of the queue, and the bounds that no setting can move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique

MOST_JUMPS = 2
"""Of any three calls of a window at least one is a walk-in's while one waits: nobody is forced to book."""


@unique
class Return(StrEnum):
    """Where a citizen who missed the call comes back to (过号)."""

    BEHIND = "behind"
    END = "end"
    RETAKE = "retake"


@dataclass(frozen=True)
class Rules:
    """Raises `ValueError` for rules under which somebody could wait for ever.

    `jumps`: calls in a row that may go before a waiting walk-in; one once somebody waits `longest_wait`.
    `elastic`: how much too early or late an appointment may come and still go first.
    `least_calls`, `call_pause`: how often and how long a number is called before it is a no-show.
    `return_behind`: of how many people a citizen comes back after a missed call, `returns` times.
    """

    jumps: int = MOST_JUMPS
    longest_wait: timedelta = timedelta(minutes=45)
    elastic: timedelta = timedelta(hours=1)
    slot: timedelta = timedelta(hours=1)
    least_calls: int = 2
    call_pause: timedelta = timedelta(seconds=15)
    missed: Return = Return.BEHIND
    return_behind: int = 3
    returns: int = 1
    undo: timedelta = timedelta(seconds=10)

    def __post_init__(self) -> None:
        if not 0 <= self.jumps <= MOST_JUMPS:
            raise ValueError(f"jumps: 0 to {MOST_JUMPS} calls in a row may go before a walk-in")
        if self.least_calls < 1 or self.return_behind < 1 or self.returns < 0:
            raise ValueError("least_calls and return_behind begin at 1, returns at 0")
        zero = timedelta()
        if min(self.longest_wait, self.slot) <= zero or min(self.elastic, self.call_pause, self.undo) < zero:
            raise ValueError("no time of the rules is negative; longest_wait and slot are above zero")
