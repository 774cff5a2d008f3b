"""Stands between a driver and its connection: counts what had left, and tells the flight recorder."""

from __future__ import annotations

from collections.abc import Callable

from drivers.pipe import HEAD_BYTES
from drivers.transport.base import Connection, WireError
from drivers.types import Json

Note = Callable[[dict[str, Json]], None]
Label = Callable[[str, bytes], str]


class Meter:
    """A `Connection` that passes everything on.

    `left` counts bytes that left or may have left since it was last set to 0. Frames are noted before they
    are sent, so that the one that crashed the driver is on record; only their length, `head` harmless first
    bytes, and a label by which the driver names a frame without its contents.
    """

    def __init__(self, inner: Connection, note: Note, now_ms: Callable[[], int]) -> None:
        self._inner = inner
        self._note = note
        self._now_ms = now_ms
        self.left = 0
        self.head = 0
        self.label: Label | None = None

    def write(self, data: bytes) -> None:
        """Send all of it."""
        self._frame(">", data)
        try:
            self._inner.write(data)
        except WireError as error:
            self.left += error.sent
            raise
        except BaseException:
            self.left += len(data)
            raise
        self.left += len(data)

    def read(self, most: int, timeout_ms: int) -> bytes:
        """Return what has arrived."""
        data = self._inner.read(most, timeout_ms)
        if data:
            self._frame("<", data)
        return data

    def discard(self) -> None:
        """Forget what has arrived."""
        self._inner.discard()

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def _frame(self, direction: str, data: bytes) -> None:
        head = data[: max(0, min(self.head, HEAD_BYTES))].hex()
        label = self._name(direction, data)
        self._note({"ms": self._now_ms(), "d": direction, "n": len(data), "head": head, "label": label})

    def _name(self, direction: str, data: bytes) -> str:
        if self.label is None:
            return ""
        try:
            return self.label(direction, data)
        except Exception:  # noqa: BLE001 - a word for the journal must not end a command
            return "unreadable"
