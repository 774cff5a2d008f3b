"""One child from its start to its end: what it says, whether it lives, why it died."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from drivers.codes import Code
from drivers.health import Deadlines, Pulse
from drivers.marshal import Message, number, read_completion, read_event, read_status, text, texts, write_spec
from drivers.pipe import PipeError
from drivers.process import ChildProcess, start_child
from drivers.recorder import FlightRecorder
from drivers.types import Completion, DeviceEvent, DeviceSpec, Json, Status

CRASHED = Code.DRIVER_CRASHED
HUNG = Code.DRIVER_HUNG
OVERDUE = Code.DRIVER_OVERDUE
"""Killed at a command's hard deadline."""
MISCONFIGURED = Code.CONFIG_INVALID


class Ward(Protocol):
    """Who looks after the child: what it says comes here, in the loop's thread."""

    def on_status(self, status: Status) -> None:
        """A status; the first one means that commands are taken."""

    def on_event(self, event: DeviceEvent) -> None:
        """An event of the driver."""

    def on_completion(self, completion: Completion) -> None:
        """The answer to a command."""

    def on_end(self, cause: str) -> None:
        """No answer will come any more."""


@dataclass(frozen=True)
class End:
    """How a life ended. `served_ms`: from its first status; 0 when it never had one."""

    cause: str
    served_ms: int
    detail: Mapping[str, Json]


class Life:
    """Run once. `kill` and `stop` may be called at any time."""

    def __init__(
        self,
        spec: DeviceSpec,
        paths: Sequence[str],
        deadlines: Deadlines,
        clock: Callable[[], int],
        ward: Ward,
        recorder: FlightRecorder,
        output: int = 2,
    ) -> None:
        self.served = False
        self.side_effects: frozenset[str] = frozenset()
        self._spec = spec
        self._paths = paths
        self._deadlines = deadlines
        self._clock = clock
        self._ward = ward
        self._recorder = recorder
        self._output = output
        self._child: ChildProcess | None = None
        self._pulse: Pulse | None = None
        self._born_ms = self._served_ms = clock()
        self._stop_by_ms: int | None = None
        self._cause = ""
        self._fault: dict[str, Json] = {}

    async def run(self) -> End:
        """Start the child and stay until it is gone."""
        try:
            self._child = await start_child(self._handle, self._output)
        except OSError as error:
            return End(CRASHED, 0, {"how": f"no process could be started: {error.strerror}"})
        try:
            self._child.send("open", {"spec": write_spec(self._spec), "paths": list(self._paths)})
            if self._stop_by_ms is not None:
                self._child.send("stop")
            await self._watch(self._child)
        except PipeError as error:
            self._cause = MISCONFIGURED
            self._fault = {"exception": str(error)}
        finally:
            if not self._child.ended.is_set():
                self._child.kill()
            served_ms = self._clock() - self._served_ms if self.served else 0
            self.served = False
            cause = self._cause or str(self._fault.get("error", CRASHED))
            self._ward.on_end(cause)
        how = await self._child.reap()
        detail: dict[str, Json] = {"how": how, "nonsense": self._child.nonsense, **self._fault}
        return End(
            cause, served_ms, {key: value for key, value in detail.items() if value and key != "error"}
        )

    def send(self, kind: str, message: Message) -> None:
        """Say something to the child. Raises `PipeError` for what cannot be said."""
        if self._child is not None:
            self._child.send(kind, message)

    def kill(self, cause: str) -> None:
        """End the child now; `cause` is what callers and the journal are told."""
        self._cause = self._cause or cause
        if self._child is not None:
            self._child.kill()

    def stop(self) -> None:
        """Ask the child to leave politely, within `stop_ms`."""
        self._stop_by_ms = self._clock() + self._deadlines.stop_ms
        if self._child is not None:
            self._child.send("stop")

    async def _watch(self, child: ChildProcess) -> None:
        """Beat until the child has ended."""
        while not await _within(child.ended, self._deadlines.beat_ms):
            if self._overdue(self._clock()):
                self.kill(HUNG)
            elif self._pulse is not None:
                self._pulse.ping()
                child.send("ping")

    def _overdue(self, now: int) -> bool:
        if self._stop_by_ms is not None and now >= self._stop_by_ms:
            return True
        if not self.served and now - self._born_ms > self._deadlines.start_ms:
            return True
        return self._pulse is not None and self._pulse.hung

    def _handle(self, kind: str, message: dict[str, Json]) -> None:
        """Take one message. Raises `PipeError`, which kills the child."""
        match kind:
            case "pong":
                self._pong(number(message, "still"))
            case "frame":
                self._frame(message)
            case "status":
                self._status(read_status(message))
            case "event":
                self._ward.on_event(read_event(message))
            case "completion":
                self._ward.on_completion(read_completion(message))
            case "hello":
                self.side_effects = frozenset(texts(message, "side_effects"))
                self._pulse = Pulse(self._deadlines.beat_ms, self._deadlines.hang_ms)
            case "fault":
                places: list[Json] = [*texts(message, "places")]
                self._fault = {
                    "error": text(message, "error"),
                    "exception": text(message, "exception"),
                    "places": places,
                }
            case _:
                raise PipeError("an unknown kind of message")

    def _pong(self, still: int) -> None:
        if self._pulse is not None:
            self._pulse.pong(still)
            if self._pulse.hung:
                self.kill(HUNG)

    def _status(self, status: Status) -> None:
        if not self.served:
            self.served = True
            self._served_ms = self._clock()
        self._ward.on_status(status)

    def _frame(self, message: Message) -> None:
        self._recorder.frame(
            number(message, "ms"),
            text(message, "d"),
            number(message, "n"),
            text(message, "head"),
            text(message, "label"),
        )


async def _within(event: asyncio.Event, ms: int) -> bool:
    """Whether the event came within `ms`."""
    try:
        async with asyncio.timeout(ms / 1000):
            await event.wait()
    except TimeoutError:
        return False
    return True
