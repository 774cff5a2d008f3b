"""When a device that was online counts as lost: after three misses or two seconds; back again at once."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.types import DeviceState, Status

_LOST = {DeviceState.OFFLINE, DeviceState.NO_DEVICE, DeviceState.POWER_OFF}


@dataclass
class Debounce:
    """Keeps what is shown steady over a loose plug. One per device, fed with every status in order."""

    misses: int = 3
    hold_ms: int = 2000
    _shown: Status | None = None
    _missed: int = 0
    _missing_since: int = 0

    def judge(self, status: Status, now_ms: int) -> Status:
        """Return the status to show for what was found at `now_ms` (monotonic)."""
        if status.device not in _LOST:
            self._missed = 0
            self._shown = status
            return status
        if self._missed == 0:
            self._missing_since = now_ms
        self._missed += 1
        held = self._missed < self.misses and now_ms - self._missing_since < self.hold_ms
        if held and self._shown is not None and self._shown.ready:
            return self._shown
        self._shown = status
        return status
