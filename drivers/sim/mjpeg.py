"""What network cameras have in common: pictures that go out as MJPEG over HTTP, and the line that times them."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.sim.base import Hand, Machine, Reply, done, on
from drivers.sim.faults import Fault
from drivers.sim.tcp_line import TcpLine

RATE: Final = 15.0
FAULTS: Final = frozenset({Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.GARBAGE_BEFORE, Fault.SLOW})
"""What every such camera can show."""
_BOUNDARY: Final = b"hallkit"
_GRAIN: Final = 2.0
_GRAINS: Final = 3
_QUALITY: Final = 90
_REQUEST_MOST: Final = 8192
_SLOW: Final = 15
"""With the fault `slow` one frame in so many is sent."""
_OK: Final = (
    b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=" + _BOUNDARY + b"\r\n\r\n"
)
_TAKEN: Final = b"HTTP/1.0 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


class MjpegTwin(ABC):
    """A network camera; what is before its lens is the subclass's affair, told by `changed`.

    A sensor's noise makes each frame differ from the last one, unless it is frozen. `taken`: another program has
    the camera. Faults: mute (`NO_ANSWER`), half a JPEG, bytes of nonsense between frames, one frame a second.
    """

    faults: frozenset[Fault]
    """The subclass's: `FAULTS`, and what else it can show."""

    def __init__(self, size: tuple[int, int], seed: int = 1) -> None:
        self.fault = Fault.NONE
        self.taken = False
        self.sent = 0
        """Frames sent so far."""
        self._size = size
        rng = np.random.default_rng(seed)
        shape = (size[1], size[0], 3)
        self._grains = [
            (rng.standard_normal(shape, np.float32) * _GRAIN).round().astype(np.int16) for _ in range(_GRAINS)
        ]
        self._frames: list[bytes] = []
        self._frozen = False
        self._request = b""
        self._streaming = False
        self._turn = 0

    @abstractmethod
    def picture(self) -> NDArray[np.uint8]:
        """What is before the lens, shape (rows, columns, 3), BGR."""

    def changed(self) -> None:
        """Show it from the next frame on; a frozen camera goes on showing the old one."""
        if not self._frozen:
            self._frames = []

    def freeze(self) -> None:
        """Show the same frame again and again."""
        self._frames = self._drawn()[:1]
        self._frozen = True

    def thaw(self) -> None:
        """Work again."""
        self._frozen = False
        self._frames = []

    def hands(self) -> Mapping[str, Hand]:
        """What can be done at any camera."""
        return {
            "freeze": Hand("画面卡住:on 或 off", "the picture hangs: on or off", self._freeze),
            "taken": Hand("被别的程序占用:on 或 off", "taken by another program: on or off", self._take_from),
        }

    def feed(self, data: bytes) -> Iterable[Reply]:
        """A request, whole or in pieces; every one gets the picture, whatever its path."""
        self._request = (self._request + data)[-_REQUEST_MOST:]
        if b"\r\n\r\n" not in self._request or self.fault is Fault.NO_ANSWER:
            return []
        self._request = b""
        self._streaming = not self.taken
        return [Reply(_OK if self._streaming else _TAKEN)]

    def unasked(self) -> Iterable[Reply]:
        """The next frame, once somebody asked for the picture."""
        if not self._streaming or self.fault is Fault.NO_ANSWER:
            return []
        self._turn += 1
        if self.fault is Fault.SLOW and self._turn % _SLOW:
            return []
        self.sent += 1
        frames = self._frames = self._frames or self._drawn()
        jpeg = frames[self.sent % len(frames)]
        head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (_BOUNDARY, len(jpeg))
        if self.fault is Fault.HALF_FRAME:
            jpeg = jpeg[: len(jpeg) // 2]
        before = b"\xff\xd8\xff\x00\r\n\r\n\xff\xd8\xff" if self.fault is Fault.GARBAGE_BEFORE else b""
        return [Reply(before + head + jpeg + b"\r\n")]

    def power_on(self) -> None:
        """The plug went in: nobody has asked yet."""
        self._request = b""
        self._streaming = False

    def _drawn(self) -> list[bytes]:
        picture = self.picture().astype(np.int16)
        grainy = (np.clip(picture + grain, 0, 255).astype(np.uint8) for grain in self._grains)
        return [
            bytes(cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1]) for frame in grainy
        ]

    def _freeze(self, rest: str) -> str:
        return done(self.freeze if on(rest) else self.thaw)

    def _take_from(self, rest: str) -> str:
        self.taken = on(rest)
        return ""


class CameraLine(TcpLine):
    """A camera on the network: frames leave at its rate, and those that the host is too slow for are lost."""

    def __init__(self, machine: Machine, rate: float = RATE) -> None:
        super().__init__(machine)
        self._step_s = 1 / rate
        self._over = threading.Event()
        self._clock: threading.Thread | None = None

    @property
    def port(self) -> str:
        """`video:http://HOST:PORT/`, the same after replugging."""
        return super().port.replace("tcp://", "video:http://") + "/"

    def start(self) -> None:
        """Plug in and begin to see."""
        super().start()
        self._over.clear()
        self._clock = threading.Thread(target=self._tick, name=f"frames {self.port}", daemon=True)
        self._clock.start()

    def stop(self) -> None:
        """End both threads."""
        self._over.set()
        if self._clock is not None:
            self._clock.join()
            self._clock = None
        super().stop()

    def _tick(self) -> None:
        while not self._over.wait(self._step_s):
            with self._changed:
                if self._plugged and self._peer() and not self._out:
                    self._queue(self.machine.unasked())
                    self._wake()

    def _hang_up(self) -> None:
        self.machine.power_on()
        super()._hang_up()
