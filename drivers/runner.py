"""Drives one driver: opens its port again and again, gives it commands, says how each ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from drivers import common
from drivers.codes import Code
from drivers.debounce import Debounce
from drivers.link import Link
from drivers.marshal import write_completion, write_status
from drivers.meter import Label, Meter
from drivers.options import OptionError
from drivers.transport.base import Connection, WireError, WireReason
from drivers.transport.open import open_connection
from drivers.types import (
    Action,
    Actor,
    Canceled,
    Command,
    Completion,
    CompletionCode,
    Context,
    DeviceSpec,
    DeviceState,
    Driver,
    Json,
    Status,
)

DriverClass = Callable[[Connection, Mapping[str, Json], Context], Driver]
_REOPEN_FIRST_MS = 200
_REOPEN_MOST_MS = 2000
_IDLE_MS = 1000
_IDLE_LEAST_MS = 10


class Runner:
    """One device's life inside the child.

    Read from the driver class: `idle_ms` (default 1000), `side_effects` (ops whose outcome can be unknown),
    `frame_head` (how many first bytes of a frame hold nothing personal, at most 8; default 0) and
    `frame_label(direction, data)` (a static name for a frame, no contents).
    """

    def __init__(self, link: Link, spec: DeviceSpec, driver_class: DriverClass) -> None:
        self._link = link
        self._context = link.context
        self._spec = spec
        self._class = driver_class
        self._side_effects = frozenset(str(op) for op in getattr(driver_class, "side_effects", ()))
        self._idle_ms = max(_IDLE_LEAST_MS, int(getattr(driver_class, "idle_ms", _IDLE_MS)))
        self._debounce = Debounce()
        self._shown: Status | None = None
        self._trouble = Status(DeviceState.STARTING)

    def run(self) -> None:
        """Serve until told to stop; back-off 0.2 s to 2 s while the port cannot be had."""
        self._context.beat()
        effects: list[Json] = [*sorted(self._side_effects)]
        self._link.send("hello", {"side_effects": effects})
        wait_ms = _REOPEN_FIRST_MS
        while not self._context.ending():
            try:
                served = self._connect_and_serve()
            except Canceled:
                return
            if served:
                wait_ms = _REOPEN_FIRST_MS
            self._refuse_for(wait_ms)
            wait_ms = min(2 * wait_ms, _REOPEN_MOST_MS)

    def _connect_and_serve(self) -> bool:
        """Until the wire breaks. True when the driver had started, so that the next try may come soon."""
        started = False
        meter: Meter | None = None
        try:
            meter = self._open()
            driver = self._class(meter, self._spec.options, self._context)
            self._publish(driver.start())
            started = True
            self._serve(driver, meter)
        except WireError as error:
            self._trouble = wire_status(error)
            self._publish(self._trouble)
        except OptionError as error:
            if started:
                raise
            self._trouble = option_status(error)
            self._publish(self._trouble)
        finally:
            if meter is not None:
                meter.close()
        return started

    def _open(self) -> Meter:
        spec = self._spec
        inner = open_connection(spec.port, spec.wire, self._context.check, spec.record)
        meter = Meter(inner, lambda frame: self._link.send("frame", frame), self._context.now_ms)
        meter.head = int(getattr(self._class, "frame_head", 0))
        meter.label = cast("Label | None", getattr(self._class, "frame_label", None))
        return meter

    def _serve(self, driver: Driver, meter: Meter) -> None:
        """Commands as they come, `idle` in between. Raises `WireError` when the wire breaks."""
        next_idle = self._context.now_ms() + self._idle_ms
        while not self._context.ending():
            command = self._link.next_command(next_idle - self._context.now_ms())
            if command is not None and not self._perform(driver, meter, command):
                next_idle = 0
            if not self._context.ending() and self._context.now_ms() >= next_idle:
                self._idle(driver)
                next_idle = self._context.now_ms() + self._idle_ms
        self._context.settle()
        driver.stop()

    def _idle(self, driver: Driver) -> None:
        try:
            self._publish(driver.idle())
        except Canceled:
            if not self._context.ending():
                raise

    def _perform(self, driver: Driver, meter: Meter, command: Command) -> bool:
        """Do one command and send its completion; True when it was done. Raises `WireError` after completing."""
        self._context.begin(command.id)
        meter.left = 0
        broken: WireError | None = None
        try:
            completion = replace(self._answered(driver, command), command=command.id)
        except WireError as error:
            completion = self._broken_off(command, meter, CompletionCode.DEVICE_NOT_READY, error.reason.value)
            broken = error
        except Canceled:
            completion = self._broken_off(command, meter, CompletionCode.CANCELED, "")
        self._context.end()
        self._link.send("completion", write_completion(completion))
        if broken is not None:
            raise broken
        return completion.done

    def _answered(self, driver: Driver, command: Command) -> Completion:
        """The driver's answer, or the common one where it has none."""
        done = driver.perform(command)
        if done.code is CompletionCode.UNSUPPORTED_COMMAND:
            return common.answer(command, self._shown) or done
        return done

    def _broken_off(self, command: Command, meter: Meter, code: CompletionCode, error: str) -> Completion:
        """The completion of a command that did not run to its end."""
        if command.op in self._side_effects and meter.left:
            code = CompletionCode.OUTCOME_UNKNOWN
        return Completion(command.id, code, error, evidence={"bytes_left": meter.left})

    def _refuse_for(self, wait_ms: int) -> None:
        """Wait before the port is tried again; commands meanwhile are answered at once."""
        end = self._context.now_ms() + wait_ms
        while not self._context.ending() and (left := end - self._context.now_ms()) > 0:
            command = self._link.next_command(left)
            if command is not None:
                refused = Completion(command.id, CompletionCode.DEVICE_NOT_READY, self._trouble.code)
                self._link.send("completion", write_completion(refused))

    def _publish(self, found: Status) -> None:
        """Send the status when it differs from the last one sent."""
        status = self._debounce.judge(found, self._context.now_ms())
        if self._spec.port.startswith("replay:"):
            status = replace(status, origin="replay")
        if status != self._shown:
            self._shown = status
            self._link.send("status", write_status(status))


def option_status(error: OptionError) -> Status:
    """A driver that cannot be built with its options: what to write instead is in `parts.option`."""
    parts = {"option": str(error)}
    return Status(DeviceState.OFFLINE, Code.CONFIG_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN, parts)


def wire_status(error: WireError) -> Status:
    """What a broken wire means for the device, and who can help; a wrong setting in words, in `parts.detail`."""
    reason = error.reason
    match reason:
        case WireReason.GONE | WireReason.STALLED:
            return Status(DeviceState.OFFLINE, reason.value, Action.MAINTENANCE, Actor.STAFF)
        case WireReason.NOT_FOUND:
            return Status(DeviceState.NO_DEVICE, reason.value, Action.MAINTENANCE, Actor.STAFF)
        case WireReason.BUSY | WireReason.DENIED:
            return Status(DeviceState.OFFLINE, reason.value, Action.CONFIGURATION, Actor.TECHNICIAN)
        case WireReason.INVALID:
            parts = {"detail": error.detail}
            return Status(DeviceState.OFFLINE, reason.value, Action.CONFIGURATION, Actor.TECHNICIAN, parts)
