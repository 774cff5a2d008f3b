"""The driver of desk call boxes (呼叫器) whose protocol is a table. One line may carry several boxes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.keypad.housing import Housing
from drivers.keypad.line import Opened, PadLine, Press
from drivers.keypad.signing import Signing
from drivers.keypad.table import CALLS, PadTable, read_table
from drivers.options import OptionError
from drivers.table.decoder import Noise
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.table.template import TemplateError
from drivers.types import Action, Actor, Command, CompletionCode, DeviceState, Json, Status

_PING_EVERY = 80
_COLLISIONS = 3
_DOUBLES = 2
"""So many pings in a row answered twice: no noise does that, two boxes with one address do."""
_BEEPS = 2


class CallerKeypad(ServingDriver):
    """Keys come unasked as events {key, address, window}: keyPressed, longPress, keyIgnored {why}. What they do is
    the hall's to decide. login {clerk} and logout: a clerk's number typed between the keys login and enter.

    Operations: `set_display` {number, waiting, address}, `lock` and `unlock` {address}, `led` {n, on, address},
    `identify` {address}, `clear_alarms`.
    Options besides the table: `windows` (address in decimal -> window), `bounce_ms`, `login_required`.
    """  # noqa: D205 - one list

    idle_ms: ClassVar[int] = 50
    unsupported: ClassVar[tuple[str, ...]] = ("subscribe",)
    """There is nothing to subscribe to: keys come from the moment the port is open."""
    events: ClassVar[tuple[str, ...]] = (
        "keyPressed", "longPress", "keyIgnored", "login", "logout", "busCollision", "addressUnknown", "lineNoise",
        "tampered", "threshold",
    )  # fmt: skip
    _table: PadTable

    def configure(self, options: Mapping[str, Json]) -> None:
        """The table and the boxes on the line."""
        reader = Reader(options)
        self._table = read_table(reader, CALLS)
        self._bounce_ms = reader.number("bounce_ms", 150, 0, 5000)
        self._login_required = reader.flag("login_required", default=False)
        self._windows: dict[int, int] = {}
        for address, window in reader.numbers("windows", 1, 999).items():
            if not address.isdecimal():
                raise OptionError(f"options.windows.{address}: write the box's address as a number")
            self._windows[int(address)] = window
        reader.end()
        self._line = PadLine(self.connection, self.context, self._table)
        self._pad = "unknown"
        self._housing = Housing()
        self._signing: dict[int, Signing] = {}
        self._locked: set[int] = set()
        self._collision = False
        self._doubles = 0
        self._last: dict[int | None, tuple[str, int]] = {}
        self._damaged = 0
        self._ticks = 0

    def operations(self) -> Mapping[str, Operation]:
        """The operations; those whose frame is not in the table are refused when they come."""
        return {
            "set_display": Operation(
                self._set_display, {"number": str, "waiting": int, "address": int}, ("number", "waiting")
            ),
            "lock": Operation(self._lock, {"on": bool, "address": int}),
            "unlock": Operation(self._lock, {"address": int}),
            "led": Operation(self._led, {"n": int, "on": bool, "address": int}, ("n", "on")),
            "identify": Operation(lambda one: self._say(one, "beep", times=_BEEPS), {"address": int}),
            "clear_alarms": Operation(lambda _: self._housing.looked_at()),
        }

    def facts(self) -> dict[str, Json]:
        """Its keys, and which of its frames the table has."""
        frames: dict[str, Json] = {
            name: self._line.can(name) or None for name in ("display", "lock", "led", "beep")
        }
        addresses: list[Json] = [*sorted(self._windows or {self._table.address: 0})]
        meanings: list[Json] = [*sorted(self._table.meanings)]
        return {"keys": meanings, "addresses": addresses, "long_press": "long" in self._table.heard, **frames}

    def look(self) -> Status:
        """Ask the box whether it is there, where that can be asked."""
        if self._line.can("ping") and self._line.confirms("pong"):
            self._look_for_doubles()
            heard = self._line.send("ping", answer="pong")
            self._pad = "on" if heard else "unknown"
            if not heard:
                self._hear()
                return Status(*SILENT, parts=self._parts())
            self.tell(self._housing.charge(self._line.told.get("battery") or None))
        return self._hear()

    def tick(self) -> Status:
        """Keys since last time; a ping now and then."""
        self._ticks += 1
        if self._ticks % _PING_EVERY == 0 or self._pad != "on":
            return self.look()
        return self._hear()

    def _hear(self) -> Status:
        for heard in self._line.drain():
            if isinstance(heard, Noise):
                self._noise(heard)
            elif isinstance(heard, Opened):
                self.tell(self._housing.open())
            else:
                self._key(heard)
        if self._collision:
            return Status(
                DeviceState.ONLINE, Code.BUS_COLLISION, Action.CONFIGURATION, Actor.TECHNICIAN, self._parts()
            )
        code, action, actor = self._housing.trouble()
        return Status(DeviceState.ONLINE, code, action, actor, self._parts())

    def _parts(self) -> dict[str, str]:
        signed_in = [address for address, one in self._signing.items() if one.signed_in]
        return {
            "pad": self._pad,
            "bus": "collision" if self._collision else "ok" if self._pad == "on" else "unknown",
            "locked": _addresses(self._locked),
            "signed_in": _addresses(signed_in),
            **self._housing.parts(),
        }

    def _look_for_doubles(self) -> None:
        """How often the last ping was answered; one that was answered once ends a collision."""
        if self._line.sent != "ping":
            return
        self._line.gather()
        self._doubles = self._doubles + 1 if self._line.again("pong") else 0
        if self._doubles >= _DOUBLES:
            self._collide()
        elif not self._doubles and not self._damaged:
            self._collision = False

    def _collide(self) -> None:
        self._damaged = 0
        if not self._collision:
            self._collision = True
            self.emit("busCollision")

    def _noise(self, heard: Noise) -> None:
        """Broken frames one after the other: two boxes with one address, or a bad line."""
        self._damaged = self._damaged + 1 if heard.damaged else self._damaged
        self.emit("lineNoise", bytes=heard.size, damaged=heard.damaged)
        if self._damaged >= _COLLISIONS:
            self._collide()

    def _key(self, press: Press) -> None:
        self._damaged = 0
        self._pad = "on"
        address = press.address
        if address is not None and self._windows and address not in self._windows:
            self.emit("addressUnknown", address=address)
            return
        last, at_ms = self._last.get(address, ("", 0))
        if last == press.key and press.at_ms - at_ms < self._bounce_ms:
            return
        self._last[address] = (press.key, press.at_ms)
        self._mean(press, self._table.address if address is None else address)

    def _mean(self, press: Press, address: int) -> None:
        """Say what a press is: signing in or out, a key about tickets, or a key that is out of place now."""
        whose: dict[str, Json] = {"address": press.address, "window": self._windows.get(address)}
        if address in self._locked:
            self.emit(
                "keyIgnored", key=press.key, **whose, why="locked", error=Code.PAD_ILLEGAL_IN_STATE.value
            )
            return
        numbered = bool(self._table.meanings & set("0123456789"))
        signing = self._signing.setdefault(address, Signing(numbered=numbered))
        signed = signing.press(press.key, press.at_ms)
        if signed is not None:
            if signed.kind != "typing":
                self.emit(signed.kind, clerk=signed.clerk, **whose)
        elif self._login_required and not signing.signed_in:
            self.emit(
                "keyIgnored", key=press.key, **whose, why="signedOut", error=Code.PAD_ILLEGAL_IN_STATE.value
            )
        else:
            self.emit("longPress" if press.held else "keyPressed", key=press.key, **whose)

    def _set_display(self, command: Command) -> dict[str, Json]:
        waiting = command.args["waiting"]
        count = min(waiting, 999) if isinstance(waiting, int) else 0
        return self._say(command, "display", number=str(command.args["number"]), waiting=count)

    def _lock(self, command: Command) -> dict[str, Json]:
        """Keys of a locked box become `keyIgnored`; the box shows it when it can."""
        address = self._address(command)
        on = command.op == "lock" and command.args.get("on", True) is True
        (self._locked.add if on else self._locked.discard)(address)
        return self._say(command, "lock", on=int(on)) if self._line.can("lock") else {"confirmed": False}

    def _led(self, command: Command) -> dict[str, Json]:
        n = command.args["n"]
        return self._say(command, "led", n=n if isinstance(n, int) else 0, on=int(command.args["on"] is True))

    def _address(self, command: Command) -> int:
        """Whom an order goes to. Raises `Refused` for a box that is not on this line."""
        address = command.args.get("address", self._table.address)
        known = isinstance(address, int) and (not self._windows or address in self._windows)
        if not isinstance(address, int) or not (known or address == self._table.address):
            raise Refused(
                CompletionCode.INVALID_DATA, Code.PAD_ADDRESS_UNKNOWN, addresses=[*sorted(self._windows)]
            )
        return address

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


def _addresses(found: Collection[int]) -> str:
    """Addresses as a status says them: `1 3`, or none."""
    return " ".join(str(address) for address in sorted(found)) or "none"
