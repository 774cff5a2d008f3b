"""`none:NAME`: a device without a port of its own (the machine's speaker, a folder): nothing to write or read."""

from __future__ import annotations

import select
from collections.abc import Callable

from drivers.transport.base import WireError, WireReason
from drivers.transport.fd import SLICE_MS

PREFIX = "none:"


class NoWire:
    """A connection that carries nothing: reading waits in vain, writing is our own mistake and is refused."""

    def __init__(self, port: str, alive: Callable[[], None]) -> None:
        self._port = port
        self._alive = alive

    def write(self, data: bytes) -> None:
        """Refuse. Raises `WireError` INVALID."""
        del data
        raise WireError(WireReason.INVALID, f"{self._port}: this device has no port; choose another profile")

    def read(self, most: int, timeout_ms: int) -> bytes:
        """Wait, saying "alive"; nothing ever comes."""
        del most
        self._alive()
        left = timeout_ms
        while left > 0:
            select.poll().poll(min(SLICE_MS, left))
            left -= SLICE_MS
            self._alive()
        return b""

    def discard(self) -> None:
        """There is nothing to forget."""

    def close(self) -> None:
        """There is nothing to give back."""
