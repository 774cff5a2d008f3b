"""What is odd about an evaluation: said to those who run the hall, and never a reason to change or drop it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, unique
from typing import Final

QUICK_MS: Final = 1000
"""Nobody reads five faces and chooses one faster."""
BURST_US: Final = 5_000_000
"""So soon after another at the same window it is hardly another citizen."""
BURST: Final = 2
"""So many within that time are a burst."""
CHOSEN: Final = "chosen"
"""What a pad says of a number that the citizen chose while nobody could tell it that the visit had ended. No oddity."""


@unique
class Flag(StrEnum):
    """Why somebody may want to look at it. `CONFLICT`, `BURST` and `PRESSED_BEFORE` come from the pad itself (drivers.keypad.judge)."""

    TOO_QUICK = "tooQuick"
    """Pressed within a second of the question."""
    RAPID = "rapid"
    """Within seconds of another at the same window."""
    DUPLICATE = "duplicate"
    """Somebody else evaluated the same visit, or the same key was pressed again."""
    STAFF = "staff"
    """Whoever served stood by while it was given at a terminal."""
    CONFLICT = "conflict"
    """Another key was pressed right after."""
    BURST = "burst"
    """Many keys at once."""
    ELSEWHERE = "elsewhere"
    """Given at a window that did not serve the visit it was given for: it is set aside, and counts for none."""
    EARLY = "early"
    """Given before the visit was called: it is set aside, and counts for none."""
    PRESSED_BEFORE = "pressedBefore"
    """Keys were pressed while nobody was asked."""


def of_giving(told: Iterable[str], after_ms: int | None, assisted_by: Iterable[str], clerk: str) -> set[Flag]:
    """Flags of one giving alone. `told`: what the pad says; `assisted_by`: names and numbers of who stood by."""
    known = {one.value for one in Flag} - {Flag.ELSEWHERE.value, Flag.EARLY.value}
    found = {Flag(one) for one in told if one in known}
    if after_ms is not None and after_ms < QUICK_MS:
        found.add(Flag.TOO_QUICK)
    if clerk and clerk in set(assisted_by):
        found.add(Flag.STAFF)
    return found


def is_burst(others_us: Iterable[int], at_us: int) -> bool:
    """Whether it came with others of the same window: `others_us` are the times of theirs."""
    near = sum(abs(one - at_us) < BURST_US for one in others_us)
    return near + 1 >= BURST
