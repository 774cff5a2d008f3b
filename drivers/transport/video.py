"""Frames from a camera (V4L2), one on the network, or a recording.

`/dev/v4l/by-id/…`, `video:http://HOST:PORT/PATH`, `video:FILE`, `video:FILE#loop`.

A camera is read in a thread of its own that keeps the newest frame only: a frame that waited in a queue shows
what was there long ago, and a driver that hangs in the kernel hangs nothing else.
"""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.transport.base import WireError, WireReason
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.settings import WireSettings
from drivers.transport.video_http import PREFIX as HTTP
from drivers.transport.video_http import HttpCamera

PREFIX: Final = "video:"
_LOOP: Final = "#loop"
_SLICE_S: Final = 0.05
_USUAL_RATE: Final = 25.0
_HEAD: Final = struct.Struct("<III")
MOST: Final = 64_000_000


@dataclass(frozen=True, eq=False)
class Frame:
    """BGR pixels of shape (rows, columns, 3), and how long ago they were taken."""

    pixels: NDArray[np.uint8]
    age_ms: int


class VideoSource(Protocol):
    """One open camera or recording. Used from one thread only."""

    def read_frame(self, timeout_ms: int) -> Frame | None:
        """A frame that was not returned before; None when none comes in time. Raises `WireError`."""

    def close(self) -> None:
        """Give the camera back. Never raises."""


def open_video(port: str, settings: WireSettings, alive: Callable[[], None]) -> VideoSource:
    """Open a camera or a recording. Raises `WireError`.

    `alive` is called at least every 100 ms while waiting and may raise to end the wait. `settings`: `width`,
    `height` and `fps` that the camera is asked for; `stall_ms` without a frame is STALLED.
    """
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    if port.startswith(HTTP):
        return _OnNetwork(HttpCamera(port, settings, alive))
    if port.startswith(PREFIX):
        return _Recording(port, alive)
    return _Camera(port, settings, alive)


class VideoConnection:
    """A `Connection` whose every message is one frame, for `unpack`. Nothing can be written to a camera."""

    def __init__(self, source: VideoSource) -> None:
        self._source = source

    def write(self, data: bytes) -> None:
        """Refuse: a camera takes no bytes. Raises `WireError` INVALID."""
        raise invalid(f"a camera takes no bytes ({len(data)} were given)")

    def read(self, most: int, timeout_ms: int) -> bytes:
        """The next frame, whole; b"" when none comes in time or it is longer than `most`."""
        frame = self._source.read_frame(timeout_ms)
        message = b"" if frame is None else pack(frame)
        return message if len(message) <= most else b""

    def discard(self) -> None:
        """Forget a frame that waits."""
        self._source.read_frame(0)

    def close(self) -> None:
        """Give the camera back."""
        self._source.close()


def pack(frame: Frame) -> bytes:
    """Rows, columns, age in ms as three u32, then the BGR pixels."""
    rows, columns = frame.pixels.shape[:2]
    return _HEAD.pack(rows, columns, frame.age_ms) + frame.pixels.tobytes()


def unpack(message: bytes) -> Frame:
    """The frame of a message. Raises `ValueError`."""
    if len(message) < _HEAD.size:
        raise ValueError("no frame")
    rows, columns, age_ms = _HEAD.unpack_from(message)
    pixels = np.frombuffer(message, np.uint8, offset=_HEAD.size)
    return Frame(pixels.reshape(rows, columns, 3), age_ms)


