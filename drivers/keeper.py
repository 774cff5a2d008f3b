"""Keeps one device served: one life after the other, one command at a time, and quarantine when it is hopeless."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from drivers.assignment import Assignment
from drivers.codes import Code
from drivers.health import Deadlines, Restarts
from drivers.life import MISCONFIGURED, OVERDUE, End, Life
from drivers.marshal import write_command
from drivers.pipe import PipeError
from drivers.recorder import FlightRecorder
from drivers.shown import Shown
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    DeviceEvent,
    DeviceSpec,
    DeviceState,
    Json,
    Listener,
    Status,
)

_LOG = logging.getLogger(__name__)
_BUSY = Code.DEVICE_BUSY
_QUARANTINED = Status(
    DeviceState.DRIVER_FAULT, Code.DRIVER_QUARANTINED, Action.SOFTWARE_ERROR, Actor.TECHNICIAN
)
_SERVICE = {"enter_service_mode": True, "exit_service_mode": False}
_MISCONFIGURED = Status(DeviceState.DRIVER_FAULT, MISCONFIGURED, Action.CONFIGURATION, Actor.TECHNICIAN)


class Keeper:
    """One device. All methods belong to the loop's thread."""

    def __init__(
        self,
        spec: DeviceSpec,
        paths: Sequence[str],
        deadlines: Deadlines,
        clock: Callable[[], int],
        listener: Listener,
        journal_dir: Path | None,
        output: int = 2,
    ) -> None:
        self._spec = spec
        self._paths = paths
        self._deadlines = deadlines
        self._clock = clock
        self._listener = listener
        self._journal_dir = journal_dir
        self._output = output
        self._recorder = FlightRecorder(spec.name)
        self._restarts = Restarts(deadlines.restarts_ms, deadlines.healthy_ms)
        self._shown = Shown(clock(), self.on_event)
        self._life: Life | None = None
        self._assignment: Assignment | None = None
        self._numbers = itertools.count(1)
        self._wake = asyncio.Event()
        self._quarantined = False
        self._stopping = False
        self._failed: tuple[str, int] | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def status(self) -> Status:
        """The device's status now."""
        return self._shown.status

    def start(self) -> None:
        """Begin to serve."""
        self._task = asyncio.get_running_loop().create_task(self._keep(), name=f"device {self._spec.name}")

    async def stop(self) -> None:
        """End the child, politely first; a waiting command is canceled."""
        self._stopping = True
        self._wake.set()
        if self._life is not None:
            self._life.stop()
        if self._task is not None:
            await self._task
        self._drop(Code.DEVICE_STOPPED)

    async def run(self, op: str, args: Mapping[str, Json], timeout_ms: int, transaction: str) -> Completion:
        """Do one command. While the device starts, the command waits for it within its own timeout."""
        command = Command(f"{self._spec.name}-{next(self._numbers)}", op, args, timeout_ms, transaction)
        if op == "dump_flight_recorder":
            return Completion(command.id, CompletionCode.SUCCESS, result={"lines": [*self._recorder.lines()]})
        if self._assignment is not None:
            return Completion(command.id, CompletionCode.SEQUENCE_ERROR, _BUSY)
        if op in _SERVICE:
            return self._serve(command)
        if transaction and self._shown.in_service:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.DEVICE_IN_SERVICE)
        starting = self.status.device is DeviceState.STARTING and not self._stopping
        if not starting and (self._life is None or not self._life.served):
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, self._why_not())
        assignment = Assignment(command, self._deadlines.grace_ms, self._soft, self._hard)
        self._assignment = assignment
        self._dispatch()
        try:
            return await asyncio.shield(assignment.outcome)
        except asyncio.CancelledError:
            assignment.give_up(CompletionCode.CANCELED)
            raise

    def _serve(self, command: Command) -> Completion:
        """A technician comes or goes; the mode outlives the child. Commands of a transaction are refused meanwhile."""
        on = _SERVICE[command.op]
        self._note("service", "on" if on else "off")
        self._shown.serve(self._clock(), on=on)
        return Completion(command.id, CompletionCode.SUCCESS, result={"service": on})

    async def cancel(self) -> None:
        """Give up the command under way, if any; returns when it has its completion."""
        if self._assignment is not None:
            outcome = self._assignment.outcome
            self._assignment.give_up(CompletionCode.CANCELED)
            await asyncio.wait({outcome})

    def release(self) -> None:
        """Lift the quarantine and start again; without one, nothing happens."""
        if self._quarantined:
            self._wake.set()

    def on_status(self, status: Status) -> None:
        """The child's status: what is shown; the first one of a life also lets commands go."""
        self._shown.show(status, self._clock())
        self._note("status", f"{status.device.value} {status.code}")
        if self._failed is not None:
            cause, since_ms = self._failed
            self._failed = None
            self.on_event(DeviceEvent("driverRestarted", {"cause": cause, "ms": self._clock() - since_ms}))
        self._dispatch()

    def on_event(self, event: DeviceEvent) -> None:
        """Pass an event on. A listener that raises is told to the log; devices are served nevertheless."""
        try:
            self._listener(self._spec.name, event)
        except Exception:  # noqa: BLE001 - one screen's mistake must not stop the devices
            _LOG.exception("%s: the listener failed at %s", self._spec.name, event.kind)

    def on_completion(self, completion: Completion) -> None:
        """The child's answer; one for a command that nobody waits for any more is dropped."""
        assignment = self._assignment
        if assignment is not None and assignment.sent and assignment.command.id == completion.command:
            self._settle(assignment.finish(completion))

    def on_end(self, cause: str) -> None:
        """The child is gone: who waits for its answer is told now."""
        if not self._stopping:
            repairing = Status(DeviceState.DRIVER_FAULT, cause)
            self._shown.show(_MISCONFIGURED if cause == MISCONFIGURED else repairing, self._clock())
        if self._assignment is not None and self._assignment.sent:
            self._settle(self._assignment.abandon(cause))

    async def _keep(self) -> None:
        while not self._stopping:
            self._life = Life(
                self._spec, self._paths, self._deadlines, self._clock, self, self._recorder, self._output
            )
            end = await self._life.run()
            self._life = None
            if not self._stopping:
                await self._recover(end)

    async def _recover(self, end: End) -> None:
        """After an abnormal end: write it down, show it, wait; or quarantine until released."""
        self._failed = (end.cause, self._clock())
        self._shown.count("resets")
        _LOG.warning("%s: %s %s", self._spec.name, end.cause, dict(end.detail))
        self._note("end", end.cause)
        if self._journal_dir is not None:
            self._recorder.write(self._journal_dir, end.cause, end.detail)
        wait_ms = None if end.cause == MISCONFIGURED else self._restarts.after(end.served_ms)
        if wait_ms is None:
            await self._quarantine(end.cause)
            return
        self._drop(end.cause)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_ms / 1000):
                await self._wake.wait()

    async def _quarantine(self, cause: str) -> None:
        status = _MISCONFIGURED if cause == MISCONFIGURED else _QUARANTINED
        self._shown.show(status, self._clock())
        self._drop(status.code)
        self._quarantined = True
        await self._wake.wait()
        self._quarantined = False
        if not self._stopping:
            self._wake.clear()
            self._restarts.forget()
            self._failed = None
            self._shown.show(Status(DeviceState.STARTING), self._clock())

    def _dispatch(self) -> None:
        """Send the waiting command when the child takes commands."""
        life, assignment = self._life, self._assignment
        if life is None or not life.served or assignment is None or assignment.sent:
            return
        command = assignment.command
        try:
            life.send("command", write_command(command))
        except PipeError:
            self._settle(
                assignment.finish(Completion(command.id, CompletionCode.INVALID_DATA, Code.ARGS_INVALID))
            )
            return
        assignment.sent = True
        assignment.side_effect = command.op in life.side_effects
        self._note("command", command.op)

    def _why_not(self) -> str:
        return Code.DEVICE_STOPPED if self._stopping else self.status.code or Code.DRIVER_RESTARTING

    def _soft(self, assignment: Assignment) -> None:
        if not assignment.sent:
            self._settle(assignment.abandon(self.status.code or Code.DEVICE_STARTING))
        elif self._life is not None:
            self._life.send("cancel", {"id": assignment.command.id})

    def _hard(self, assignment: Assignment) -> None:
        if self._life is not None and assignment is self._assignment:
            self._life.kill(OVERDUE)

    def _drop(self, cause: str) -> None:
        if self._assignment is not None:
            self._settle(self._assignment.abandon(cause))

    def _settle(self, completion: Completion) -> None:
        self._assignment = None
        self._shown.count("ok" if completion.done else "failed")
        self._note("completion", f"{completion.code.value} {completion.error}")

    def _note(self, kind: str, word: str) -> None:
        self._recorder.note(self._clock(), kind, word.strip())
