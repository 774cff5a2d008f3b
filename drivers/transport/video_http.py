"""Frames from a camera on the network: `video:http://HOST[:PORT]/PATH`, JPEG after JPEG in one endless answer.

Source: RFC 1945 (HTTP/1.0), RFC 2046 5.1 (multipart); `multipart/x-mixed-replace` as cameras have sent it since 1996.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from typing import Final, cast
from urllib.parse import urlsplit

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.transport.base import WireError, WireReason
from drivers.transport.failures import invalid
from drivers.transport.settings import WireSettings
from drivers.transport.tcp import open_tcp

PREFIX: Final = "video:http://"
_SCHEME: Final = "video:"
_HEAD_MOST: Final = 16_384
_JPEG_MOST: Final = 32_000_000
_CHUNK: Final = 65_536
_SLICE_MS: Final = 50
_SLICE_S: Final = 0.05
_SOI, _EOI = b"\xff\xd8\xff", b"\xff\xd9"
_END_OF_HEAD: Final = b"\r\n\r\n"
_PART_HEAD_MOST: Final = 1024
_STATUS: Final = re.compile(rb"HTTP/1\.[01] (\d{3})")
_LENGTH: Final = re.compile(rb"content-length:\s*(\d{1,9})", re.IGNORECASE)
_REFUSALS: Final = {
    401: (
        WireReason.DENIED,
        "wants a password; let it show its picture without one on the hall's own network",
    ),
    403: (WireReason.DENIED, "does not let this machine see its picture"),
    404: (WireReason.NOT_FOUND, "has no such path; its manual names the path of its MJPEG picture"),
    503: (WireReason.BUSY, "shows its picture to another program and to no more"),
}


class Parts:
    """Takes the bytes of an answer apart. Pure; what is damaged is left out, never handed on."""

    def __init__(self) -> None:
        self._data = bytearray()
        self.status = 0
        """The answer's status; 0 until its head has come."""

    def feed(self, data: bytes) -> list[bytes]:
        """The JPEG files that are whole now. Raises `ValueError` when it is no HTTP."""
        self._data += data
        if not self.status and not self._take_head():
            return []
        found = []
        while (jpeg := self._next()) is not None:
            if jpeg:
                found.append(jpeg)
        return found

    def _take_head(self) -> bool:
        end = self._data.find(_END_OF_HEAD)
        if end < 0:
            if len(self._data) > _HEAD_MOST or not b"HTTP/1.".startswith(self._data[:7]):
                raise ValueError("no HTTP")
            return False
        status = _STATUS.match(self._data)
        if status is None:
            raise ValueError("no HTTP")
        self.status = int(status[1])
        del self._data[: end + len(_END_OF_HEAD)]
        return True

    def _next(self) -> bytes | None:
        """A whole JPEG, b"" for one that is damaged, None when more bytes are needed."""
        start = self._data.find(_END_OF_HEAD + _SOI)
        if start < 0:
            del self._data[: max(0, len(self._data) - _PART_HEAD_MOST)]
            return None
        head = bytes(self._data[max(0, start - _PART_HEAD_MOST) : start])
        lengths = _LENGTH.findall(head[max(0, head.rfind(b"--")) :])
        start += len(_END_OF_HEAD)
        end = start + int(lengths[-1]) if lengths else self._end_unsaid(start)
        if end > start + _JPEG_MOST:
            end = 0
        if end < 0 or end > len(self._data):
            if len(self._data) - start <= _JPEG_MOST:
                return None
            end = 0
        jpeg = bytes(self._data[start:end])
        whole = jpeg.rstrip(b"\0\r\n").endswith(_EOI)
        del self._data[: end if whole else start + len(_SOI)]
        return jpeg if whole else b""

    def _end_unsaid(self, start: int) -> int:
        """Where a JPEG ends whose length was not told: at the mark of its end before a boundary.

        -1: not yet; 0: another one begins before it ends.
        """
        end = self._data.find(_EOI + b"\r\n--", start)
        other = self._data.find(_END_OF_HEAD + _SOI, start)
        if other >= 0 and not 0 <= end < other:
            return 0
        return end if end < 0 else end + len(_EOI)


