"""Percentiles by nearest rank, without interpolation: every figure is a time that somebody had.

Nearest rank: of n sorted values the p-th percentile is the one at place ceil(p/100 * n), counted from 1.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


def percentile(ordered: Sequence[float], percent: int) -> float:
    """Of values in ascending order, at least one."""
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Spread:
    """How times are spread, in whole seconds; the mean to a tenth."""

    count: int
    mean_s: float
    p50_s: int
    p80_s: int
    p90_s: int
    p95_s: int
    p99_s: int
    max_s: int


def spread(seconds: Collection[int]) -> Spread | None:
    """None of nothing."""
    if not seconds:
        return None
    ordered = sorted(seconds)

    def at(percent: int) -> int:
        return int(percentile(ordered, percent))

    mean = round(sum(ordered) / len(ordered), 1)
    return Spread(len(ordered), mean, at(50), at(80), at(90), at(95), at(99), ordered[-1])
