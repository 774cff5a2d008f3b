"""Time as something handed in, so that rules can be tested at any hour."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "CST")
"""China keeps one time and no summer time: an offset says all there is to say."""


class Clock(Protocol):
    """Wall time for people, monotonic time for waiting."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""

    def mono_ms(self) -> int:
        """Milliseconds that never jump; only differences mean anything."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        """Milliseconds since some moment before this process began."""
        return time.monotonic_ns() // 1_000_000


def service_date(at: datetime) -> str:
    """The hall's day (YYYY-MM-DD, China time) that a moment belongs to."""
    return at.astimezone(CHINA).date().isoformat()


def next_date(date: str) -> str:
    """The service date after `date`."""
    return (datetime.fromisoformat(date).date() + timedelta(days=1)).isoformat()
