"""The driver of pick-up lockers (智能取件柜): a door is open when its sensor says so, and never by our word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.locker.boards import Board, Board8A, BoardWinnsen, Said
from drivers.locker.doors import CLOSED, OPEN, UNKNOWN, Doors
from drivers.locker.line import BoardLine, Door
from drivers.options import OptionError
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.types import Action, Actor, Command, CompletionCode, DeviceState, Json, Status

_PER_TICK = 4
_LOOK_MS = 100
_CLOSE_LOOK_MS = 200
_OPEN_BYTES = {"8a80": ("00", "11"), "winnsen": ("01", "00")}
"""The status byte that means "open", the usual one first."""


class PickupLocker(ServingDriver):
    """Operations: `open` {door}, `read_doors`, `read_door` {door}, `close_wait` {door, wait_ms}, `clear_alarms`.

    `open` orders once and never again: success when the sensor saw the door open; `door.notOpened` when it stayed
    shut; `outcomeUnknown` when the sensor could not be read, or there is none. Ask `read_door` before any retry.
    Options: `family` (8a80, winnsen), `boards` (address -> number of doors, counted through), `open_reads`,
    `sensor`, `status_first` (Winnsen), `answer_ms`, `order_ms`, `open_ms`, `left_open_s`.
    """

    idle_ms: ClassVar[int] = 500
    side_effects: ClassVar[frozenset[str]] = frozenset({"open"})
    frame_head: ClassVar[int] = 7

    def configure(self, options: Mapping[str, Json]) -> None:
        """Boards, doors and the sensor's polarity."""
        reader = Reader(options)
        family = reader.word("family", ("8a80", "winnsen"))
        boards = reader.numbers("boards", 1, 64) or {"1": 12}
        self._open_value = int(reader.word("open_reads", _OPEN_BYTES[family]), 16)
        self._sensor = reader.flag("sensor", default=True)
        status_first = reader.flag("status_first", default=False)
        answer_ms = reader.number("answer_ms", 300, 50, 1000)
        order_ms = reader.number("order_ms", answer_ms, 50, 5000)
        self._open_ms = reader.number("open_ms", 3000, 200, 20_000)
        left_open_s = reader.number("left_open_s", 30, 1, 3600)
        reader.end()
        places = [
            Door(_address(address, 3 if family == "winnsen" else 255), number)
            for address, count in boards.items()
            for number in range(1, count + 1)
        ]
        board: Board = Board8A() if family == "8a80" else BoardWinnsen(status_first=status_first)
        self._doors = Doors(places, left_open_s * 1000)
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
        return self._status()

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
            case "closed":
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
        readings: dict[str, Json] = {**self._doors.parts()}
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
        return {"door": number, "sensor": reading}

    def _clear_alarms(self) -> dict[str, Json]:
        """Staff have looked into every door that opened by itself."""
        cleared: list[Json] = [number for number, state in self._doors.states.items() if state.alarm]
        for state in self._doors.states.values():
            state.alarm = False
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

    def _meaning(self, said: Said) -> str:
        return OPEN if said.value == self._open_value else CLOSED

    def _news(self, number: int, reading: str) -> None:
        for event in self._doors.read(number, reading, self.context.now_ms()):
            self.context.emit(event)

    def _status(self) -> Status:
        states = self._doors.states.values()
        parts = self._doors.parts()
        if not self._sensor:
            return Status(DeviceState.ONLINE, Code.STATUS_NO_CHANNEL, parts=parts)
        if all(state.reading == UNKNOWN for state in states):
            return Status(*SILENT, parts=parts)
        if any(state.alarm for state in states):
            return Status(DeviceState.ONLINE, Code.DOOR_FORCED_OPEN, Action.CLEAR, Actor.STAFF, parts)
        if any(state.left_open for state in states):
            return Status(DeviceState.ONLINE, Code.DOOR_LEFT_OPEN, Action.CLEAR, Actor.CITIZEN, parts)
        if any(state.reading == UNKNOWN for state in states):
            return Status(
                DeviceState.ONLINE, Code.PROTOCOL_NO_ANSWER, Action.MAINTENANCE, Actor.TECHNICIAN, parts
            )
        return Status(DeviceState.ONLINE, parts=parts)


def _address(text: str, most: int) -> int:
    if not text.isdecimal() or int(text) > most:
        raise OptionError(f"options.boards.{text}: write the board's address, a number from 0 to {most}")
    return int(text)
