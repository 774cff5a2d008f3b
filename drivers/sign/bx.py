"""Frames of Onbon BX-5K/6K sign controllers. Pure.

A5 x8 | header 14 | data | CRC16 low high | 5A. CRC-16/ARC over header and data, before escaping.
Inside: A5 -> A6 02, A6 -> A6 01, 5A -> 5B 02, 5B -> 5B 01.
Header: to u16, from u16, 3 reserved, option, check mode, display mode, device type, version 02, data length u16,
all little-endian. Answers: group A0, command 00 (done) or 01 (refused), error, 2 reserved.
Orders: group, command, 01 (an answer is wanted), 2 bytes reserved or the length of what follows, then
    A3 06 dynamic area    A3 02 brightness: 01 (at once), 0 to 15
    A2 03 clock, all BCD: year low byte first, month, day, hour, minute, second, weekday 1 (Monday) to 7
Sources: domain notes 3.3, public programs with the maker's notes (brightness: one program and a maker's page; clock: two, which disagree on BCD); the
answer: the maker's manual as a page shows it. None of them speaks UDP: serial and TCP only.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drivers.table.checks import crc16

HOST: Final = 0x8000
BROADCAST: Final = 0xFFFF
"""Everybody hears it, nobody answers."""
ANY: Final = 0xFFFE
"""Whoever hears it answers: for a line with one sign."""
ANY_TYPE: Final = 0xFE
MOST_TEXT: Final = 1024
_HEADER = struct.Struct("<HH3xBBBBBH")
_AREA = struct.Struct("<BHHHHBBBh3xBBBBBBI")
_START, _END = 0xA5, 0x5A
_ESCAPES: Final = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}
_UNESCAPES: Final = {pair: byte for byte, pair in _ESCAPES.items()}
_EFFECTS: Final = {"still": 1, "fast": 2, "left": 3, "right": 4, "up": 5, "down": 6}
EFFECTS: Final = tuple(_EFFECTS)


@dataclass(frozen=True)
class Packet:
    """A frame's contents. `to`, `source`: addresses; `kind`: the controller's type."""

    to: int
    source: int
    kind: int
    data: bytes


@dataclass(frozen=True)
class Area:
    """Where and how a text runs: pixels (x and width in steps of 8), `speed` 0 (fast) to 24, `stay` in 0.5 s."""

    x: int = 0
    y: int = 0
    width: int = 64
    height: int = 32
    effect: str = "still"
    speed: int = 18
    stay: int = 2
    timeout: int = 2
    single_line: bool = False


def pack(packet: Packet) -> bytes:
    """The frame on the wire."""
    header = _HEADER.pack(packet.to, packet.source, 0, 0, 0, packet.kind, 2, len(packet.data))
    body = header + packet.data
    body += crc16(body, 0).to_bytes(2, "little")
    escaped = b"".join(_ESCAPES.get(byte, bytes([byte])) for byte in body)
    return bytes([_START] * 8) + escaped + bytes([_END])


def show_text(text: bytes, area: Area) -> bytes:
    """The data that replaces the dynamic area by a text in GBK; a backslash and an n break the line."""
    header = _AREA.pack(
        0,
        area.x // 8,
        area.y,
        area.width // 8,
        area.height,
        0,
        0,
        0,
        area.timeout,
        1 if area.single_line else 2,
        1,
        _EFFECTS[area.effect],
        0,
        area.speed,
        area.stay,
        len(text),
    )
    return bytes.fromhex("A3 06 01 00 00 00 01") + struct.pack("<H", len(header) + len(text)) + header + text


def set_brightness(level: int) -> bytes:
    """The data that sets the brightness at once, 0 to 15."""
    return bytes([0xA3, 0x02, 0x01, 0x02, 0x00, 0x01, level])


def set_clock(local: datetime) -> bytes:
    """The data that sets the clock."""
    century, year = divmod(local.year, 100)
    fields = (
        year,
        century,
        local.month,
        local.day,
        local.hour,
        local.minute,
        local.second,
        local.isoweekday(),
    )
    return bytes([0xA2, 0x03, 0x01, 0x00, 0x00, *(16 * (each // 10) + each % 10 for each in fields)])


class Unpacker:
    """Cuts a stream into packets; what is damaged is dropped and counted in `damaged`."""

    def __init__(self, most: int = 4096) -> None:
        self.damaged = 0
        self._most = most
        self._body: bytearray | None = None

    def feed(self, data: bytes) -> list[Packet]:
        """Take bytes; return the packets that end in them."""
        found: list[Packet] = []
        for byte in data:
            if byte == _START:
                self.damaged += bool(self._body)
                self._body = bytearray()
            elif self._body is not None and byte == _END:
                packet = unpack(bytes(self._body)) if self._body else None
                self.damaged += packet is None
                found += [packet] if packet else []
                self._body = None
            elif self._body is not None:
                self._body.append(byte)
                if len(self._body) > self._most:
                    self.damaged += 1
                    self._body = None
        return found


def unpack(escaped: bytes) -> Packet | None:
    """The packet between start and end bytes; None when it is damaged."""
    body = _unescape(escaped)
    if body is None or len(body) < _HEADER.size + 2:
        return None
    if crc16(body[:-2], 0) != int.from_bytes(body[-2:], "little"):
        return None
    to, source, _, _, _, kind, _, size = _HEADER.unpack(body[: _HEADER.size])
    data = body[_HEADER.size : -2]
    return Packet(to, source, kind, data) if len(data) == size else None


def _unescape(escaped: bytes) -> bytes | None:
    out = bytearray()
    at = 0
    while at < len(escaped):
        if escaped[at] in {0xA6, 0x5B}:
            byte = _UNESCAPES.get(escaped[at : at + 2])
            if byte is None:
                return None
            out.append(byte)
            at += 2
        else:
            out.append(escaped[at])
            at += 1
    return bytes(out)
