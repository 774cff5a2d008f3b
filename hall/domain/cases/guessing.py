"""A limit on guessing codes: so many wrong ones from one place in a while, and then none for as long."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

MOST = 8
"""Wrong codes from one place within `WHILE_MS`: more than anybody mistypes."""
MOST_TOGETHER = 60
"""From an address that many phones may share, a hall's guest network for one: nobody is to lock the others out."""
WHILE_MS = 10 * 60 * 1000
_PLACES = 2000
"""Places that are remembered; beyond, those that were wrong longest ago are forgotten."""


@dataclass
class Guesses:
    """Times by `mono_ms`. Not shared between servers: each has its own."""

    most: int = MOST
    _wrong: dict[str, deque[int]] = field(default_factory=dict)

    def wait_ms(self, place: str, now_ms: int) -> int:
        """How long the place has to wait before it may ask again; 0 for not at all."""
        times = self._of(place, now_ms)
        return times[0] + WHILE_MS - now_ms if len(times) >= self.most else 0

    def wrong(self, place: str, now_ms: int) -> None:
        """A code from there was none."""
        times = self._of(place, now_ms)
        times.append(now_ms)
        self._wrong.pop(place, None)
        self._wrong[place] = times
        if len(self._wrong) > _PLACES:
            del self._wrong[next(iter(self._wrong))]

    def _of(self, place: str, now_ms: int) -> deque[int]:
        times = self._wrong.get(place, deque())
        while times and now_ms - times[0] >= WHILE_MS:
            times.popleft()
        return times
