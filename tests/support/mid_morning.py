"""A clock for tests that take time: no test runs over a hall's midnight, whatever hour its machine has."""

from __future__ import annotations

from hall.domain.clock import CHINA, SystemClock


class MidMorning:
    """Goes as the machine's clocks do; it was ten o'clock of the machine's day in China when it was made."""

    def __init__(self):
        self._machine = SystemClock()
        now = self._machine.now()
        ten = now.astimezone(CHINA).replace(hour=10, minute=0, second=0, microsecond=0)
        self._ahead = ten - now

    def now(self):
        return self._machine.now() + self._ahead

    def mono_ms(self):
        return self._machine.mono_ms()
