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


class IoBoard(ServingDriver):
    """Operations: `light` {name, on}, `lights_off`, `read_inputs`. A light is on when the board read it back.

    Inputs are events `inputChanged` {name, on} and parts `in_NAME`: on, off, unknown. Lights go out at the end.
    Options: `unit`, `mode` (rtu, ascii), `lights` and `inputs` (name -> number from 0), `inverted` (names of inputs
    whose contact is closed when nothing happens), `answer_ms`.
    """

    idle_ms: ClassVar[int] = 200
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
        reader.end()
        if self._inverted - set(self._inputs):
            raise OptionError(f"options.inverted: {min(self._inverted - set(self._inputs))} is no input")
        if not self._lights and not self._inputs:
            raise OptionError("options: write lights or inputs, names and their numbers from 0")
        self._readings: dict[str, bool] = {}

    def operations(self) -> Mapping[str, Operation]:
        """The operations."""
        return {
            "light": Operation(self._light, {"name": str, "on": bool}, ("name", "on")),
            "lights_off": Operation(lambda _: self._all_off()),
            "read_inputs": Operation(lambda _: self._read_inputs()),
        }

    def look(self) -> Status:
        """Read what there is to read."""
        answer = self._look_inputs() if self._inputs else self._ask_coils()
        if answer is None:
            self._readings = {}
            return Status(*SILENT, parts=self._parts())
        if answer.error:
            return Status(
                DeviceState.HARDWARE_ERROR,
                Code.BOARD_REFUSED,
                Action.CONFIGURATION,
                Actor.TECHNICIAN,
                self._parts(),
            )
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
        if before is not None and before != on:
            self.emit("inputChanged", name=name, on=on)

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
