"""The child's end of the pipe, and the `Context` that it offers to its driver."""

from __future__ import annotations

import os
import queue
import socket
import threading
import time
from collections.abc import Mapping

from drivers.marshal import Message, read_command, text, write_completion
from drivers.pipe import Decoder, PipeError, encode
from drivers.types import Canceled, Command, Completion, CompletionCode, DeviceEvent, Json

_READ_BYTES = 65536
_PAUSE_MS = 50


class Link:
    """Sends from both threads; a thread of its own takes what the supervisor says.

    Beats, cancels and the end are handled at once, whatever the driver does; commands wait in a queue.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._sending = threading.Lock()
        self._commands: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._decoder = Decoder()
        self.context = ChildContext(self)

    def first(self) -> dict[str, Json]:
        """Wait for the supervisor's first message (the spec); then its later ones are taken by a thread."""
        while True:
            data = self._sock.recv(_READ_BYTES)
            if not data:
                os._exit(0)
            for message in self._decoder.feed(data):
                threading.Thread(target=self._listen, name="supervisor", daemon=True).start()
                return message

    def send(self, kind: str, message: Mapping[str, Json]) -> None:
        """Send one message. Raises `PipeError` for what cannot be said; ends the child when nobody listens."""
        frame = encode({"kind": kind, **message})
        try:
            with self._sending:
                self._sock.sendall(frame)
        except OSError:
            os._exit(0)

    def next_command(self, timeout_ms: int) -> Command | None:
        """The next command that still somebody waits for, or None: after `timeout_ms`, or when the child shall end."""
        end_ms = self.context.now_ms() + timeout_ms
        self.context.rest()
        try:
            while True:
                left_ms = max(0, end_ms - self.context.now_ms())
                command = self._commands.get(timeout=left_ms / 1000)
                if command is None or self.context.take_up(command.id):
                    return command
        except queue.Empty:
            return None
        finally:
            self.context.beat()

    def _listen(self) -> None:
        """Take messages for ever. The end of the pipe, or nonsense in it, is the end of the child."""
        data = b""  # what came together with the first message is still in the decoder
        try:
            while True:
                for message in self._decoder.feed(data):
                    self._handle(text(message, "kind"), message)
                data = self._sock.recv(_READ_BYTES)
                if not data:
                    os._exit(0)
        except (OSError, PipeError):
            os._exit(1)

    def _handle(self, kind: str, message: Message) -> None:
        match kind:
            case "ping":
                self.send("pong", {"still": self.context.still()})
            case "command":
                command = read_command(message)
                self.context.expect(command.id)
                self._commands.put(command)
            case "cancel":
                given_up = text(message, "id")
                if self.context.cancel(given_up):
                    never_begun = Completion(given_up, CompletionCode.CANCELED)
                    self.send("completion", write_completion(never_begun))
            case "stop":
                self.context.stop()
                self._commands.put(None)
            case _:
                raise PipeError("an unknown kind of message")


class ChildContext:
    """A driver's `Context`: events go up the pipe, `check` tells the heartbeat that the driver still turns.

    `Canceled` is raised once per command: what the driver then does to reach a safe state is not cut short
    again, the supervisor's hard deadline bounds it. A command given up while the driver is still at something
    else (a look at a device that does not answer) is never taken up.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._beats = 0
        self._resting = False
        self._last_beats = 0
        self._still = 0
        self._lock = threading.Lock()
        self._expected: set[str] = set()
        self._current = ""
        self._canceled = ""
        self._interrupt = False
        self._stopping = False

    def emit(self, event: DeviceEvent) -> None:
        """Send an event up."""
        self._link.send("event", {"event": event.kind, "data": dict(event.data)})

    def check(self) -> None:
        """Say "alive"; raises `Canceled` once when the command was given up or the child shall end."""
        self.beat()
        if self._interrupt:
            self._interrupt = False
            raise Canceled

    def now_ms(self) -> int:
        """Monotonic milliseconds."""
        return time.monotonic_ns() // 1_000_000

    def pause(self, ms: int) -> None:
        """Wait, saying "alive" meanwhile; raises `Canceled`."""
        end = self.now_ms() + ms
        waiting = threading.Event()
        self.check()
        while (left := end - self.now_ms()) > 0:
            waiting.wait(min(left, _PAUSE_MS) / 1000)
            self.check()

    def expect(self, command: str) -> None:
        """A command came (called by the pipe's thread)."""
        with self._lock:
            self._expected.add(command)

    def take_up(self, command: str) -> bool:
        """The driver's thread has it now; False when it was given up before."""
        with self._lock:
            wanted = command in self._expected
            self._expected.discard(command)
            return wanted

    def begin(self, command: str) -> None:
        """The driver takes up a command."""
        with self._lock:
            self._current = command
            self._interrupt = self._stopping or self._canceled == command

    def end(self) -> None:
        """The command has its completion."""
        with self._lock:
            self._current = ""
            self._interrupt = self._stopping

    def cancel(self, command: str) -> bool:
        """The caller gave up (called by the pipe's thread). True when the driver's thread will never see the command."""
        with self._lock:
            if command in self._expected:
                self._expected.discard(command)
                return True
            self._canceled = command
            if command == self._current:
                self._interrupt = True
            return False

    def stop(self) -> None:
        """The child shall end (called by the pipe's thread)."""
        with self._lock:
            self._stopping = True
            self._interrupt = True

    def ending(self) -> bool:
        """Whether the child shall end."""
        return self._stopping

    def settle(self) -> None:
        """The child is ending: nothing interrupts the driver's own farewell any more."""
        with self._lock:
            self._interrupt = False

    def beat(self) -> None:
        """The driver's thread turns."""
        self._beats += 1
        self._resting = False

    def rest(self) -> None:
        """The driver's thread waits for a command: nothing to worry about."""
        self._resting = True

    def still(self) -> int:
        """Asked at each ping (by the pipe's thread): how many in a row found the driver's thread as it was.

        0 while it waits for a command.
        """
        turned = self._resting or self._beats != self._last_beats
        self._last_beats = self._beats
        self._still = 0 if turned else self._still + 1
        return self._still
