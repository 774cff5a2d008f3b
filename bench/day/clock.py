"""A clock that runs fast, the same in every process of one machine, and sleeping by it."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hall.domain.clock import CHINA, SystemClock

DOORS = datetime(2026, 11, 23, 8, 30, tzinfo=CHINA).astimezone(UTC)
_BEFORE = timedelta(minutes=30)


class HallClock:
    """Stands half an hour before the doors open (and goes as real time does) until `path` says that they do.

    From then on a second of the machine is `speed` seconds of the hall. `mono_ms` is the machine's own: what the
    product waits for by it (back-off, time limits) takes real time.
    """

    def __init__(self, path: Path, speed: float = 1.0) -> None:
        self.speed = speed
        self._path = path
        self._made_ns = time.monotonic_ns()
        self._anchor_ns: int | None = None

    @property
    def begun(self) -> bool:
        """Whether the doors' opening is set."""
        if self._anchor_ns is None and self._path.exists():
            said = json.loads(self._path.read_text(encoding="utf-8"))
            self._anchor_ns, self.speed = said["anchor_ns"], said["speed"]
        return self._anchor_ns is not None

    def now(self) -> datetime:
        """The hall's time, aware, in UTC."""
        if not self.begun or self._anchor_ns is None:
            return DOORS - _BEFORE + timedelta(seconds=(time.monotonic_ns() - self._made_ns) / 1e9)
        return DOORS + timedelta(seconds=(time.monotonic_ns() - self._anchor_ns) / 1e9 * self.speed)

    def mono_ms(self) -> int:
        """Real milliseconds."""
        return SystemClock().mono_ms()

    def since_start(self) -> float:
        """Seconds of the hall since the doors opened; negative before."""
        return (self.now() - DOORS).total_seconds()

    def at(self, seconds: float) -> datetime:
        """The moment so many seconds after the doors opened."""
        return DOORS + timedelta(seconds=seconds)


@dataclass
class Pace:
    """Sleeps until moments of the hall, and remembers how late (real seconds) each was met."""

    clock: HallClock
    over: asyncio.Event
    lags: list[float] = field(default_factory=list)

    async def until(self, at_s: float) -> bool:
        """Sleep until so many seconds after the doors opened. False: everything ends now."""
        await wait_for(lambda: self.clock.begun or self.over.is_set(), math.inf, 0.01)
        left = (at_s - self.clock.since_start()) / self.clock.speed
        if left > 0:
            await _either(self.over, left)
        if self.over.is_set():
            return False
        self.lags.append(max(0.0, (self.clock.since_start() - at_s) / self.clock.speed))
        return True

    async def rest(self, seconds: float) -> bool:
        """Let so many seconds of the hall pass. False: everything ends now."""
        return await self.until(self.clock.since_start() + seconds)


async def _either(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


async def wait_for(look: Callable[[], bool], limit_s: float, pause_s: float = 0.05) -> bool:
    """Look again and again, at most `limit_s` real seconds; whether it came true."""
    end = time.monotonic() + limit_s
    while not look():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(pause_s)
    return True
