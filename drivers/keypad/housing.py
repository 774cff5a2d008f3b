"""A pad's battery and housing: what its frames say of them, and what has to be done. Pure."""

from __future__ import annotations

from typing import Final

from drivers.codes import Code
from drivers.types import Action, Actor, DeviceEvent, Json

UNKNOWN: Final = "unknown"
_LOW_PERCENT: Final = 15
Trouble = tuple[str, Action, Actor]


class Housing:
    """`battery` in percent as a text, or unknown; `opened` until staff have looked."""

    def __init__(self) -> None:
        self.battery = UNKNOWN
        self.opened = False

    def charge(self, percent: Json) -> list[DeviceEvent]:
        """Take what the pad says of its battery; what makes no sense is unknown. Becoming low is news."""
        right = isinstance(percent, int) and not isinstance(percent, bool) and 0 <= percent <= 100
        was_low, self.battery = self.low, str(percent) if right else UNKNOWN
        if self.low and not was_low:
            return [DeviceEvent("threshold", {"supply": "battery", "state": "low"})]
        return []

    @property
    def low(self) -> bool:
        """Whether the battery wants charging."""
        return self.battery != UNKNOWN and int(self.battery) <= _LOW_PERCENT

    def open(self) -> list[DeviceEvent]:
        """The pad says that it was opened; told once until staff have looked."""
        news = [] if self.opened else [DeviceEvent("tampered")]
        self.opened = True
        return news

    def looked_at(self) -> dict[str, Json]:
        """Staff have looked at the pad: whether it had said that it was opened."""
        opened, self.opened = self.opened, False
        return {"cleared": opened}

    def parts(self) -> dict[str, str]:
        """Battery and tamper as a status's parts."""
        return {"battery": self.battery, "tamper": "opened" if self.opened else "none"}

    def trouble(self) -> Trouble:
        """Code, what to do and who; an empty code when all is well."""
        if self.opened:
            return Code.PAD_TAMPERED, Action.CLEAR, Actor.STAFF
        if self.low:
            return Code.PAD_BATTERY_LOW, Action.MAINTENANCE, Actor.STAFF
        return "", Action.NONE, Actor.NOBODY
