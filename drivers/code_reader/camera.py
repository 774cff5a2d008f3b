"""The driver of a camera that reads codes: a V4L2 device, or a recording in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from drivers.code_reader.found import HALL, FoundCode, Symbology, symbology
from drivers.code_reader.listening import CodeReader, told
from drivers.code_reader.stream import StreamReader
from drivers.codes import Code
from drivers.options import Number, OptionError, Options, Rule, Text
from drivers.table.serving import Refused
from drivers.transport.frame_watch import FrameWatch, Sight
from drivers.transport.video import MOST, Frame, unpack
from drivers.types import Action, Actor, CompletionCode, DeviceState, Json, Status

_RULES: Final[dict[str, Rule]] = {
    "duplicate_ms": Number(1500, 0, 60_000),
    "frozen_frames": Number(30, 5, 1000),
    "stale_ms": Number(1000, 100, 10_000),
    "symbologies": Text(""),
}
_FIRST_FRAME_MS = 3000
_FRAME_MS = 100


class CodeCamera(CodeReader[FoundCode]):
    """As a serial scanner; the result has `symbology` beside its keys. No code for a blind camera is told as such.

    `parts`: `scanner` (on, inoperative), `lens` (ok, covered, unknown) and `stream` (running, stalled, frozen).
    Options: `duplicate_ms` for which a code must have been away to count again, `frozen_frames` alike that mean
    the camera hangs, `stale_ms` after which a frame is too old, `symbologies` to look for (`QRCode,Code128`;
    empty: what halls use).
    """

    idle_ms: ClassVar[int] = 500

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the options. Raises `OptionError`."""
        own = Options(options, _RULES)
        self._kinds = _kinds(own.text("symbologies"))
        self._stale_ms = own.number("stale_ms")
        self._stream = StreamReader(self._kinds, own.number("duplicate_ms"))
        self._watch = FrameWatch(own.number("frozen_frames"))
        self._seen_ms: int | None = None

    def look(self) -> Status:
        """Wait for a first frame: a camera that opens need not see."""
        self._frame(_FIRST_FRAME_MS)
        return self._status()

    def tick(self) -> Status:
        """Look at one frame: is it new, does it show anything, does the last code still lie there?"""
        frame = self._frame(_FRAME_MS)
        if frame is not None:
            self._stream.watch(frame.pixels, self.context.now_ms())
        return self._status()

    def facts(self) -> dict[str, Json]:
        """What it reads."""
        kinds: list[Json] = [*sorted(self._kinds)]
        return {"symbologies": kinds, "bytes": "exact", "eci": True, "screens": True, "trigger": False}

    def forget(self) -> None:
        """Forget what was seen."""
        self.connection.discard()
        self._stream.forget()

    def take(self, most_ms: int) -> Iterator[FoundCode | None]:
        """The codes of the next frame, if one comes that is not too old."""
        frame = self._frame(min(_FRAME_MS, most_ms))
        if frame is None or frame.age_ms > self._stale_ms:
            return
        before = self._stream.suppressed
        found = self._stream.read(frame.pixels, self.context.now_ms())
        if self._stream.suppressed > before:
            yield None
        yield from found
        self.context.check()

    def result(self, found: FoundCode) -> dict[str, Json]:
        """What a code says."""
        return told(found.data, found.text, found.charset, symbology=found.symbology.value)

    def blind(self) -> bool:
        """A camera that hangs shows nothing new."""
        return self._watch.sight is Sight.FROZEN

    def nothing(self) -> Refused:
        """Why nothing was read."""
        if self._watch.sight is Sight.FROZEN:
            return Refused(CompletionCode.HARDWARE_ERROR, Code.CAMERA_FROZEN)
        if not self._fresh():
            return Refused(CompletionCode.HARDWARE_ERROR, Code.CAMERA_NO_FRAMES)
        covered = self._watch.sight is Sight.COVERED
        return Refused(CompletionCode.TIME_OUT, Code.CAMERA_COVERED if covered else Code.CODE_NONE)

    def _frame(self, timeout_ms: int) -> Frame | None:
        message = self.connection.read(MOST, timeout_ms)
        if not message:
            return None
        frame = unpack(message)
        self._watch.see(frame.pixels)
        self._seen_ms = self.context.now_ms()
        return frame

    def _fresh(self) -> bool:
        return self._seen_ms is not None and self.context.now_ms() - self._seen_ms < _FIRST_FRAME_MS

    def _status(self) -> Status:
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
