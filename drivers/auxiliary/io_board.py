"""The driver of Modbus relay and input boards: guide lights at the slots, door contacts, push buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.auxiliary import modbus
from drivers.codes import Code
from drivers.options import OptionError
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.types import Action, Actor, Command, CompletionCode, DeviceState, Json, Status

_CHUNK = 256
_TRIES = 2
_MOST = 64
_BLINK_MS = 600


class IoBoard(ServingDriver):
    """Operations: `light` {name, on}, `lights_off`, `read_inputs`, `identify`. A light is on when the board read it back.

    Inputs are events `inputChanged` {name, on} and parts `in_NAME`: on, off, unknown. Lights go out at the end.
    Options: `unit`, `mode` (rtu, ascii), `lights` and `inputs` (name -> number from 0), `inverted` (names of inputs
    whose contact is closed when nothing happens), `left_open_s` (name of a door's input -> seconds), `answer_ms`.
    """

    idle_ms: ClassVar[int] = 200
    events: ClassVar[tuple[str, ...]] = ("inputChanged", "doorLeftOpen")
    frame_head: ClassVar[int] = 8

    def configure(self, options: Mapping[str, Json]) -> None:
        """What hangs on the board."""
        reader = Reader(options)
        self._unit = reader.number("unit", 1, 1, 247)
        self._mode = reader.word("mode", ("rtu", "ascii"))
        self._answer_ms = reader.number("answer_ms", 300, 20, 5000)
        self._lights = reader.numbers("lights", 0, _MOST - 1)
        self._inputs = reader.numbers("inputs", 0, _MOST - 1)
        self._inverted = set(reader.numbers("inverted", 0, 1))
        self._left_open_s = reader.numbers("left_open_s", 1, 3600)
        reader.end()
        for key, names in (("inverted", self._inverted), ("left_open_s", set(self._left_open_s))):
            if names - set(self._inputs):
                raise OptionError(f"options.{key}: {min(names - set(self._inputs))} is no input")
        if not self._lights and not self._inputs:
            raise OptionError("options: write lights or inputs, names and their numbers from 0")
        self._readings: dict[str, bool] = {}
        self._since_ms: dict[str, int] = {}
        self._left_open: set[str] = set()

    def operations(self) -> Mapping[str, Operation]:
        """The operations."""
        return {
            "light": Operation(self._light, {"name": str, "on": bool}, ("name", "on")),
            "lights_off": Operation(lambda _: self._all_off()),
            "read_inputs": Operation(lambda _: self._read_inputs()),
            "identify": Operation(lambda _: self._blink()),
        }

    def facts(self) -> dict[str, Json]:
        """What hangs on the board."""
        return {
            "lights": [*self._lights],
            "inputs": [*self._inputs],
            "doors": [*self._left_open_s],
            "temperature": None,
            "power": None,
        }

    def clear(self) -> bool:
        """No light of the last citizen leads the next one."""
        self._all_off()
        return True

    def look(self) -> Status:
        """Read what there is to read."""
        answer = self._look_inputs() if self._inputs else self._ask_coils()
        if answer is None:
            self._readings.clear()
            return Status(*SILENT, parts=self._parts())
        if answer.error:
            return Status(
                DeviceState.HARDWARE_ERROR,
                Code.BOARD_REFUSED,
                Action.CONFIGURATION,
                Actor.TECHNICIAN,
                self._parts(),
            )
        if self._left_open:
            return Status(DeviceState.ONLINE, Code.DOOR_LEFT_OPEN, Action.CLEAR, Actor.STAFF, self._parts())
        return Status(DeviceState.ONLINE, parts=self._parts())

    def stop(self) -> None:
        """No light shines for nobody."""
        if not self.wrong_option:
            for coil in self._lights.values():
                if self._exchange(modbus.write_request(coil, on=False), tries=1) is None:
                    return

    def _light(self, command: Command) -> dict[str, Json]:
        name, on = str(command.args["name"]), command.args["on"] is True
        if name not in self._lights:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, lights=[*self._lights])
        self._switch(self._lights[name], on=on)
        return {"name": name, "on": on}

    def _all_off(self) -> dict[str, Json]:
        for coil in self._lights.values():
            self._switch(coil, on=False)
        return {"off": [*self._lights]}

    def _blink(self) -> dict[str, Json]:
        """All lights on and out again: which board is this one."""
        if not self._lights:
            raise Refused(CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        try:
            for coil in self._lights.values():
                self._switch(coil, on=True)
            self.context.pause(self.left_ms(_BLINK_MS))
        finally:
            self._all_off()
        return {"lights": [*self._lights]}

    def _switch(self, coil: int, *, on: bool) -> None:
        """Switch and read back. Raises `Refused`."""
        self._asked(self._exchange(modbus.write_request(coil, on=on)))
        back = self._asked(self._exchange(modbus.read_request(modbus.READ_COILS, coil, 1)))
        if modbus.bits(back.data, 1) != [on]:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.BOARD_REFUSED, coil=coil)

    def _read_inputs(self) -> dict[str, Json]:
        if not self._inputs:
            raise Refused(CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        self._asked(self._look_inputs())
        readings: dict[str, Json] = {**self._readings}
        return {"inputs": readings}

    def _asked(self, answer: modbus.Answer | None) -> modbus.Answer:
        if answer is None:
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER)
        if answer.error:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.BOARD_REFUSED, exception=answer.error)
        return answer

    def _look_inputs(self) -> modbus.Answer | None:
        count = max(self._inputs.values()) + 1
        answer = self._exchange(modbus.read_request(modbus.READ_INPUTS, 0, count))
        if answer is not None and not answer.error:
            states = modbus.bits(answer.data, count)
            for name, at in self._inputs.items():
                self._input(name, on=states[at] != (name in self._inverted))
        return answer

    def _input(self, name: str, *, on: bool) -> None:
        before = self._readings.get(name)
        self._readings[name] = on
        if before != on:
            self._since_ms[name] = self.context.now_ms()
        if before is not None and before != on:
            self.emit("inputChanged", name=name, on=on)
        if name in self._left_open_s:
            self._door(name, is_open=on)

    def _door(self, name: str, *, is_open: bool) -> None:
        """A door whose contact says open for too long; told once."""
        late_ms = self.context.now_ms() - self._since_ms[name] - 1000 * self._left_open_s[name]
        if not is_open:
            self._left_open.discard(name)
        elif late_ms >= 0 and name not in self._left_open:
            self._left_open.add(name)
            self.emit("doorLeftOpen", name=name)

    def _ask_coils(self) -> modbus.Answer | None:
        count = max(self._lights.values()) + 1
        return self._exchange(modbus.read_request(modbus.READ_COILS, 0, count))

    def _exchange(self, request: bytes, tries: int = _TRIES) -> modbus.Answer | None:
        """Switching and reading twice does no harm: silence is asked again once."""
        for _ in range(tries):
            self.waiting_bytes()
            self.connection.write(modbus.pack(self._unit, request, self._mode))
            received = b""
            end_ms = self.context.now_ms() + self._answer_ms
            while (left := end_ms - self.context.now_ms()) > 0 and len(received) < 4 * _CHUNK:
                received += self.connection.read(_CHUNK, left)
                answer = modbus.find(received, self._unit, request, self._mode)
                if answer is not None:
                    return answer
        return None

    def _parts(self) -> dict[str, str]:
        words = {True: "on", False: "off", None: "unknown"}
        return {f"in_{name}": words[self._readings.get(name)] for name in self._inputs}
