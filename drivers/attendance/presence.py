"""Whether anybody is at a window, from the punches of the terminal that stands there. Pure; tells no names."""

from __future__ import annotations

from typing import Final

from drivers.attendance.records import Punch
from drivers.types import DeviceEvent

_MOST: Final = 500


class Presence:
    """`window` 0: the terminal stands at no window, and nothing is told."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._here: set[str] = set()

    def punched(self, punch: Punch) -> list[DeviceEvent]:
        """Somebody came or went; news only when the first one comes or the last one goes."""
        before = bool(self._here)
        if punch.way == "in" and len(self._here) < _MOST:
            self._here.add(punch.badge)
        elif punch.way == "out":
            self._here.discard(punch.badge)
        if not self._window or bool(self._here) == before:
            return []
        return [DeviceEvent("presenceChanged", {"window": self._window, "present": not before})]
