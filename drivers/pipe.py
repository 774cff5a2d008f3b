"""The pipe between supervisor and child: JSON objects, each after its length (u32, big endian). No I/O here."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping

from drivers.types import Json

MAX_FRAME = 1 << 20
"""Bytes of one frame at most: images travel otherwise, a longer frame is a fault."""
HEAD_BYTES = 8
"""Bytes of a device's frame at most that a child tells the flight recorder."""
_LENGTH = struct.Struct(">I")


class PipeError(Exception):
    """The other side does not speak the pipe's language; nothing after it can be trusted."""


def encode(message: Mapping[str, Json]) -> bytes:
    """One frame. Raises `PipeError` when it would be too long or holds what JSON has no word for."""
    try:
        body = json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise PipeError(f"a message that is no JSON: {type(error).__name__}") from error
    if len(body) > MAX_FRAME:
        raise PipeError(f"a message of {len(body)} bytes; at most {MAX_FRAME} may pass")
    return _LENGTH.pack(len(body)) + body


class Decoder:
    """Takes bytes as they come, gives whole messages. After a `PipeError` it is of no use any more."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[dict[str, Json]]:
        """Add bytes and return the messages now complete. Raises `PipeError`."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > MAX_FRAME:
                raise PipeError(f"a frame of {length} bytes was announced; at most {MAX_FRAME} may pass")
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield _message(body)


def _message(body: bytes) -> dict[str, Json]:
    try:
        message = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise PipeError("a frame that is no JSON") from error
    if not isinstance(message, dict):
        raise PipeError("a frame that is no JSON object")
    return message


def _no_number(word: str) -> float:
    raise ValueError(word)
