"""The newest feed events in memory, and a bell for those who wait for the next one.

Nothing is kept per client: each reads from its own position, here or (when it fell behind) in the store,
so a slow one costs nothing.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque

from hall.contract.messages import FeedEvent

_KEPT = 512


class Live:
    """Empty at 0 until `resume`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: deque[FeedEvent] = deque()
        self._floor = 0  # the newest event that is not here
        self._last = 0
        self._closed = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def resume(self, last_seq: int) -> None:
        """Begin after the newest event already in the store."""
        with self._lock:
            self._floor = self._last = last_seq

    @property
    def last_seq(self) -> int:
        """The newest committed event."""
        return self._last

    @property
    def closed(self) -> bool:
        """Whether the server is going down: feeds end."""
        return self._closed

    def publish(self, events: list[FeedEvent]) -> None:
        """Add committed events, in order, from one thread. Those already here are left out."""
        with self._lock:
            events = [event for event in events if event.seq > self._last]
            if not events:
                return
            self._events.extend(events)
            self._last = events[-1].seq
            while len(self._events) > _KEPT:
                self._floor = self._events.popleft().seq
            self._ring()

    def close(self) -> None:
        """Wake everybody up for the last time."""
        with self._lock:
            self._closed = True
            self._ring()

    def since(self, seq: int) -> list[FeedEvent] | None:
        """Events after `seq`; None when they are not all here any more."""
        with self._lock:
            if seq < self._floor:
                return None
            if seq >= self._last:
                return []
            return [event for event in self._events if event.seq > seq]

    async def wait(self, seq: int, timeout_s: float) -> bool:
        """Wait for an event after `seq` (or the end). False when the time passed without one."""
        entry = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            if self._closed or self._last > seq:
                return True
            self._waiting.add(entry)
        try:
            async with asyncio.timeout(timeout_s):
                await entry[1].wait()
        except TimeoutError:
            return False
        finally:
            with self._lock:
                self._waiting.discard(entry)
        return True

    def _ring(self) -> None:
        for loop, bell in self._waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(bell.set)
