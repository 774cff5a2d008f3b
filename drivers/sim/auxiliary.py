"""The other halves of a Modbus relay and input board, and of a NUT server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil

_FAULTS = frozenset(
    {Fault.NONE, Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.GARBAGE_BEFORE, Fault.SLOW, Fault.UNPLUGGED}
)


class IoBoardTwin:
    """`coils` and `inputs` by number. `stuck`: coils that do not switch though the board says so."""

    faults = _FAULTS | {Fault.WRONG_CHECKSUM}

    def __init__(self, unit: int = 1, *, ascii_mode: bool = False, size: int = 8) -> None:
        self.fault = Fault.NONE
        self.unit = unit
        self.coils = [False] * size
        self.inputs = [False] * size
        self.stuck: set[int] = set()
        self._ascii = ascii_mode
        self._buffer = b""

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Answer whole requests."""
        self._buffer += data
        out: list[Reply] = []
        while (body := self._cut()) is not None:
            if body[0] == self.unit:
                out += self._reply(self._obey(body[1:]))
        return out

    def unasked(self) -> Iterable[Reply]:
        """It never speaks first."""
        return ()

    def power_on(self) -> None:
        """Relays fall off."""
        self._buffer = b""
        self.coils = [False] * len(self.coils)

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def contact(at: str, *, on: bool) -> str:
            if not at.isdecimal() or int(at) >= len(self.inputs):
                raise ValueError(f"0 to {len(self.inputs) - 1}")
            self.inputs[int(at)] = on
            return at

        return {
            "close": Hand("接通输入:0", "close an input: 0", lambda at: contact(at, on=True)),
            "part": Hand("断开输入:0", "part an input: 0", lambda at: contact(at, on=False)),
            "look": Hand(
                "哪些灯亮着",
                "which lights are on",
                lambda _: " ".join(str(n) for n, on in enumerate(self.coils) if on),
            ),
        }

    def _cut(self) -> bytes | None:
        if self._ascii:
            line, end, rest = self._buffer.partition(b"\r\n")
            if not end:
                return None
            self._buffer = rest
            body = bytes.fromhex(line[1:].decode())
            return body[:-1] if sum(body) & 0xFF == 0 else b"\0"
        if len(self._buffer) < 8:
            return None
        frame, self._buffer = self._buffer[:8], self._buffer[8:]
        return frame[:6] if _crc(frame[:6]) == frame[6:] else b"\0"

    def _obey(self, request: bytes) -> bytes:
        function, first, last = (
            request[0],
            int.from_bytes(request[1:3], "big"),
            int.from_bytes(request[3:5], "big"),
        )
        if function == 5 and first < len(self.coils):
            if first not in self.stuck:
                self.coils[first] = last == 0xFF00
            return request
        states = {1: self.coils, 2: self.inputs}.get(function)
        if states is None:
            return bytes([function | 0x80, 1])
        if first + last > len(states):
            return bytes([function | 0x80, 2])
        value = sum(on << at for at, on in enumerate(states[first : first + last]))
        size = (last + 7) // 8
        return bytes([function, size]) + value.to_bytes(size, "little")

    def _reply(self, answer: bytes) -> tuple[Reply, ...]:
        body = bytes([self.unit]) + answer
        if self._ascii:
            frame = b":" + (body + bytes([-sum(body) & 0xFF])).hex().upper().encode() + b"\r\n"
            return spoil(self.fault, frame, check=-4, noise=b":0101\r\n:ZZ\xff\r\n")
        return spoil(self.fault, body + _crc(body), noise=bytes.fromhex("00 01 05 FF 01 02"))


class NutTwin:
    """A NUT server with one UPS. `status` are its words, "" when its driver is gone."""

    faults = _FAULTS

    def __init__(self, name: str = "ups", status: str = "OL CHRG", charge: int = 100) -> None:
        self.fault = Fault.NONE
        self.name = name
        self.status = status
        self.charge = charge
        self._buffer = b""

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Answer lines."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        out: list[Reply] = []
        for line in lines:
            out += spoil(
                self.fault,
                self._answer(line.decode()).encode(),
                noise=b'VAR\n"\xff\nVAR ups ups.status "OB LB"x\n',
            )
        return out

    def unasked(self) -> Iterable[Reply]:
        """It never speaks first."""
        return ()

    def power_on(self) -> None:
        """Nothing half-received."""
        self._buffer = b""

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def mains(_: str) -> str:
            self.status = "OL CHRG"
            return self.status

        def cut(rest: str) -> str:
            self.status = "OB DISCHRG LB" if rest == "low" else "OB DISCHRG"
            return self.status

        return {
            "cut": Hand("停电;cut low 电池将尽", "cut the mains; cut low: battery nearly empty", cut),
            "mains": Hand("来电", "mains are back", mains),
        }

    def _answer(self, line: str) -> str:
        if line != f"LIST VAR {self.name}":
            return "ERR UNKNOWN-UPS\n" if line.startswith("LIST VAR ") else "ERR UNKNOWN-COMMAND\n"
        if not self.status:
            return "ERR DATA-STALE\n"
        rows = (
            ("battery", "charge", str(self.charge)),
            ("battery", "runtime", "1320.0"),
            ("ups", "mfr", 'a \\"maker\\"'),
            ("ups", "status", self.status),
        )
        told = "".join(f'VAR {self.name} {part}.{key} "{value}"\n' for part, key, value in rows)
        return f"BEGIN LIST VAR {self.name}\n{told}END LIST VAR {self.name}\n"


def _crc(data: bytes) -> bytes:
    found = 0xFFFF
    for byte in data:
        found ^= byte
        for _ in range(8):
            found = (found >> 1) ^ 0xA001 if found & 1 else found >> 1
    return found.to_bytes(2, "little")
