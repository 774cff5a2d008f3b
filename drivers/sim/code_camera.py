"""The twin of a camera that reads codes: a network camera over a tray, and a person who shows a code to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

from drivers.sim.base import Hand, done, on
from drivers.sim.mjpeg import FAULTS, MjpegTwin

SIZE: Final = (960, 720)
_QUIET: Final = 4
"""Modules of white around a code (ISO/IEC 18004)."""
_FILLS: Final = 0.6
_COVERED: Final = 8


class CodeCameraTwin(MjpegTwin):
    """`present` is a citizen's hand: a QR code of these bytes, held there until `lift`."""

    faults = FAULTS

    def __init__(self, size: tuple[int, int] = SIZE, seed: int = 1) -> None:
        super().__init__(size, seed)
        self._code: NDArray[np.uint8] | None = None
        self._covered = False

    def present(self, code: bytes) -> None:
        """Hold a code before the lens. Raises `ValueError` for one that no QR code can hold."""
        modules = np.array([*segno.make_qr(code).matrix], np.uint8)
        self._code = np.pad((1 - modules) * 255, _QUIET, constant_values=255).astype(np.uint8)
        self.changed()

    def lift(self) -> None:
        """Take it away."""
        self._code = None
        self.changed()

    def picture(self) -> NDArray[np.uint8]:
        """The tray, and a code in its middle."""
        columns, rows = self._size
        if self._covered:
            return np.full((rows, columns, 3), _COVERED, np.uint8)
        grey = np.tile(np.linspace(110, 170, columns), (rows, 1)).astype(np.uint8)
        if self._code is not None:
            side = int(rows * _FILLS) // len(self._code) * len(self._code)
            code = cv2.resize(self._code, (side, side), interpolation=cv2.INTER_NEAREST)
            top, left = (rows - side) // 2, (columns - side) // 2
            grey[top : top + side, left : left + side] = code
        return np.repeat(grey[:, :, None], 3, axis=2)

    def hands(self) -> Mapping[str, Hand]:
        """What can be done at it."""
        return {
            "present": Hand("TEXT:出示一个码", "TEXT: show a code", self._present),
            "lift": Hand("拿走", "take it away", lambda _: done(self.lift)),
            "cover": Hand("盖住镜头:on 或 off", "cover the lens: on or off", self._cover),
            **super().hands(),
        }

    def _present(self, text: str) -> str:
        self.present(text.encode(errors="surrogateescape"))
        return ""

    def _cover(self, rest: str) -> str:
        self._covered = on(rest)
        self.changed()
        return ""
