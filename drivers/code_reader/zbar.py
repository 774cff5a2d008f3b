"""The second engine, zbar, in a process of its own: whatever a picture does to it, only that reading is lost.

The pixels cross in a memfd that both sides hold, the request and the answer on a socket: request
`rows columns kinds` as three u32, answer u32 length and JSON lines of the codes.
"""

from __future__ import annotations

import json
import mmap
import os
import select
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from drivers.code_reader.charset import decode
from drivers.code_reader.found import Corners, Symbology
from drivers.code_reader.zxing import Read

Grey = NDArray[np.uint8]
KINDS: Final = {
    Symbology.QR: 64,
    Symbology.EAN13: 13,
    Symbology.EAN8: 8,
    Symbology.CODE128: 128,
    Symbology.ITF: 25,
}
"""zbar's numbers of the kinds it may read here."""
REQUEST: Final = struct.Struct("<III")
LENGTH: Final = struct.Struct("<I")
_MOST_ANSWER = 1 << 20
_DEADLINE_MS = 1500
_START_MS = 5000
_MOST_LOSSES = 3


def _monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Zbar:
    """One child at a time, started when first needed, replaced after a crash or a hang.

    After three losses in a row it is left alone: the first engine reads on without it.
    """

    def __init__(
        self,
        deadline_ms: int = _DEADLINE_MS,
        *,
        module: str = "drivers.code_reader.zbar_child",
        clock: Callable[[], int] = _monotonic_ms,
    ) -> None:
        self._deadline_ms = deadline_ms
        self._module = module
        self._clock = clock
        self._child: _Child | None = None
        self._losses = 0

    @property
    def usable(self) -> bool:
        """False once it was lost three times in a row."""
        return self._losses < _MOST_LOSSES

    def read(self, view: Grey, kinds: frozenset[Symbology]) -> list[Read]:
        """The codes of a view; [] as well when the child crashed, hung or cannot be started."""
        wanted = sum(1 << at for at, kind in enumerate(KINDS) if kind in kinds)
        if not wanted or not self.usable:
            return []
        try:
            if self._child is None:
                self._child = _Child(self._module, self._clock)
            answer = self._child.ask(view, wanted, self._deadline_ms)
        except (OSError, EOFError, TimeoutError, ValueError, TypeError, KeyError, RecursionError):
            self._losses += 1
            self.close()
            return []
        self._losses = 0
        return answer

    def close(self) -> None:
        """End the child. The next reading starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    def __init__(self, module: str, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._memory = os.memfd_create("code_reader", os.MFD_CLOEXEC)
        here, there = socket.socketpair()
        self._socket = here
        try:
            with there:
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-I", "-m", module, str(there.fileno()), str(self._memory)],
                    pass_fds=(there.fileno(), self._memory),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
        except OSError:
            here.close()
            os.close(self._memory)
            raise
        self._started = False

    def ask(self, view: Grey, wanted: int, deadline_ms: int) -> list[Read]:
        """Raises `OSError`, `EOFError`, `TimeoutError`, `ValueError`: the child is to be replaced."""
        size = view.size
        os.ftruncate(self._memory, max(size, mmap.PAGESIZE))
        with mmap.mmap(self._memory, size) as memory:
            memory[:] = view.tobytes()
        end = self._clock() + deadline_ms + (0 if self._started else _START_MS)
        self._socket.sendall(REQUEST.pack(view.shape[0], view.shape[1], wanted))
        (length,) = LENGTH.unpack(self._take(LENGTH.size, end))
        if length > _MOST_ANSWER:
            raise ValueError("an answer of zbar's child is too long")
        told = json.loads(self._take(length, end))
        self._started = True
        return [_read(one) for one in told]

    def _take(self, length: int, end: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            ready, _, _ = select.select([self._socket], [], [], max(0, end - self._clock()) / 1000)
            if not ready:
                raise TimeoutError("zbar's child does not answer")
            piece = self._socket.recv(length - len(data))
            if not piece:
                raise EOFError("zbar's child ended")
            data += piece
        return bytes(data)

    def end(self) -> None:
        self._socket.close()
        os.close(self._memory)
        self._process.kill()
        self._process.wait()


def _read(told: object) -> Read:
    if not isinstance(told, list) or len(told) != 3:
        raise ValueError("an answer of zbar's child is not understood")
    number, text, outline = told
    kind = next((kind for kind, own in KINDS.items() if own == number), None)
    if kind is None:
        raise ValueError("an answer of zbar's child is not understood")
    data = bytes.fromhex(text)
    return Read(kind, data, *decode(data), _corners([(float(x), float(y)) for x, y in outline]))


def _corners(outline: list[tuple[float, float]]) -> Corners:
    """Four corners around zbar's points, which for linear codes are many and may lie on one line."""
    if len(outline) == 4:
        a, b, c, d = outline
        return a, b, c, d
    across = [x for x, _ in outline] or [0.0]
    down = [y for _, y in outline] or [0.0]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    return (left, top), (right, top), (right, bottom), (left, bottom)
