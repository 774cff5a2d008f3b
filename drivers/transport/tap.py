"""Records every byte of a connection as JSON lines: a test bench's tool, never on a terminal in service.

{"recording": 1, "port": "/dev/ttyUSB0"}       one such line begins each connection
{"ms": 12, "d": ">", "hex": "1b40"}            sent
{"ms": 15, "d": "<", "hex": "12"}              read
{"ms": 15, "d": "<", "hex": "12", "after": 2}  read, when two looks without waiting had found nothing
{"ms": 16, "d": "x", "hex": "ff"}              arrived and discarded unread
{"ms": 99, "d": "!", "reason": "bus.gone"}     the wire failed
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from drivers.transport.base import Connection, WireError
from drivers.transport.failures import invalid

VERSION = 1
_DISCARD_READS = 64


class TapConnection:
    """A connection that writes down what passes. The file is readable by its owner only."""

    def __init__(self, inner: Connection, path: Path, port: str) -> None:
        self._inner = inner
        self._start = time.monotonic()
        self._vain = 0
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            inner.close()
            raise invalid(f"{path}: the recording cannot be written ({error.strerror})") from error
        self._file = os.fdopen(fd, "a", encoding="ascii", buffering=1)
        self._line({"recording": VERSION, "port": port})

    def write(self, data: bytes) -> None:
        """Send and record; of a write that failed, the bytes that had left."""
        try:
            self._inner.write(data)
        except WireError as error:
            if error.sent:
                self._bytes(">", data[: error.sent])
            self._failure(error)
            raise
        self._bytes(">", data)

    def read(self, most: int, timeout_ms: int) -> bytes:
        """Read and record; an empty read leaves no line."""
        return self._take("<", most, timeout_ms)

    def discard(self) -> None:
        """Read what has arrived and record it as discarded."""
        for _ in range(_DISCARD_READS):
            if not self._take("x", 4096, 0):
                return

    def close(self) -> None:
        """Close both; the recording is complete."""
        self._inner.close()
        self._file.close()

    def _take(self, direction: str, most: int, timeout_ms: int) -> bytes:
        try:
            data = self._inner.read(most, timeout_ms)
        except WireError as error:
            self._failure(error)
            raise
        if data:
            self._bytes(direction, data)
        elif timeout_ms <= 0 and direction == "<":
            self._vain += 1
        return data

    def _bytes(self, direction: str, data: bytes) -> None:
        after = {"after": self._vain} if self._vain and direction == "<" else {}
        self._line({"ms": self._ms(), "d": direction, "hex": data.hex(), **after})
        self._vain = 0

    def _failure(self, error: WireError) -> None:
        self._line({"ms": self._ms(), "d": "!", "reason": error.reason.value})

    def _ms(self) -> int:
        return round((time.monotonic() - self._start) * 1000)

    def _line(self, record: dict[str, int | str]) -> None:
        try:
            self._file.write(json.dumps(record) + "\n")
        except (OSError, ValueError) as error:
            raise invalid(f"{self._file.name}: the recording cannot be written; is the disk full?") from error
