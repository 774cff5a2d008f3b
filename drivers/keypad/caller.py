"""The driver of desk call boxes (呼叫器) whose protocol is a table. One line may carry several boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.keypad.line import PadLine, Press
from drivers.keypad.table import CALLS, PadTable, read_table
from drivers.options import OptionError
from drivers.table.decoder import Noise
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.table.template import TemplateError
from drivers.types import Command, CompletionCode, DeviceState, Json, Status

_PING_EVERY = 80
_COLLISIONS = 3


class CallerKeypad(ServingDriver):
    """Keys come as events `keyPressed` {key, address, window, held}; what they do is the hall's to decide.

    Operations: `set_display` {number, waiting, address}, `lock` {on, address}, `led` {n, on, address}.
    Options besides the table: `windows` (address in decimal -> window), `bounce_ms`.
    """

    idle_ms: ClassVar[int] = 50
    _table: PadTable

    def configure(self, options: Mapping[str, Json]) -> None:
        """The table and the boxes on the line."""
        reader = Reader(options)
        self._table = read_table(reader, CALLS)
        self._bounce_ms = reader.number("bounce_ms", 150, 0, 5000)
        self._windows: dict[int, int] = {}
        for address, window in reader.numbers("windows", 1, 999).items():
            if not address.isdecimal():
                raise OptionError(f"options.windows.{address}: write the box's address as a number")
            self._windows[int(address)] = window
        reader.end()
        self._line = PadLine(self.connection, self.context, self._table)
        self._parts = {"pad": "unknown"}
        self._locked: set[int] = set()
        self._last: dict[int | None, tuple[str, int]] = {}
        self._damaged = 0
        self._ticks = 0

    def operations(self) -> Mapping[str, Operation]:
        """The operations; those whose frame is not in the table are refused when they come."""
        return {
            "set_display": Operation(
                self._set_display, {"number": str, "waiting": int, "address": int}, ("number", "waiting")
            ),
            "lock": Operation(self._lock, {"on": bool, "address": int}, ("on",)),
            "led": Operation(self._led, {"n": int, "on": bool, "address": int}, ("n", "on")),
        }

    def look(self) -> Status:
        """Ask the box whether it is there, where that can be asked."""
        if self._line.can("ping") and self._line.confirms("pong"):
            heard = self._line.send("ping", answer="pong")
            self._parts["pad"] = "on" if heard else "unknown"
            if not heard:
                self._hear()
                return Status(*SILENT, parts=self._parts)
        return self._hear()

    def tick(self) -> Status:
        """Keys since last time; a ping now and then."""
        self._ticks += 1
        if self._ticks % _PING_EVERY == 0 or self._parts["pad"] != "on":
            return self.look()
        return self._hear()

    def _hear(self) -> Status:
        for heard in self._line.drain():
            if isinstance(heard, Noise):
                self._noise(heard)
            else:
                self._key(heard)
        return Status(DeviceState.ONLINE, parts=self._parts)

    def _noise(self, heard: Noise) -> None:
        """Broken frames one after the other: two boxes with one address, or a bad line."""
        self._damaged = self._damaged + 1 if heard.damaged else self._damaged
        self.emit("lineNoise", bytes=heard.size, damaged=heard.damaged)
        if self._damaged >= _COLLISIONS:
            self._damaged = 0
            self.emit("busCollision")

    def _key(self, press: Press) -> None:
        self._damaged = 0
        self._parts["pad"] = "on"
        address = press.address
        if address is not None and self._windows and address not in self._windows:
            self.emit("addressUnknown", address=address)
            return
        last, at_ms = self._last.get(address, ("", 0))
        if last == press.key and press.at_ms - at_ms < self._bounce_ms:
            return
        self._last[address] = (press.key, press.at_ms)
        window = self._windows.get(self._table.address if address is None else address)
        kind = "keyIgnored" if (address or 0) in self._locked else "keyPressed"
        self.emit(kind, key=press.key, address=address, window=window, held=press.held)

    def _set_display(self, command: Command) -> dict[str, Json]:
        waiting = command.args["waiting"]
        count = min(waiting, 999) if isinstance(waiting, int) else 0
        return self._say(command, "display", number=str(command.args["number"]), waiting=count)

    def _lock(self, command: Command) -> dict[str, Json]:
        """Keys of a locked box become `keyIgnored`; the box shows it when it can."""
        address = self._address(command)
        on = command.args["on"] is True
        (self._locked.add if on else self._locked.discard)(address)
        return self._say(command, "lock", on=int(on)) if self._line.can("lock") else {"confirmed": False}

    def _led(self, command: Command) -> dict[str, Json]:
        n = command.args["n"]
        return self._say(command, "led", n=n if isinstance(n, int) else 0, on=int(command.args["on"] is True))

    def _address(self, command: Command) -> int:
        address = command.args.get("address", self._table.address)
        return address if isinstance(address, int) else self._table.address

    def _say(self, command: Command, frame: str, **values: int | str) -> dict[str, Json]:
        if not self._line.can(frame):
            raise Refused(CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN, frame=frame)
        try:
            answered = self._line.send(frame, {"addr": self._address(command), **values})
        except TemplateError as error:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.DATA_INVALID, frame=frame) from error
        if not answered:
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER, frame=frame)
        return {"confirmed": self._line.confirms("ack")}
