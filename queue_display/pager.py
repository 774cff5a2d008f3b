"""Which page of something is shown. Pure; milliseconds are monotonic.

A page stays for its time whatever comes or goes behind it; nothing crawls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """The page shown, from 0, and since when."""

    page: int = 0
    since_ms: int = 0


def turned(turn: Turn, stays_ms: Sequence[int], now_ms: int) -> Turn:
    """Let time pass. `stays_ms`: of each page; at most one page is turned."""
    if not stays_ms:
        return Turn(0, now_ms)
    if turn.page >= len(stays_ms):
        return Turn(0, now_ms)
    if len(stays_ms) > 1 and now_ms - turn.since_ms >= stays_ms[turn.page]:
        return Turn((turn.page + 1) % len(stays_ms), now_ms)
    return turn
