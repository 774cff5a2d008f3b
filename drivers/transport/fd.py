"""Bytes over an open, non-blocking file descriptor: the common half of serial, TCP and printer files.

The descriptor is used directly, not through pyserial: its write cannot say how many bytes had left when
it failed, its `in_waiting` raises bare OSError, and a zero write timeout spins.
"""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Callable

from drivers.transport.base import WireError, WireReason
from drivers.transport.failures import failure_in_use, gone

SLICE_MS = 100
"""The longest wait between two calls of `alive`."""
_SLICE_BYTES = 4096
_DISCARD_READS = 64
_HANGUP = select.POLLHUP | select.POLLRDHUP | select.POLLERR | select.POLLNVAL


class FdConnection:
    """A `Connection` on a descriptor that it owns. Raises `WireError` for every failure of the port.

    `empty_is_gone`: an empty read is the end (tty, socket); otherwise it means "nothing now" (USB printer).
    `can_read`: False for files and FIFOs that are only written: a read waits and returns b"".
    """

    def __init__(
        self,
        fd: int,
        port: str,
        alive: Callable[[], None],
        *,
        stall_ms: int,
        close: Callable[[], None],
        empty_is_gone: bool = True,
        can_read: bool = True,
    ) -> None:
        os.set_blocking(fd, False)
        self._fd = fd
        self._port = port
        self._alive = alive
        self._stall_ms = stall_ms
        self._close = close
        self._empty_is_gone = empty_is_gone
        self._can_read = can_read
        self._open = True

    def write(self, data: bytes) -> None:
        """Send all of it. Raises `WireError` with the count of bytes that the port had taken."""
        sent = 0
        quiet_since = time.monotonic()
        while sent < len(data):
            ready = self._poll(select.POLLOUT | select.POLLRDHUP, SLICE_MS, sent)
            if ready & _HANGUP:
                raise gone(self._port, sent)
            taken = self._write_some(data[sent : sent + _SLICE_BYTES], sent) if ready else 0
            sent += taken
            if taken:
                quiet_since = time.monotonic()
            elif (time.monotonic() - quiet_since) * 1000 >= self._stall_ms:
                detail = (
                    f"{self._port}: the device takes no more bytes; is it switched on, out of paper, jammed?"
                )
                raise WireError(WireReason.STALLED, detail, sent)
            self._alive()

    def read(self, most: int, timeout_ms: int) -> bytes:
        """Return what has arrived, waiting up to `timeout_ms`; b"" if nothing came."""
        if most < 1:
            raise ValueError(f"read of {most} bytes")
        deadline = time.monotonic() + timeout_ms / 1000
        while True:
            self._alive()
            left_ms = max(0, round((deadline - time.monotonic()) * 1000))
            ready = self._poll(select.POLLIN if self._can_read else 0, min(SLICE_MS, left_ms), 0)
            data = self._read_some(most) if ready and self._can_read else None
            if data:
                return data
            if data == b"" and self._empty_is_gone:
                raise gone(self._port)
            if time.monotonic() >= deadline:
                return b""
            if ready:
                select.poll().poll(min(SLICE_MS, left_ms))  # "ready" with nothing to give: do not spin

    def discard(self) -> None:
        """Forget what has arrived; at most 256 KiB, so that a device which babbles cannot hold us."""
        for _ in range(_DISCARD_READS):
            if not self.read(_SLICE_BYTES, 0):
                return

    def close(self) -> None:
        """Give the port back. Never raises; a second call does nothing."""
        if self._open:
            self._open = False
            with contextlib.suppress(OSError, TypeError):
                self._close()

    def _poll(self, events: int, wait_ms: int, sent: int) -> int:
        if not self._open:
            raise WireError(WireReason.GONE, f"{self._port}: the connection is closed", sent)
        poll = select.poll()
        poll.register(self._fd, events)
        found = poll.poll(wait_ms)
        return found[0][1] if found else 0

    def _read_some(self, most: int) -> bytes | None:
        try:
            return os.read(self._fd, most)
        except BlockingIOError:
            return None
        except OSError as error:
            raise failure_in_use(error.errno, self._port) from error

    def _write_some(self, data: bytes, sent: int) -> int:
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise failure_in_use(error.errno, self._port, sent) from error