class HttpCamera:
    """A `VideoSource`. A thread keeps the newest JPEG; only a frame that is asked for is decoded."""

    def __init__(self, port: str, settings: WireSettings, alive: Callable[[], None]) -> None:
        self._port = port
        self._say_alive = self._alive = alive
        self._stall_ms = settings.stall_ms
        self._parts = Parts()
        self._changed = threading.Condition()
        self._newest: tuple[bytes, float] | None = None
        self._error: WireError | None = None
        self._closed = False
        address, path = _address(port)
        self._connection = open_tcp(f"tcp://{address}", settings, self._turn)
        try:
            self._ask(address, path, settings.connect_ms)
        except BaseException:
            self._connection.close()
            raise
        self._last = time.monotonic()
        self._say_alive = self._end_when_closed
        threading.Thread(target=self._take, name="camera", daemon=True).start()

    def read_frame(self, timeout_ms: int) -> tuple[NDArray[np.uint8], int] | None:
        """Pixels and age in ms of a frame that was not returned before; None when none comes in time."""
        end = time.monotonic() + timeout_ms / 1000
        while True:
            self._alive()
            with self._changed:
                if self._newest is None and self._error is None:
                    self._changed.wait(max(0.0, min(_SLICE_S, end - time.monotonic())))
                found, self._newest = self._newest, None
                if found is None and self._error is not None:
                    raise self._error
            pixels = None if found is None else _decoded(found[0])
            now = time.monotonic()
            if found is not None and pixels is not None:
                self._last = now
                return pixels, round((now - found[1]) * 1000)
            if (now - self._last) * 1000 >= self._stall_ms:
                raise WireError(WireReason.STALLED, f"{self._port}: no frame for {self._stall_ms} ms")
            if now >= end:
                return None

    def close(self) -> None:
        """Give the camera back; the thread ends within a slice and closes the connection."""
        self._closed = True

    def _ask(self, address: str, path: str, limit_ms: int) -> None:
        """Send the request and wait for the answer's head; a camera that says nothing yet is no failure here."""
        request = f"GET {path} HTTP/1.0\r\nHost: {address}\r\nAccept: */*\r\n\r\n"
        self._connection.write(request.encode())
        end = time.monotonic() + limit_ms / 1000
        while not self._parts.status and time.monotonic() < end:
            self._feed()

    def _take(self) -> None:
        """Keep the newest frame until closed or broken."""
        try:
            while True:
                self._feed()
        except _Closed:
            pass
        except WireError as error:
            with self._changed:
                self._error = error
                self._changed.notify_all()
        finally:
            self._connection.close()

    def _feed(self) -> None:
        """Read once. Raises `WireError`."""
        known = self._parts.status
        try:
            jpegs = self._parts.feed(self._connection.read(_CHUNK, _SLICE_MS))
        except ValueError as error:
            raise invalid(
                f"{self._port}: what answers there is no camera that shows its picture by HTTP"
            ) from error
        if not known and self._parts.status:
            self._judge(self._parts.status)
        if jpegs:
            with self._changed:
                self._newest = (jpegs[-1], time.monotonic())
                self._changed.notify_all()

    def _judge(self, status: int) -> None:
        if status != 200:
            reason, why = _REFUSALS.get(status, (WireReason.INVALID, f"answers {status}; check the path"))
            raise WireError(reason, f"{self._port}: the camera {why}")

    def _turn(self) -> None:
        self._say_alive()

    def _end_when_closed(self) -> None:
        if self._closed:
            raise _Closed


class _Closed(Exception):  # noqa: N818 - how the thread ends, no error
    pass


def _address(port: str) -> tuple[str, str]:
    """`HOST:PORT` and the path. Raises `WireError` INVALID."""
    advice = f"{PREFIX}…: write video:http://HOST:PORT/PATH without user and password"
    try:
        parts = urlsplit(port.removeprefix(_SCHEME))
        host, number = parts.hostname, parts.port or 80
    except ValueError as error:
        raise invalid(advice) from error
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not host or parts.username is not None or not path.isascii() or not path.isprintable() or " " in path:
        raise invalid(advice)
    return f"[{host}]:{number}" if ":" in host else f"{host}:{number}", path


def _decoded(jpeg: bytes) -> NDArray[np.uint8] | None:
    try:
        pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if pixels is None else cast("NDArray[np.uint8]", pixels)
