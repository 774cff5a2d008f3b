"""The other half of window signs: what they show, seen from the street side."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import WIRE_FAULTS, spoil


class _Shows:
    """What both kinds of sign have: a face with rows of text."""

    faults = WIRE_FAULTS

    def __init__(self) -> None:
        self.fault = Fault.NONE
        self.rows: list[str] = []
        self.frames = 0
        self.refuses = False
        """Whether it answers "refused"."""
        self.brightness = 15
        self.clock = ""
        """As it was last set: 2026-11-22 09:08:07, weekday."""
        self._buffer = b""

    def unasked(self) -> Iterable[Reply]:
        """A sign never speaks first."""
        return ()

    def power_on(self) -> None:
        """A sign that starts is dark."""
        self._buffer, self.rows = b"", []

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""
        return {"look": Hand("看屏上的字", "what it shows", lambda _: " / ".join(self.rows))}


class OnbonTwin(_Shows):
    """A BX-5K/6K controller, cut and checked byte by byte here. `address`, `kind`: who it says it is."""

    def __init__(self, address: int = 1, kind: int = 0xFE) -> None:
        super().__init__()
        self.address = address
        self.kind = kind

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Show what is sent to this controller."""
        self._buffer += data
        out: list[Reply] = []
        while b"\x5a" in self._buffer:
            frame, _, self._buffer = self._buffer.partition(b"\x5a")
            body = _unescaped(frame[frame.rfind(b"\xa5") + 1 :])
            if len(body) > 16 and _crc(body[:-2]) == body[-2:]:
                out += self._obey(body[:-2])
        return out

    def _obey(self, body: bytes) -> tuple[Reply, ...]:
        to, source = struct.unpack("<HH", body[:4])
        if to not in {self.address, 0xFFFE, 0xFFFF}:
            return ()
        data = body[14:]
        if not self.refuses:
            self._do(data)
        if to == 0xFFFF:
            return ()
        answer = struct.pack("<HHxxxBBBBBH", source, self.address, 0, 0, 0, self.kind, 2, 5)
        answer += bytes([0xA0, int(self.refuses), 3 * self.refuses, 0, 0])
        answer += _crc(answer)
        pairs = (
            (b"\xa6", b"\xa6\x01"),
            (b"\xa5", b"\xa6\x02"),
            (b"\x5b", b"\x5b\x01"),
            (b"\x5a", b"\x5b\x02"),
        )
        for byte, pair in pairs:
            answer = answer.replace(byte, pair)
        frame = b"\xa5" * 8 + answer + b"\x5a"
        return spoil(self.fault, frame, check=-3, noise=bytes.fromhex("00 5A A6 FF 5B"))

    def _do(self, data: bytes) -> None:
        if data[:2] == b"\xa3\x06":
            self.frames += 1
            text = data[9 + 27 :].decode("gbk", "replace").strip()
            self.rows = text.split("\\n") if text else []
        elif data[:6] == b"\xa3\x02\x01\x02\x00\x01":
            self.brightness = data[6]
        elif data[:3] == b"\xa2\x03\x01":
            low, high, month, day, hour, minute, second, weekday = (f"{byte:02X}" for byte in data[5:13])
            self.clock = f"{high}{low}-{month}-{day} {hour}:{minute}:{second}, {int(weekday)}"


class TextSignTwin(_Shows):
    """A sign of a small maker: 02 address row length text(GBK) sum 03; answers 06 address sum.

    As row F0 the text is one byte of brightness; as row F1 year month day hour minute second weekday, a byte each.
    """

    def __init__(self, address: int = 1, rows: int = 2) -> None:
        super().__init__()
        self.address = address
        self._count = rows

    def power_on(self) -> None:
        """Dark rows."""
        super().power_on()
        self.rows = [""] * self._count

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Show a row that is sent to this sign."""
        self._buffer += data
        out: list[Reply] = []
        while len(self._buffer) >= 6:
            size = 6 + self._buffer[3]
            if self._buffer[0] != 0x02 or (len(self._buffer) >= size and self._buffer[size - 1] != 0x03):
                self._buffer = self._buffer[1:]
                continue
            if len(self._buffer) < size:
                break
            frame, self._buffer = self._buffer[:size], self._buffer[size:]
            if sum(frame[:-2]) & 0xFF == frame[-2]:
                out += self._obey(frame)
        return out

    def _obey(self, frame: bytes) -> tuple[Reply, ...]:
        address, row = frame[1], frame[2]
        if address != self.address or not (1 <= row <= self._count or row in {0xF0, 0xF1}):
            return ()
        self.frames += row <= self._count
        if not self.refuses:
            self._do(row, frame[4:-2])
        head = 0x15 if self.refuses else 0x06
        return spoil(self.fault, bytes([head, address, (head + address) & 0xFF]), noise=b"\xff\x06\x00\x15")

    def _do(self, row: int, data: bytes) -> None:
        if row == 0xF0:
            self.brightness = data[0]
        elif row == 0xF1:
            year, month, day, hour, minute, second, weekday = data
            self.clock = f"20{year:02}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}, {weekday}"
        else:
            self.rows[row - 1] = data.decode("gbk", "replace").strip()


def _unescaped(data: bytes) -> bytes:
    for pair, byte in (
        (b"\xa6\x02", b"\xa5"),
        (b"\x5b\x02", b"\x5a"),
        (b"\xa6\x01", b"\xa6"),
        (b"\x5b\x01", b"\x5b"),
    ):
        data = data.replace(pair, byte)
    return data


def _crc(data: bytes) -> bytes:
    found = 0
    for byte in data:
        found ^= byte
        for _ in range(8):
            found = (found >> 1) ^ 0xA001 if found & 1 else found >> 1
    return found.to_bytes(2, "little")
