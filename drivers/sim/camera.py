"""The twin of a camera: writes a recording that the real frame source plays, with faults that cameras have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE = (1280, 720)
_RATE = 25.0
_GRAIN = 2.0


class CameraTwin:
    """A lens over a desk. Frames are added as they shall be seen; `write` makes the file for `video:FILE`.

    A sensor's noise is on every frame unless it is frozen. Frames are grey, shape (rows, columns).
    """

    def __init__(self, size: tuple[int, int] = SIZE, seed: int = 1) -> None:
        self._columns, self._rows = size
        self._rng = np.random.default_rng(seed)
        self._frames: list[NDArray[np.uint8]] = []

    def empty(self, frames: int) -> None:
        """Nothing before the lens."""
        for _ in range(frames):
            self._frames.append(self._grain(self._desk()))

    def show(self, code: NDArray[np.uint8], frames: int) -> None:
        """A picture of a code held before the lens, quietly. Raises `ValueError` when it is larger than a frame."""
        for _ in range(frames):
            self._frames.append(self._grain(self._held(code)))

    def freeze(self, frames: int) -> None:
        """The camera hangs: the last frame again and again."""
        last = self._frames[-1] if self._frames else self._desk()
        self._frames += [last] * frames

    def cover(self, frames: int) -> None:
        """A hand, a sticker, a lens cap."""
        for _ in range(frames):
            self._frames.append(self._grain(np.full((self._rows, self._columns), 8, np.uint8)))

    def write(self, path: Path) -> str:
        """Write the recording, return its port."""
        kind = cv2.VideoWriter.fourcc(*"FFV1")  # lossless: what froze stays frozen to the bit
        writer = cv2.VideoWriter(str(path), kind, _RATE, (self._columns, self._rows), isColor=True)
        for frame in _coloured(self._frames):
            writer.write(frame)
        writer.release()
        return f"video:{path}"

    def _desk(self) -> NDArray[np.uint8]:
        across = np.linspace(110, 170, self._columns)
        return np.tile(across, (self._rows, 1)).astype(np.uint8)

    def _held(self, code: NDArray[np.uint8]) -> NDArray[np.uint8]:
        rows, columns = code.shape
        if rows > self._rows or columns > self._columns:
            raise ValueError(
                f"a code of {columns}x{rows} pixels does not fit into {self._columns}x{self._rows}"
            )
        frame = self._desk()
        top, left = (self._rows - rows) // 2, (self._columns - columns) // 2
        frame[top : top + rows, left : left + columns] = code
        return frame

    def _grain(self, frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
        grain = self._rng.standard_normal(frame.shape, np.float32) * _GRAIN
        return (frame + grain).clip(0, 255).astype(np.uint8)


def _coloured(frames: Iterable[NDArray[np.uint8]]) -> Iterable[NDArray[np.uint8]]:
    for frame in frames:
        yield np.repeat(frame[:, :, None], 3, axis=2)
