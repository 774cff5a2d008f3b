"""Frames of the multi-in-one reader (多合一读卡器), both ways. Pure bytes; as public programs speak it.

    02 | LenH LenL | data | LRC | 03

Len counts the data, big-endian; LRC is the XOR of the data only. Data begins with two bytes: a command
towards the reader, a status from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import xor
from typing import Final

from drivers.id_card.frames import Damage, Frame

START: Final = 0x02
END: Final = 0x03
LEAST_LENGTH: Final = 2
MOST_LENGTH: Final = 2 + 2 + 2 + 256 + 1024 + 1024
"""Status, two lengths, text, photo and the fingerprints that some makers append."""
_SLICE: Final = 1024


def encode(body: bytes) -> bytes:
    """Return the frame around `body`. Raises `ValueError` for a body no frame can hold."""
    if not LEAST_LENGTH <= len(body) <= MOST_LENGTH:
        raise ValueError(f"a body has {LEAST_LENGTH} to {MOST_LENGTH} bytes, not {len(body)}")
    return bytes([START]) + len(body).to_bytes(2, "big") + body + bytes([lrc(body), END])


def lrc(body: bytes) -> int:
    """XOR of every byte of the data."""
    return reduce(xor, body, 0)


class Parser:
    """Finds frames in a stream, whatever lies between them.

    After damage it looks again right behind the false start, so that a good frame is never swallowed by a
    broken one in front of it.
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
        for at in range(0, len(data), _SLICE):
            self._buffer += data[at : at + _SLICE]
            found += self._cut()
        return found

    def _cut(self) -> Iterator[Frame | Damage]:
        while self._seek() and len(self._buffer) >= 3:
            length = int.from_bytes(self._buffer[1:3], "big")
            if not LEAST_LENGTH <= length <= MOST_LENGTH:
                del self._buffer[0]
                yield Damage.LENGTH
                continue
            if len(self._buffer) < length + 5:
                return
            body = bytes(self._buffer[3 : 3 + length])
            if self._buffer[3 + length] != lrc(body) or self._buffer[4 + length] != END:
                del self._buffer[0]
                yield Damage.CHECKSUM
                continue
            del self._buffer[: length + 5]
            yield Frame(body)

    def _seek(self) -> bool:
        """Drop everything before the next start byte."""
        at = self._buffer.find(START)
        del self._buffer[: len(self._buffer) if at < 0 else at]
        return at >= 0
