"""Who is heard next in a zone. Pure: the higher priority first, equals in order; urgent ones interrupt."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.speaker.sound import Sound

URGENT = 90
MOST = 32


@dataclass(frozen=True)
class Announcement:
    """Something to be heard. `number` counts up; `priority` 0 to 100, from 90 it interrupts."""

    number: int
    priority: int
    sound: Sound


class ZoneQueue:
    """The waiting announcements of one zone."""

    def __init__(self) -> None:
        self._waiting: list[Announcement] = []

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def full(self) -> bool:
        """Whether nobody more may line up."""
        return len(self._waiting) >= MOST

    def put(self, announcement: Announcement) -> None:
        """Line up."""
        self._waiting.append(announcement)
        self._waiting.sort(key=lambda one: (-one.priority, one.number))

    def drop(self, number: int) -> None:
        """Send one away."""
        self._waiting = [one for one in self._waiting if one.number != number]

    def next(self) -> Announcement | None:
        """Take the first."""
        return self._waiting.pop(0) if self._waiting else None

    def interrupts(self, playing: Announcement) -> bool:
        """Whether somebody waits who must be heard at once."""
        return bool(self._waiting) and self._waiting[0].priority >= URGENT > playing.priority

    def clear(self) -> list[int]:
        """Send everybody away; their numbers."""
        gone = [one.number for one in self._waiting]
        self._waiting.clear()
        return gone
