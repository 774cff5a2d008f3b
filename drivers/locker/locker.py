"""The driver of pick-up lockers (智能取件柜): a door is open when its sensor says so, and never by our word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.locker.boards import Board, Board8A, BoardWinnsen, Said
from drivers.locker.doors import ABSENT, CLOSED, OPEN, PRESENT, UNKNOWN, Doors
from drivers.locker.layout import read_layout
from drivers.locker.line import BoardLine, Door
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.types import Command, CompletionCode, DeviceState, Json, Status

_PER_TICK = 4
_LOOK_MS = 100
_CLOSE_LOOK_MS = 200
_OPEN_BYTES = {"8a80": ("00", "11"), "winnsen": ("01", "00")}
"""The status byte that means "open", the usual one first."""


class PickupLocker(ServingDriver):
    """Operations: `open` {door}, `read_doors`, `read_door` {door}, `close_wait` {door, wait_ms}, `read_ir`,
    `clear_alarms`. Who may open which door is not this driver's affair: there is no `assign` (docs/decisions/0007).

    `open` orders once and never again: success when the sensor saw the door open; `door.notOpened` when it stayed
    shut; `outcomeUnknown` when the sensor could not be read, or there is none. Ask `read_door` before any retry.
    Options: `family` (8a80, winnsen), `boards` (address -> number of doors, counted through), `open_reads`,
    `sensor`, `status_first` (Winnsen), `answer_ms`, `order_ms`, `open_ms`, `left_open_s`, `items` (door -> spare
    input of its board with an infrared or weight switch), `item_reads`, `sizes` (door -> word), `power_fail`,
    `columns` (of doors, counted from the top, then to the right).
    """  # noqa: D205 - one list

    idle_ms: ClassVar[int] = 500
    side_effects: ClassVar[frozenset[str]] = frozenset({"open"})
    frame_head: ClassVar[int] = 7
    unsupported: ClassVar[tuple[str, ...]] = ("assign", "read_weight")
    events: ClassVar[tuple[str, ...]] = (
        "doorOpened", "doorClosed", "doorLeftOpen", "forcedOpen", "openedUnseen", "itemTaken", "itemPlaced",
    )  # fmt: skip

    def configure(self, options: Mapping[str, Json]) -> None:
        """Boards, doors and the sensor's polarity."""
        reader = Reader(options)
        family = reader.word("family", ("8a80", "winnsen"))
        layout = read_layout(reader, 3 if family == "winnsen" else 255)
        self._sizes, self._power_fail = layout.sizes, layout.power_fail
        self._columns = layout.columns
        self._open_value = int(reader.word("open_reads", _OPEN_BYTES[family]), 16)
        self._sensor = reader.flag("sensor", default=True)
        status_first = reader.flag("status_first", default=False)
        answer_ms = reader.number("answer_ms", 300, 50, 1000)
        order_ms = reader.number("order_ms", answer_ms, 50, 5000)
        self._open_ms = reader.number("open_ms", 3000, 200, 20_000)
        left_open_s = reader.number("left_open_s", 30, 1, 3600)
        self._item_value = int(reader.word("item_reads", _OPEN_BYTES[family][::-1]), 16)
        reader.end()
        self._family = family
        board: Board = Board8A() if family == "8a80" else BoardWinnsen(status_first=status_first)
        self._doors = Doors(layout.places, layout.switches if self._sensor else {}, left_open_s * 1000)
        self._line = BoardLine(
            self.connection,
            self.context,
            board,
            lambda order: self.within_ms(order_ms if order else answer_ms),
        )
        self._next = 1

    def operations(self) -> Mapping[str, Operation]:
        """The operations."""
        door = {"door": int}
        return {
            "open": Operation(self._open, door, ("door",)),
            "read_door": Operation(self._read_door, door, ("door",)),
            "read_doors": Operation(lambda _: self._read_doors()),
            "close_wait": Operation(self._close_wait, {**door, "wait_ms": int}, ("door",)),
            "read_ir": Operation(lambda _: self._read_ir()),
            "clear_alarms": Operation(lambda _: self._clear_alarms()),
        }

    def look(self) -> Status:
        """Read every door; a board that is silent is not asked door by door."""
        silent: set[int] = set()
        for number, state in self._doors.states.items():
            if state.place.board in silent:
                self._news(number, UNKNOWN)
            elif self._read(number) == UNKNOWN:
                silent.add(state.place.board)
            else:
                self._feel(number)
        return self._status()

    def facts(self) -> dict[str, Json]:
        """How many doors, and what can be known of them."""
        return {
            "family": self._family,
            "doors": len(self._doors.states),
            "sizes": {str(door): word for door, word in self._sizes.items()} or None,
            "columns": self._columns or None,
            "door_sensor": self._sensor,
            "occupancy": "switch" if self._watched() else None,
            "weight": None,
            "temperature": None,
            "power_fail": self._power_fail,
        }

    def media_left(self) -> bool | None:
        """A door that stands open is not handed to the next citizen."""
        return self._doors.opened() if self._sensor else None

    def tick(self) -> Status:
        """Unasked news, then a few doors in turn."""
        for said in self._line.moved():
            number = self._doors.number(Door(said.board, said.door))
            if number is not None and self._sensor:
                self._news(number, self._meaning(said))
        for _ in range(min(_PER_TICK, len(self._doors.states))):
            number = self._next
            self._next = number % len(self._doors.states) + 1
            if self._read(number, tries=1) == UNKNOWN:  # a person's order must not wait behind a silent board
                break
            self._feel(number, tries=1)
        return self._status()

    def _open(self, command: Command) -> dict[str, Json]:
        number = self._number(command)
        place = self._doors.states[number].place
        if self._sensor:
            self._refuse_unless_closed(number)
        started = self.context.now_ms()
        self._doors.ordered(number)
        try:
            said = self._line.order(place)
            if not self._sensor:
                raise Refused(
                    CompletionCode.OUTCOME_UNKNOWN, Code.STATUS_NO_CHANNEL, answered=said is not None
                )
            seen = self._watch(number, said)
        finally:
            self._doors.settle(number)
        evidence: dict[str, Json] = {"answered": said is not None, "sensor": seen}
        match seen:
            case "open":
                return {"door": number, "ms": self.context.now_ms() - started, **evidence}
            case "closed" if said is not None and said.result == "cooling":
                raise Refused(CompletionCode.DEVICE_NOT_READY, Code.DOOR_COOLING_DOWN, **evidence)
            case "closed" if said is not None and self._claims_open(said):
                raise Refused(CompletionCode.OUTCOME_UNKNOWN, Code.DOOR_SENSOR_MISMATCH, **evidence)
            case "closed":
                self._doors.states[number].jammed = True
                raise Refused(CompletionCode.HARDWARE_ERROR, Code.DOOR_NOT_OPENED, **evidence)
            case _:
                raise Refused(CompletionCode.OUTCOME_UNKNOWN, Code.PROTOCOL_NO_ANSWER, **evidence)

    def _refuse_unless_closed(self, number: int) -> None:
        """Only a door seen shut can be seen to open. Wrong polarity shows here: every shut door reads as open."""
        before = self._read(number)
        if before == UNKNOWN:
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER, ordered=False)
        if before == OPEN:
            raise Refused(CompletionCode.USER_ERROR, Code.DOOR_ALREADY_OPEN, ordered=False)

    def _watch(self, number: int, said: Said | None) -> str:
        """The sensor until it says open, the board refused, or the time is up; its last reading."""
        refused = said is not None and said.result in {"failed", "cooling"}
        until = self.context.now_ms() + self.left_ms(self._open_ms)
        while True:
            seen = self._read(number)
            if seen == OPEN or (refused and seen == CLOSED) or self.context.now_ms() >= until:
                return seen
            self.context.pause(_LOOK_MS)

    def _read_door(self, command: Command) -> dict[str, Json]:
        number = self._number(command)
        reading = self._read(number)
        if reading == UNKNOWN:
            raise Refused(CompletionCode.DEVICE_NOT_READY, self._why_unknown())
        return {"door": number, "sensor": reading}

    def _read_doors(self) -> dict[str, Json]:
        self.look()
        readings: dict[str, Json] = {**self._doors.doors()}
        if all(reading == UNKNOWN for reading in readings.values()):
            raise Refused(CompletionCode.DEVICE_NOT_READY, self._why_unknown())
        return {"doors": readings}

    def _why_unknown(self) -> str:
        return Code.PROTOCOL_NO_ANSWER if self._sensor else Code.STATUS_NO_CHANNEL

    def _close_wait(self, command: Command) -> dict[str, Json]:
        number = self._number(command)
        end_ms = self.wait_ms(command)
        reading = self._read(number)
        while reading != CLOSED and self.context.now_ms() < end_ms:
            self.context.pause(_CLOSE_LOOK_MS)
            reading = self._read(number)
        if reading == UNKNOWN:
            raise Refused(CompletionCode.DEVICE_NOT_READY, self._why_unknown())
        if reading == OPEN:
            raise Refused(CompletionCode.TIME_OUT, Code.DOOR_LEFT_OPEN)
        self._feel(number)
        state = self._doors.states[number]
        return {"door": number, "sensor": reading, "item": state.item if state.switch else None}

    def _read_ir(self) -> dict[str, Json]:
        """What lies behind each door that has a switch for it."""
        watched = self._watched()
        if not watched:
            raise Refused(CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN, setting="items")
        items: dict[str, Json] = {str(number): self._feel(number) for number in watched}
        if all(item == UNKNOWN for item in items.values()):
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER)
        return {"items": items}

    def _watched(self) -> list[int]:
        return [number for number, state in self._doors.states.items() if state.switch]

    def _clear_alarms(self) -> dict[str, Json]:
        """Staff have looked into every door that opened by itself."""
        cleared: list[Json] = [number for number, state in self._doors.states.items() if state.alarm]
        for state in self._doors.states.values():
            state.alarm = state.jammed = False
        return {"cleared": cleared}

    def _number(self, command: Command) -> int:
        number = command.args["door"]
        if not isinstance(number, int) or number not in self._doors.states:
            raise Refused(CompletionCode.INVALID_DATA, Code.DOOR_UNKNOWN, doors=len(self._doors.states))
        return number

    def _read(self, number: int, tries: int = 2) -> str:
        """Ask a door's sensor; `unknown` without a right answer."""
        said = self._line.ask(self._doors.states[number].place, tries) if self._sensor else None
        reading = UNKNOWN if said is None else self._meaning(said)
        self._news(number, reading)
        return reading

    def _feel(self, number: int, tries: int = 2) -> str:
        """Ask the switch behind a door; `unknown` without one or without a right answer."""
        switch = self._doors.states[number].switch
        said = self._line.ask(switch, tries) if switch else None
        item = UNKNOWN if said is None else PRESENT if said.value == self._item_value else ABSENT
        self.tell(self._doors.feel(number, item))
        return item

    def _meaning(self, said: Said) -> str:
        return OPEN if said.value == self._open_value else CLOSED

    def _claims_open(self, said: Said) -> bool:
        """Whether the board's own answer to the order says that the door opened. 11 may be our order, echoed."""
        return said.result == "ok" or (not said.result and said.value == self._open_value == 0)

    def _news(self, number: int, reading: str) -> None:
        self.tell(self._doors.read(number, reading, self.context.now_ms()))

    def _status(self) -> Status:
        states = self._doors.states.values()
        parts = self._doors.parts()
        if not self._sensor:
            return Status(DeviceState.ONLINE, Code.STATUS_NO_CHANNEL, parts=parts)
        if all(state.reading == UNKNOWN for state in states):
            return Status(*SILENT, parts=parts)
        code, action, actor = self._doors.trouble()
        return Status(DeviceState.ONLINE, code, action, actor, parts)