class _Camera:
    def __init__(self, port: str, settings: WireSettings, alive: Callable[[], None]) -> None:
        try:
            with Path(port).open("rb"):
                """Only to learn why it cannot be had: OpenCV does not say."""
        except OSError as error:
            raise failure_at_open(error.errno, port) from error
        self._port = port
        self._alive = alive
        self._stall_ms = settings.stall_ms
        self._capture = cv2.VideoCapture(port, cv2.CAP_V4L2)
        if not self._capture.isOpened():
            raise WireError(WireReason.BUSY, f"{port}: is no camera, or another program holds it")
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, settings.height)
        self._capture.set(cv2.CAP_PROP_FPS, settings.fps)
        self._changed = threading.Condition()
        self._newest: tuple[NDArray[np.uint8], float] | None = None
        self._gone = self._closed = False
        self._last = time.monotonic()
        threading.Thread(target=self._take, name="camera", daemon=True).start()

    def _take(self) -> None:
        """Keep the newest frame until closed; the thread alone touches the capture from here on."""
        while not self._closed:
            good, pixels = self._capture.read()
            with self._changed:
                self._gone = self._gone or not good
                if good:
                    self._newest = (cast("NDArray[np.uint8]", pixels), time.monotonic())
                self._changed.notify_all()
            if not good:
                break
        self._capture.release()

    def read_frame(self, timeout_ms: int) -> Frame | None:
        end = time.monotonic() + timeout_ms / 1000
        with self._changed:
            while self._newest is None:
                self._alive()
                if self._gone:
                    raise WireError(WireReason.GONE, f"{self._port}: the camera gives no more frames")
                now = time.monotonic()
                if (now - self._last) * 1000 >= self._stall_ms:
                    raise WireError(WireReason.STALLED, f"{self._port}: no frame for {self._stall_ms} ms")
                if now >= end:
                    return None
                self._changed.wait(min(_SLICE_S, end - now))
            pixels, taken = self._newest
            self._newest = None
        self._alive()
        self._last = time.monotonic()
        return Frame(pixels, round((self._last - taken) * 1000))

    def close(self) -> None:
        self._closed = True


class _OnNetwork:
    """An `HttpCamera` as a `VideoSource`."""

    def __init__(self, camera: HttpCamera) -> None:
        self._camera = camera
        self.close = camera.close

    def read_frame(self, timeout_ms: int) -> Frame | None:
        found = self._camera.read_frame(timeout_ms)
        return None if found is None else Frame(*found)


class _Recording:
    """Plays at the rate of the recording, every frame; at its end it is GONE, or begins again (`#loop`)."""

    def __init__(self, port: str, alive: Callable[[], None]) -> None:
        self._port = port
        self._alive = alive
        self._loops = port.endswith(_LOOP)
        self._file = port.removeprefix(PREFIX).removesuffix(_LOOP)
        try:
            with Path(self._file).open("rb"):
                """Only to learn why it cannot be had: OpenCV does not say."""
        except OSError as error:
            raise failure_at_open(error.errno, port) from error
        self._capture = self._open()
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self._step_s = 1 / (rate if 1 <= rate <= 240 else _USUAL_RATE)
        self._due = time.monotonic()

    def _open(self) -> cv2.VideoCapture:
        capture = cv2.VideoCapture(self._file)
        if not capture.isOpened():
            raise invalid(f"{self._port}: is no video that can be played")
        return capture

    def read_frame(self, timeout_ms: int) -> Frame | None:
        if not self._wait(timeout_ms):
            return None
        good, pixels = self._capture.read()
        if not good and self._loops:
            self._capture.release()
            self._capture = self._open()
            good, pixels = self._capture.read()
        if not good:
            raise WireError(WireReason.GONE, f"{self._port}: the recording ends here")
        self._due = max(self._due + self._step_s, time.monotonic() - self._step_s)
        return Frame(cast("NDArray[np.uint8]", pixels), 0)

    def _wait(self, timeout_ms: int) -> bool:
        """Until the next frame is due; False when that is later than the time-out."""
        end = time.monotonic() + timeout_ms / 1000
        waiting = threading.Event()
        self._alive()
        while (left := min(self._due, end) - time.monotonic()) > 0:
            waiting.wait(min(_SLICE_S, left))
            self._alive()
        return self._due <= end

    def close(self) -> None:
        self._capture.release()
