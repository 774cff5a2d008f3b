"""What is known of each door of a locker. Pure: readings in, states and news out."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.locker.line import Door
from drivers.types import DeviceEvent

UNKNOWN, OPEN, CLOSED = "unknown", "open", "closed"


@dataclass
class State:
    """One door. `alarm`: it opened without an order, and nobody has looked into it yet."""

    place: Door
    reading: str = UNKNOWN
    last_known: str = UNKNOWN
    open_since_ms: int = 0
    ordered: bool = False
    alarm: bool = False
    left_open: bool = False


class Doors:
    """Doors by their number in the locker, from 1."""

    def __init__(self, places: list[Door], left_open_ms: int) -> None:
        self.states = {number: State(place) for number, place in enumerate(places, 1)}
        self._left_open_ms = left_open_ms
        self._numbers = {state.place: number for number, state in self.states.items()}

    def number(self, place: Door) -> int | None:
        """The door at a place on a board; None when there is none."""
        return self._numbers.get(place)

    def ordered(self, number: int) -> None:
        """A door was told to open: that it opens now is no alarm."""
        self.states[number].ordered = True

    def settle(self, number: int) -> None:
        """The order is over: from now on the door opens only by force."""
        self.states[number].ordered = False

    def read(self, number: int, reading: str, now_ms: int) -> list[DeviceEvent]:
        """Take a reading; return what is new. A door that was closed, went unknown and is open now
        opened while nobody could see it: power failed, or it was forced.
        """  # noqa: D205 - one thought
        state = self.states[number]
        before, unseen = state.last_known, state.reading == UNKNOWN
        state.reading = reading
        if reading == UNKNOWN:
            return []
        state.last_known = reading
        if reading == CLOSED:
            state.left_open = state.ordered = False
            return [DeviceEvent("doorClosed", {"door": number})] if before == OPEN else []
        if before != OPEN:
            state.open_since_ms = now_ms
        if before != CLOSED:
            return self._too_long(number, state, now_ms)
        if state.ordered:
            return [DeviceEvent("doorOpened", {"door": number})]
        state.alarm = True
        return [DeviceEvent("openedUnseen" if unseen else "forcedOpen", {"door": number})]

    def parts(self) -> dict[str, str]:
        """The readings as a status's parts: `door_3` = open."""
        return {f"door_{number}": state.reading for number, state in self.states.items()}

    def _too_long(self, number: int, state: State, now_ms: int) -> list[DeviceEvent]:
        if state.left_open or now_ms - state.open_since_ms < self._left_open_ms:
            return []
        state.left_open = True
        return [DeviceEvent("doorLeftOpen", {"door": number})]
