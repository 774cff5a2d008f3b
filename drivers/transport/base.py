"""The seam below every driver: bytes out, bytes in, and one kind of failure.

WireError
 ├ reason GONE         the port vanished or the other end closed it
 ├ reason BUSY         somebody else holds the port
 ├ reason NOT_FOUND    there is no such port
 ├ reason DENIED       permission
 ├ reason STALLED      the device takes no more bytes
 └ reason INVALID      a setting the port refuses, or a recording that does not match
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Protocol

from drivers.codes import Code


@unique
class WireReason(StrEnum):
    """Why a wire failed; the value is the dotted error code shown to technicians."""

    GONE = Code.BUS_GONE.value
    BUSY = Code.BUS_BUSY.value
    NOT_FOUND = Code.BUS_NOT_FOUND.value
    DENIED = Code.PERMISSION_DENIED.value
    STALLED = Code.BUS_STALLED.value
    INVALID = Code.CONFIG_INVALID.value


class WireError(Exception):
    """The connection cannot carry bytes any more. `sent` bytes had certainly left when it broke."""

    def __init__(self, reason: WireReason, detail: str, sent: int = 0) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail
        self.sent = sent


class Connection(Protocol):
    """One open port. Used from one thread only."""

    def write(self, data: bytes) -> None:
        """Send all of it, in slices that say "alive". Raises `WireError`."""

    def read(self, most: int, timeout_ms: int) -> bytes:
        """Return what has arrived, at most `most` bytes, waiting up to `timeout_ms`; b"" if nothing."""

    def discard(self) -> None:
        """Forget bytes that arrived and were not read."""

    def close(self) -> None:
        """Give the port back. Never raises."""
