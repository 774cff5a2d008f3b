"""A document camera's frames as they come: fresh ones only, and what they say of the camera."""

from __future__ import annotations

import zlib
from typing import Final

from drivers.codes import Code
from drivers.scanner.page_geometry import Picture
from drivers.transport.base import Connection
from drivers.transport.frame_watch import FrameWatch, Sight
from drivers.transport.video import MOST, unpack
from drivers.types import Action, Actor, Context, DeviceState, Status

FIRST_FRAME_MS: Final = 3000
_STEP: Final = 2
"""`FrameWatch` looks at one pixel in 8 by 8: of every second of a large frame, a sensor's noise is still seen."""
_SAMPLE: Final = 8
_DARK: Final = 45.0


class Eye:
    """Reads frames. `frozen_frames` alike mean that the camera hangs; what is older than `stale_ms` is not looked at."""

    def __init__(self, connection: Connection, context: Context, frozen_frames: int, stale_ms: int) -> None:
        self._connection = connection
        self._context = context
        self._watch = FrameWatch(frozen_frames)
        self._stale_ms = stale_ms
        self._mark = 0
        self._mean = 0.0
        self._seen_ms: int | None = None
        self.size = (0, 0)
        """Columns and rows of the last frame."""
        self.repeated = False
        """The last frame was the one before it, bit for bit: no sensor sees the same twice."""

    def frame(self, timeout_ms: int) -> Picture | None:
        """The next frame, BGR; None when none comes in time or it is too old. Raises `WireError`."""
        message = self._connection.read(MOST, timeout_ms)
        if not message:
            return None
        found = unpack(message)
        fewer = found.pixels[::_STEP, ::_STEP]
        sample = fewer[::_SAMPLE, ::_SAMPLE]
        mark = zlib.crc32(sample.tobytes())
        self.repeated, self._mark = mark == self._mark, mark
        self._mean = float(sample.mean())
        self._watch.see(fewer)
        self._seen_ms = self._context.now_ms()
        self.size = (found.pixels.shape[1], found.pixels.shape[0])
        return found.pixels if found.age_ms <= self._stale_ms else None

    def discard(self) -> None:
        """Forget a frame that waits: it was taken before now."""
        self._connection.discard()

    @property
    def trouble(self) -> Code | None:
        """Why nothing can be seen now.

        A bright picture of one colour is no covered lens here: it may be an empty mat.
        """
        if self._seen_ms is None or self._context.now_ms() - self._seen_ms >= FIRST_FRAME_MS:
            return Code.CAMERA_NO_FRAMES
        if self._watch.sight is Sight.FROZEN:
            return Code.CAMERA_FROZEN
        covered = self._watch.sight is Sight.COVERED and self._mean < _DARK
        return Code.CAMERA_COVERED if covered else None

    def status(self, document: str) -> Status:
        """How the camera is; `document` becomes a part of it."""
        lens = {Sight.COVERED: "unknown", Sight.FROZEN: "unknown"}.get(
            self._watch.sight, self._watch.sight.value
        )
        match self.trouble:
            case Code.CAMERA_NO_FRAMES:
                parts = {"lens": "unknown", "stream": "stalled", "document": "unknown"}
                return Status(
                    DeviceState.OFFLINE, Code.CAMERA_NO_FRAMES, Action.MAINTENANCE, Actor.STAFF, parts
                )
            case Code.CAMERA_FROZEN:
                parts = {"lens": "unknown", "stream": "frozen", "document": "unknown"}
                return Status(
                    DeviceState.HARDWARE_ERROR, Code.CAMERA_FROZEN, Action.RESET, Actor.STAFF, parts
                )
            case Code.CAMERA_COVERED:
                parts = {"lens": "covered", "stream": "running", "document": "unknown"}
                return Status(DeviceState.USER_ERROR, Code.CAMERA_COVERED, Action.CLEAR, Actor.STAFF, parts)
            case _:
                return Status(
                    DeviceState.ONLINE, parts={"lens": lens, "stream": "running", "document": document}
                )
