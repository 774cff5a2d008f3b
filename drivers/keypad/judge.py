"""What several presses for one question mean. Pure. The first press stands; what is odd about it is said, never hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """`settle_ms`: presses after the first belong to the same hand; `quick_ms`: nobody reads and chooses faster;
    `burst`: so many presses are play; `rapid_ms`: so soon after the last rating it is hardly another citizen.
    """  # noqa: D205 - one thought

    settle_ms: int = 600
    quick_ms: int = 1000
    burst: int = 4
    rapid_ms: int = 5000


@dataclass(frozen=True)
class Vote:
    """A rating: 5 is best. `flags` say why somebody may want to look at it."""

    level: int
    ms: int
    presses: int
    flags: tuple[str, ...]


def judge(
    presses: Sequence[tuple[str, int]],
    asked_ms: int,
    last_vote_ms: int | None,
    idle_presses: int,
    limits: Limits,
) -> Vote:
    """The vote in `presses` (key, ms), of which there is at least one.

    Flags: `tooQuick` (perhaps staff pressed), `duplicate` (the same key again), `conflict` (another key too),
    `burst`, `rapid`, `pressedBefore` (keys were pressed while nobody was asked).
    """
    level, first_ms = presses[0]
    others = [key for key, _ in presses[1:]]
    found = {
        "tooQuick": first_ms - asked_ms < limits.quick_ms,
        "duplicate": level in others,
        "conflict": any(key != level for key in others),
        "burst": len(presses) >= limits.burst,
        "rapid": last_vote_ms is not None and first_ms - last_vote_ms < limits.rapid_ms,
        "pressedBefore": idle_presses > 0,
    }
    flags = tuple(name for name, holds in found.items() if holds)
    return Vote(int(level), max(0, first_ms - asked_ms), len(presses), flags)
