"""The few Modbus requests a relay and input board needs, as RTU or ASCII frames. Pure.

RTU: unit, function, data, CRC-16 low byte first. ASCII: ':' + hex + LRC + CR LF. Functions 01 read coils,
02 read discrete inputs, 05 write one coil (FF00 on, 0000 off), 0F not used. An error answer has the function + 0x80.
Source: Modbus application protocol V1.1b3, Modbus over serial line V1.02.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from drivers.table.checks import CHECKS

READ_COILS: Final = 0x01
READ_INPUTS: Final = 0x02
WRITE_COIL: Final = 0x05
_ERROR: Final = 0x80
_LONGEST = 256
_HEX: Final = re.compile(rb"([0-9A-Fa-f]{2})+")


@dataclass(frozen=True)
class Answer:
    """An answer that is whole. `error`: the board's exception code, 0 for none; `data` as it came."""

    data: bytes
    error: int = 0


def read_request(function: int, first: int, count: int) -> bytes:
    """Ask for `count` coils or inputs from `first` (both from 0)."""
    return bytes([function]) + first.to_bytes(2, "big") + count.to_bytes(2, "big")


def write_request(coil: int, *, on: bool) -> bytes:
    """Switch one coil."""
    return bytes([WRITE_COIL]) + coil.to_bytes(2, "big") + (b"\xff\x00" if on else b"\0\0")


def pack(unit: int, request: bytes, mode: str) -> bytes:
    """The frame on the wire; `mode` rtu or ascii."""
    body = bytes([unit]) + request
    if mode == "rtu":
        return body + CHECKS["crc16"](body)
    return b":" + (body + CHECKS["lrc"](body)).hex().upper().encode() + b"\r\n"


def find(received: bytes, unit: int, request: bytes, mode: str) -> Answer | None:
    """The first answer to `request` in what was received; None when there is none (yet)."""
    return _find_rtu(received, unit, request) if mode == "rtu" else _find_ascii(received, unit, request)


def bits(data: bytes, count: int) -> list[bool]:
    """The states in an answer to a read, lowest bit first."""
    return [bool(data[at // 8] >> at % 8 & 1) for at in range(count)]


def _size(request: bytes) -> int:
    """Bytes of the answer's data behind unit and function."""
    if request[0] == WRITE_COIL:
        return 4
    return 1 + (int.from_bytes(request[3:5], "big") + 7) // 8


def _answer(body: bytes, unit: int, request: bytes) -> Answer | None:
    """The answer in a body whose check is right: it must fit the request in every part that is known."""
    if len(body) == 3 and body[0] == unit and body[1] == request[0] | _ERROR:
        return Answer(b"", body[2] or 0xFF)
    if len(body) != 2 + _size(request) or body[:2] != bytes([unit, request[0]]):
        return None
    data = body[2:]
    if request[0] == WRITE_COIL:
        return Answer(data) if data == request[1:5] else None
    return Answer(data[1:]) if data[0] == len(data) - 1 else None


def _find_rtu(received: bytes, unit: int, request: bytes) -> Answer | None:
    """Frames have no marks: every place is tried with both lengths an answer can have.

    For WRITE_COIL the answer is the request again; an adapter's echo of it cannot be told from the answer,
    which is why a light is believed only when it was read back.
    """
    for at in range(len(received)):
        for size in (2 + _size(request), 3):
            body, check = received[at : at + size], received[at + size : at + size + 2]
            if len(check) == 2 and CHECKS["crc16"](body) == check:
                answer = _answer(body, unit, request)
                if answer is not None:
                    return answer
    return None


def _find_ascii(received: bytes, unit: int, request: bytes) -> Answer | None:
    for line in received[-4 * _LONGEST :].split(b":")[1:]:
        text, end, _ = line.partition(b"\r\n")
        if not end or not _HEX.fullmatch(text):  # bytes.fromhex would let spaces pass
            continue
        body = bytes.fromhex(text.decode("ascii"))
        if len(body) > 1 and sum(body) & 0xFF == 0:
            answer = _answer(body[:-1], unit, request)
            if answer is not None:
                return answer
    return None
