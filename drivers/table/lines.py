"""Text protocols: bytes cut into lines. Pure; a line without end costs no more than `most` bytes."""

from __future__ import annotations

import json

from drivers.types import Json


class Lines:
    """Cuts at LF, a CR before it goes too. A line longer than `most` is dropped whole and counted in `dropped`."""

    def __init__(self, most: int = 8192) -> None:
        self.dropped = 0
        self._most = most
        self._buffer = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes; return the lines that end in them."""
        found: list[bytes] = []
        for piece in data.splitlines(keepends=True) if b"\n" in data else [data]:
            self._buffer += piece
            if len(self._buffer) > self._most:
                self._skipping = True
                self._buffer = self._buffer[-1:]
            if self._buffer.endswith(b"\n"):
                if self._skipping:
                    self.dropped += 1
                else:
                    found.append(bytes(self._buffer).rstrip(b"\r\n"))
                self._buffer.clear()
                self._skipping = False
        return found

    @property
    def inside(self) -> bool:
        """Whether a line has begun and not ended."""
        return bool(self._buffer) or self._skipping

    def clear(self) -> None:
        """Forget what is half-received."""
        self._buffer.clear()
        self._skipping = False


def write_object(message: dict[str, Json]) -> bytes:
    """One JSON object as a line."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_object(line: bytes) -> dict[str, Json] | None:
    """The JSON object of a line; None when it is none."""
    try:
        found = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
