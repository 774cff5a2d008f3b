"""Scanners behind SANE: `sane:DEVICE` as `scanimage -L` names it, or `sane:` for the only one.

Each order is done by a process of its own (`sane_worker`, ~60 ms to start): a backend that hangs is killed
with all it started, one that crashes or leaks takes nothing along, and the device is free in between.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

from drivers.transport import sane_words as words
from drivers.transport.fd import SLICE_MS
from drivers.types import Json

PREFIX: Final = "sane:"
_LEAVE_S: Final = 0.2
_PARK_S: Final = 10.0
_STEP_MS: Final = 10


def open_sane(port: str, alive: Callable[[], None]) -> SaneConnection:
    """Serve one device. Nothing is opened yet: a look tells whether it is there."""
    return SaneConnection(port.removeprefix(PREFIX).strip(), alive)


class SaneConnection:
    """A `Connection` whose messages are those of `sane_words`. It never fails: what fails is told as an end."""

    def __init__(self, device: str, alive: Callable[[], None]) -> None:
        self._device = device
        self._alive = alive
        self._worker: subprocess.Popen[bytes] | None = None
        self._leaving: subprocess.Popen[bytes] | None = None
        self._news = words.Lines()
        self._out = b""
        self._killed = False

    def write(self, data: bytes) -> None:
        """Give one order. Anything but a cancel ends the worker that was still there."""
        self._alive()
        order = words.read_line(data)
        match order.get("do") if order else None:
            case "look" | "scan" | "calibrate":
                self._wait_for_leaving()
                self._end()
                self._begin({**(order or {}), "device": self._device})
            case "cancel":
                self._say(data)
            case "kill":
                self._kill()
            case _:
                raise ValueError("an order that is none")

    def read(self, most: int, timeout_ms: int) -> bytes:
        """The next news; b"" when none come within `timeout_ms`."""
        deadline = time.monotonic() + timeout_ms / 1000
        while not self._out:
            self._alive()
            left_ms = round((deadline - time.monotonic()) * 1000)
            self._take(min(SLICE_MS, max(0, left_ms)))
            if left_ms <= 0:
                break
        data, self._out = self._out[:most], self._out[most:]
        return data

    def discard(self) -> None:
        """End what is under way and forget its news."""
        self._end()

    def close(self) -> None:
        """End what is under way."""
        self._end()

    def _begin(self, order: Mapping[str, Json]) -> None:
        self._worker = subprocess.Popen(
            [sys.executable, "-I", "-m", "drivers.transport.sane_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # a backend's own processes are killed with it
            bufsize=0,
        )
        self._news.forget()
        self._out, self._killed = b"", False
        self._say(words.line(order))

    def _say(self, data: bytes) -> None:
        """To a worker that is gone it goes nowhere."""
        if self._worker is not None and self._worker.stdin is not None:
            with contextlib.suppress(OSError):
                self._worker.stdin.write(data)

    def _take(self, wait_ms: int) -> None:
        """Read what the worker says; its death without a last word becomes one."""
        worker = self._worker
        poll = select.poll()
        if worker is None or worker.stdout is None:
            poll.poll(wait_ms)
            return
        poll.register(worker.stdout, select.POLLIN)
        if not poll.poll(wait_ms):
            return
        data = os.read(worker.stdout.fileno(), 65536)
        ended = not data
        for message in self._news.feed(data):
            self._out += words.line(message)
            ended = ended or message.get("k") == "end"
        if ended:
            self._gone(told=bool(data))

    def _gone(self, *, told: bool) -> None:
        """The worker has said its last word and leaves, or it died without one."""
        if told:
            self._leaving, self._worker = self._worker, None
            return
        status = self._reap()
        how = words.KILLED if self._killed else words.CRASHED
        self._out += words.line({"k": "end", "status": how, "where": status, "page": 0})

    def _kill(self) -> None:
        if self._worker is not None:
            self._killed = True
            _kill_group(self._worker)

    def _wait_for_leaving(self) -> None:
        """The last worker may still park the scanner: the next one waits, but not for ever."""
        deadline = time.monotonic() + _PARK_S
        while self._leaving is not None and self._leaving.poll() is None and time.monotonic() < deadline:
            self._alive()
            select.poll().poll(_STEP_MS)
        self._reap()

    def _end(self) -> None:
        """No worker is left behind."""
        self._kill()
        self._reap()
        self._out = b""

    def _reap(self) -> str:
        """See off the worker, and the one that leaves; one that lingers is killed. Returns how the first ended."""
        how = ""
        for worker in (self._worker, self._leaving):
            if worker is None:
                continue
            deadline = time.monotonic() + _LEAVE_S
            while worker.poll() is None and time.monotonic() < deadline:
                select.poll().poll(_STEP_MS)
            _kill_group(worker)
            code = worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    pipe.close()
            how = how or (signal.Signals(-code).name if code < 0 else f"exit {code}")
        self._worker = self._leaving = None
        return how


def _kill_group(worker: subprocess.Popen[bytes]) -> None:
    """The worker and what its backend started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
