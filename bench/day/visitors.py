"""A visitor of the day: what they want and what they will do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto, unique


@unique
class Ending(Enum):
    """How a visit goes. STEPS_OUT: is away for a while and may miss the call; comes back and asks for the place."""

    SERVED = auto()
    LEAVES = auto()
    CANCELS = auto()
    STEPS_OUT = auto()
    HELD_RESUMED = auto()
    HELD_RETURNS = auto()
    MOVED_SERVICE = auto()
    MOVED_WINDOW = auto()
    MORE_ITEMS = auto()
    FINISH_UNDONE = auto()


@dataclass(frozen=True)
class Visitor:
    """Times in seconds of the hall; `at_s` after the doors opened, `leaves_s` and `out_s` after the number was taken.

    `out_s`: (from, how long). `back_s`: how long a held case waits for its citizen. `again`: wants the paper
    a second time. `walk_s`: from the call to the window. `assisted`: staff take the number.
    `slot_s`: when the time that was booked begins, None for nobody's.
    """

    id: str
    at_s: float
    service: str
    dispenser: int
    group: str
    assisted: bool
    slot_s: float | None
    large: bool
    english: bool
    walk_s: float
    takes_s: float
    ending: Ending
    leaves_s: float
    out_s: tuple[float, float]
    back_s: float
    to_service: str
    to_window: int
    again: bool

    @property
    def code(self) -> str:
        """Of the booking."""
        return self.id.upper()

    def here(self, waited_s: float) -> bool:
        """Whether the visitor hears a call, so many seconds after taking the number."""
        if waited_s > self.leaves_s:
            return False
        if self.ending is not Ending.STEPS_OUT:
            return True
        begin, long = self.out_s
        return not begin <= waited_s <= begin + long

    def returns_after(self, waited_s: float) -> float | None:
        """Seconds until somebody who missed the call is back; None for never."""
        if self.ending is not Ending.STEPS_OUT:
            return None
        return max(0.0, sum(self.out_s) - waited_s)
