"""SAM-V frames, both ways. Pure bytes; GA/T 467 chapter 7 as public programs speak it.

    AA AA AA 96 69 | Len1 Len2 | body | CHK

Len counts what follows it, CHK included, big-endian; CHK is the XOR of Len and body.
A body is CMD Para [data] towards the reader and SW1 SW2 SW3 [data] from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AA AA AA 96 69")
LEAST_LENGTH = 3
MOST_LENGTH = 0x090A
"""Len of the longest reply: text, photo and two fingerprints (2321 bytes in all)."""
_HEAD = len(PREAMBLE) + 2
_SLICE = 1024
"""The parser looks at this much at a time: it never keeps more than 1 KiB plus one frame."""


@dataclass(frozen=True, repr=False)
class Frame:
    """A whole frame whose checksum is right."""

    body: bytes

    @property
    def status(self) -> int:
        """SW3 of a reply; 0 when the body is too short to have one."""
        return self.body[2] if len(self.body) > 2 else 0

    @property
    def data(self) -> bytes:
        """What follows SW3 in a reply."""
        return self.body[3:]

    def __repr__(self) -> str:
        return f"Frame({len(self.body)} bytes)"


@unique
class Damage(StrEnum):
    """Why bytes that began like a frame are none."""

    CHECKSUM = "checksum"
    LENGTH = "length"


def encode(body: bytes) -> bytes:
    """Return the frame around `body`. Raises `ValueError` for a body no frame can hold."""
    length = len(body) + 1
    if not LEAST_LENGTH <= length <= MOST_LENGTH:
        raise ValueError(f"a SAM-V body has {LEAST_LENGTH - 1} to {MOST_LENGTH - 1} bytes, not {len(body)}")
    counted = length.to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([checksum(counted)])


def checksum(counted: bytes | bytearray) -> int:
    """XOR of every byte from Len1 on."""
    return reduce(xor, counted, 0)


class Parser:
    """Finds frames in a stream, whatever lies between them.

    After damage it looks again right behind the false preamble, so that a good frame is never
    swallowed by a broken one in front of it.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def waiting(self) -> int:
        """Bytes kept because a frame may still grow from them."""
        return len(self._buffer)

    def clear(self) -> None:
        """Forget what was not yet a frame."""
        self._buffer.clear()

    def feed(self, data: bytes) -> list[Frame | Damage]:
        """Take bytes, return every frame that they complete and every damage that they show."""
        found: list[Frame | Damage] = []
        for start in range(0, len(data), _SLICE):
            self._buffer += data[start : start + _SLICE]
            found += self._cut()
        return found

    def _cut(self) -> Iterator[Frame | Damage]:
        while self._seek() and len(self._buffer) >= _HEAD:
            length = int.from_bytes(self._buffer[_HEAD - 2 : _HEAD], "big")
            if not LEAST_LENGTH <= length <= MOST_LENGTH:
                del self._buffer[0]
                yield Damage.LENGTH
                continue
            end = _HEAD + length
            if len(self._buffer) < end:
                return
            if checksum(self._buffer[_HEAD - 2 : end]):  # a number XOR itself is 0: CHK is included
                del self._buffer[0]
                yield Damage.CHECKSUM
                continue
            body = bytes(self._buffer[_HEAD : end - 1])
            del self._buffer[:end]
            yield Frame(body)

    def _seek(self) -> bool:
        """Drop everything before the next preamble; keep a tail that may be the start of one."""
        at = self._buffer.find(PREAMBLE)
        if at >= 0:
            del self._buffer[:at]
            return True
        keep = next((n for n in range(len(PREAMBLE) - 1, 0, -1) if self._buffer.endswith(PREAMBLE[:n])), 0)
        del self._buffer[: len(self._buffer) - keep]
        return False
