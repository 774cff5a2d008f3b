"""The driver of a camera that reads codes: a V4L2 device, or a recording in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from drivers.code_reader.found import HALL, FoundCode, Symbology, symbology
from drivers.code_reader.stream import StreamReader
from drivers.codes import Code
from drivers.options import Number, OptionError, Options, Rule, Text
from drivers.transport.base import Connection
from drivers.transport.frame_watch import FrameWatch, Sight
from drivers.transport.video import MOST, Frame, unpack
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    Context,
    DeviceEvent,
    DeviceState,
    Json,
    Status,
)

_RULES: Final[dict[str, Rule]] = {
    "duplicate_ms": Number(1500, 0, 60_000),
    "frozen_frames": Number(30, 5, 1000),
    "stale_ms": Number(1000, 100, 10_000),
    "symbologies": Text(""),
}
_GRACE_MS = 200
_FIRST_FRAME_MS = 3000
_FRAME_MS = 100


class CodeCamera:
    """Operation: `read_code` {wait_ms}, as of a serial scanner; the result has `symbology` beside its keys.

    Codes shown while nobody reads are not kept. `parts`: `scanner` (on, inoperative), `lens` (ok, covered,
    unknown) and `stream` (running, stalled, frozen). Options: `duplicate_ms` for which a code must have been away
    to count again, `frozen_frames` alike that mean the camera hangs, `stale_ms` after which a frame is too old,
    `symbologies` to look for (`QRCode,Code128`; empty: what halls use).
    """

    idle_ms: ClassVar[int] = 500
    side_effects: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        self._connection = connection
        self._context = context
        self._wrong_option = ""
        kinds = HALL
        try:
            settings = Options(options, _RULES)
            kinds = _kinds(settings.text("symbologies"))
        except OptionError as error:
            self._wrong_option = str(error)
            settings = Options({}, _RULES)
        self._stale_ms = settings.number("stale_ms")
        self._stream = StreamReader(kinds, settings.number("duplicate_ms"))
        self._watch = FrameWatch(settings.number("frozen_frames"))
        self._seen_ms: int | None = None

    def start(self) -> Status:
        """Wait for a first frame: a camera that opens need not see."""
        self._frame(_FIRST_FRAME_MS)
        return self._status()

    def idle(self) -> Status:
        """Look at one frame: is it new, does it show anything, does the last code still lie there?"""
        frame = self._frame(_FRAME_MS)
        if frame is not None:
            self._stream.watch(frame.pixels, self._context.now_ms())
        return self._status()

    def stop(self) -> None:
        """Forget what was seen."""
        self._stream.forget()

    def perform(self, command: Command) -> Completion:
        """Wait for a code; `timeOut` when none is shown, with the reason when the camera is blind."""
        if self._wrong_option:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.CONFIG_INVALID)
        if command.op != "read_code":
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        end_ms = self._end(command)
        if end_ms is None:
            return Completion(command.id, CompletionCode.INVALID_DATA, Code.COMMAND_INVALID)
        self._connection.discard()
        self._context.emit(DeviceEvent("presentCode"))
        code = self._next(end_ms)
        self._stream.forget()
        return self._nothing(command) if code is None else self._complete(command, code)

    def _next(self, end_ms: int) -> FoundCode | None:
        """The next code; None at `end_ms`, or as soon as the camera is known to hang."""
        suppressed = self._stream.suppressed
        while (left := end_ms - self._context.now_ms()) > 0 and self._watch.sight is not Sight.FROZEN:
            frame = self._frame(min(_FRAME_MS, left))
            if frame is None or frame.age_ms > self._stale_ms:
                continue
            codes = self._stream.read(frame.pixels, self._context.now_ms())
            if self._stream.suppressed > suppressed:
                suppressed = self._stream.suppressed
                self._context.emit(DeviceEvent("duplicateSuppressed"))
            if codes:
                return codes[0]
            self._context.check()
        return None

    def _frame(self, timeout_ms: int) -> Frame | None:
        message = self._connection.read(MOST, timeout_ms)
        if not message:
            return None
        frame = unpack(message)
        self._watch.see(frame.pixels)
        self._seen_ms = self._context.now_ms()
        return frame

    def _complete(self, command: Command, code: FoundCode) -> Completion:
        kind = code.symbology.value
        told: dict[str, Json] = {"length": len(code.data), "charset": code.charset, "symbology": kind}
        self._context.emit(DeviceEvent("codeRead", told))
        result: dict[str, Json] = {"bytes_hex": code.data.hex(), "text": code.text, **told}
        return Completion(command.id, CompletionCode.SUCCESS, result=result)

    def _nothing(self, command: Command) -> Completion:
        """Why nothing was read."""
        if self._watch.sight is Sight.FROZEN:
            return Completion(command.id, CompletionCode.HARDWARE_ERROR, Code.CAMERA_FROZEN)
        if not self._fresh():
            return Completion(command.id, CompletionCode.HARDWARE_ERROR, Code.CAMERA_NO_FRAMES)
        blind = self._watch.sight is Sight.COVERED
        return Completion(
            command.id, CompletionCode.TIME_OUT, Code.CAMERA_COVERED if blind else Code.CODE_NONE
        )

    def _fresh(self) -> bool:
        return self._seen_ms is not None and self._context.now_ms() - self._seen_ms < _FIRST_FRAME_MS

    def _end(self, command: Command) -> int | None:
        """When to stop waiting; None for arguments that make no sense."""
        longest = command.timeout_ms - min(_GRACE_MS, command.timeout_ms // 4)
        wait_ms = command.args.get("wait_ms", longest)
        if set(command.args) - {"wait_ms"} or not isinstance(wait_ms, int) or isinstance(wait_ms, bool):
            return None
        return self._context.now_ms() + min(longest, wait_ms) if wait_ms >= 0 else None

    def _status(self) -> Status:
        if self._wrong_option:
            parts = {"option": self._wrong_option}
            return Status(
                DeviceState.OFFLINE, Code.CONFIG_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN, parts
            )
        sight = self._watch.sight
        if not self._fresh():
            parts = {"scanner": "inoperative", "lens": "unknown", "stream": "stalled"}
            return Status(DeviceState.OFFLINE, Code.CAMERA_NO_FRAMES, Action.MAINTENANCE, Actor.STAFF, parts)
        if sight is Sight.FROZEN:
            parts = {"scanner": "inoperative", "lens": "unknown", "stream": "frozen"}
            return Status(DeviceState.HARDWARE_ERROR, Code.CAMERA_FROZEN, Action.RESET, Actor.STAFF, parts)
        parts = {"scanner": "on", "lens": sight.value, "stream": "running"}
        if sight is Sight.COVERED:
            return Status(DeviceState.USER_ERROR, Code.CAMERA_COVERED, Action.CLEAR, Actor.STAFF, parts)
        return Status(DeviceState.ONLINE, parts=parts)


def _kinds(names: str) -> frozenset[Symbology]:
    """Raises `OptionError`."""
    try:
        return frozenset(symbology(name) for name in names.split(",") if name.strip()) or HALL
    except ValueError as error:
        raise OptionError(f"options.symbologies: {error}") from error
