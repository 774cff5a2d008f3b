"""The supervisor's end of one child: the process, its pipe, its death. One instance per process started."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping

from drivers.marshal import text
from drivers.pipe import Decoder, PipeError, encode
from drivers.types import Json

Handler = Callable[[str, dict[str, Json]], None]
_LEAVE_S = 0.2
_REAP_STEP_S = 0.002
_REAP_MOST_S = 0.05


class ChildProcess(asyncio.Protocol):
    """Messages go to `handler`; `ended` is set once the pipe closed, which a dead process does at once.

    A frame that is not the pipe's language kills the child: nothing after it can be trusted.
    """

    def __init__(self, process: subprocess.Popen[bytes], handler: Handler) -> None:
        self.ended = asyncio.Event()
        self.nonsense = ""
        self._process = process
        self._handler = handler
        self._decoder = Decoder()
        self._transport: asyncio.Transport | None = None

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the loop."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Called by the loop: pass whole messages on."""
        try:
            for message in self._decoder.feed(data):
                self._handler(text(message, "kind"), message)
        except PipeError as error:
            self.nonsense = str(error)
            self.kill()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - how it broke adds nothing
        """Called by the loop: the child has ended or is ending."""
        self.ended.set()

    def send(self, kind: str, message: Mapping[str, Json] | None = None) -> None:
        """Send a message; to a dead child it goes nowhere. Raises `PipeError` for what cannot be said."""
        frame = encode({"kind": kind, **(message or {})})
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(frame)

    def kill(self) -> None:
        """End the process now and hear nothing more of it."""
        self._process.kill()
        if self._transport is not None:
            self._transport.abort()

    async def reap(self) -> str:
        """After `ended`: wait until the process is gone and its port free; return how it ended."""
        step = _REAP_STEP_S
        waited = 0.0
        while (code := self._process.poll()) is None:
            if waited > _LEAVE_S:
                self._process.kill()
            await asyncio.sleep(step)
            waited += step
            step = min(2 * step, _REAP_MOST_S)
        return how_ended(code)


async def start_child(handler: Handler, output: int = 2) -> ChildProcess:
    """Start a process and its pipe. Raises `OSError` when the system has none to give.

    `output`: the descriptor that gets what it prints; by default our own stderr.
    Call it from the loop's own thread: the kernel ends a child when the thread that started it ends.
    """
    here, there = socket.socketpair()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # the child's until it ignores Ctrl-C
    with there:
        try:
            process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own module; vfork and exec take ~1 ms
                [sys.executable, "-I", "-m", "drivers.child", str(there.fileno())],
                pass_fds=(there.fileno(),),
                stdin=subprocess.DEVNULL,
                stderr=output,
                stdout=output,  # what a library prints must not mix with a program's own output
            )
        except OSError:
            here.close()
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
    child = ChildProcess(process, handler)
    here.settimeout(0)
    await asyncio.get_running_loop().create_connection(lambda: child, sock=here)
    return child


def how_ended(code: int) -> str:
    """A process's return code in words: `exit 70` or `SIGSEGV`."""
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
