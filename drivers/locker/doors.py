"""What is known of each door of a locker. Pure: readings in, states and news out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drivers.codes import Code
from drivers.locker.line import Door
from drivers.types import Action, Actor, DeviceEvent

UNKNOWN, OPEN, CLOSED = "unknown", "open", "closed"
JAMMED, PRESENT, ABSENT = "jammed", "present", "absent"


@dataclass
class State:
    """One door. `alarm`: it opened without an order, and nobody has looked into it yet. `jammed`: it was ordered to
    open and stayed shut. `switch`: where the switch is that feels what lies behind it; `item`: what it last said.
    """  # noqa: D205 - one thought

    place: Door
    reading: str = UNKNOWN
    last_known: str = UNKNOWN
    open_since_ms: int = 0
    ordered: bool = False
    alarm: bool = False
    left_open: bool = False
    jammed: bool = False
    switch: Door | None = None
    item: str = UNKNOWN


class Doors:
    """Doors by their number in the locker, from 1."""

    def __init__(self, places: list[Door], switches: Mapping[int, Door], left_open_ms: int) -> None:
        self.states = {
            number: State(place, switch=switches.get(number)) for number, place in enumerate(places, 1)
        }
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
        state.jammed = False
        if before != OPEN:
            state.open_since_ms = now_ms
        if before != CLOSED:
            return self._too_long(number, state, now_ms)
        if state.ordered:
            return [DeviceEvent("doorOpened", {"door": number})]
        state.alarm = True
        return [DeviceEvent("openedUnseen" if unseen else "forcedOpen", {"door": number})]

    def feel(self, number: int, item: str) -> list[DeviceEvent]:
        """Take what the switch behind a door says; return what is new. Not knowing forgets nothing."""
        state = self.states[number]
        before = state.item
        if item in {UNKNOWN, before}:
            return []
        state.item = item
        if before == UNKNOWN:
            return []
        return [DeviceEvent("itemTaken" if item == ABSENT else "itemPlaced", {"door": number})]

    def doors(self) -> dict[str, str]:
        """What is known of each door: `door_3` = open, closed, jammed, unknown."""
        return {
            f"door_{number}": JAMMED if state.jammed and state.reading == CLOSED else state.reading
            for number, state in self.states.items()
        }

    def parts(self) -> dict[str, str]:
        """Doors, what lies behind them, boards and tamper as a status's parts."""
        items = {f"item_{number}": state.item for number, state in self.states.items() if state.switch}
        boards = {
            f"board_{board}": "offline" if self.silent(board) else "online"
            for board in sorted({state.place.board for state in self.states.values()})
        }
        forced = any(state.alarm for state in self.states.values())
        return {**self.doors(), **items, **boards, "tamper": "forced" if forced else "none"}

    def silent(self, board: int) -> bool:
        """Whether no door of a board could be read."""
        return all(state.reading == UNKNOWN for state in self.states.values() if state.place.board == board)

    def trouble(self) -> tuple[str, Action, Actor]:
        """The worst of what is wrong with doors and boards; an empty code when nothing is."""
        states = self.states.values()
        repair = Action.MAINTENANCE, Actor.TECHNICIAN
        found: tuple[tuple[bool, Code, Action, Actor], ...] = (
            (any(state.alarm for state in states), Code.DOOR_FORCED_OPEN, Action.CLEAR, Actor.STAFF),
            (any(state.left_open for state in states), Code.DOOR_LEFT_OPEN, Action.CLEAR, Actor.CITIZEN),
            (any(self.silent(state.place.board) for state in states), Code.BOARD_OFFLINE, *repair),
            (any(state.jammed for state in states), Code.DOOR_NOT_OPENED, *repair),
            (any(state.reading == UNKNOWN for state in states), Code.PROTOCOL_NO_ANSWER, *repair),
        )
        told = ((code.value, action, actor) for holds, code, action, actor in found if holds)
        return next(told, ("", Action.NONE, Actor.NOBODY))

    def opened(self) -> bool | None:
        """Whether any door is open; None when none is known to be."""
        readings = {state.reading for state in self.states.values()}
        return True if OPEN in readings else None if UNKNOWN in readings else False

    def _too_long(self, number: int, state: State, now_ms: int) -> list[DeviceEvent]:
        if state.left_open or now_ms - state.open_since_ms < self._left_open_ms:
            return []
        state.left_open = True
        return [DeviceEvent("doorLeftOpen", {"door": number})]
