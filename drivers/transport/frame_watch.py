"""Whether a camera still sees: frames that never change, or a lens with something over it."""

from __future__ import annotations

import zlib
from enum import StrEnum, unique
from typing import Final

import numpy as np
from numpy.typing import NDArray

_STEP: Final = 8
"""One pixel in 8 by 8 is enough: a sensor's noise changes everywhere."""
_DARK: Final = 20.0
_PLAIN: Final = 5.0
_COVERED_FRAMES: Final = 5


@unique
class Sight(StrEnum):
    """What the last frames say of the camera."""

    UNKNOWN = "unknown"
    CLEAR = "ok"
    COVERED = "covered"
    FROZEN = "frozen"


class FrameWatch:
    """`frozen_frames`: so many frames alike, bit for bit, are none of a camera that works."""

    def __init__(self, frozen_frames: int = 30) -> None:
        self._frozen_frames = frozen_frames
        self._mark = 0
        self._alike = 0
        self._blind = 0
        self.sight = Sight.UNKNOWN

    def see(self, pixels: NDArray[np.uint8]) -> Sight:
        """Judge one frame of shape (rows, columns) or (rows, columns, 3)."""
        sample = np.ascontiguousarray(pixels[::_STEP, ::_STEP])
        mark = zlib.crc32(sample.tobytes())
        self._alike = self._alike + 1 if mark == self._mark else 1
        self._mark = mark
        dark_or_plain = float(sample.mean()) < _DARK or float(sample.std(axis=(0, 1)).max()) < _PLAIN
        self._blind = self._blind + 1 if dark_or_plain else 0
        if self._alike >= self._frozen_frames:
            self.sight = Sight.FROZEN
        elif self._blind >= _COVERED_FRAMES:
            self.sight = Sight.COVERED
        elif not self._blind:
            self.sight = Sight.CLEAR
        return self.sight
