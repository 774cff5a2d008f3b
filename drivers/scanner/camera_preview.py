"""The picture that a citizen sees of the desk: small, in a private file, never through the pipe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import cv2

from drivers.scanner import camera_folder
from drivers.scanner.camera_document import pack
from drivers.scanner.page_geometry import Picture

_QUALITY: Final = 80


class Preview:
    """`preview.jpg` in a folder, a new one at most `fps` times a second; the event `previewFrame` tells each."""

    def __init__(self, folder: Path, fps: int, width: int, emit: Callable[..., None]) -> None:
        self.file = folder / camera_folder.PREVIEW
        self.due_ms = 0
        self._step_ms = 1000 // fps
        self._width = width
        self._emit = emit
        self._number = 0

    def show(self, pixels: Picture, now_ms: int) -> None:
        """Write the frame when one is due. Raises `OSError`."""
        if now_ms < self.due_ms:
            return
        self.due_ms = max(self.due_ms + self._step_ms, now_ms + self._step_ms // 2)
        rows, columns = pixels.shape[:2]
        width = min(self._width, columns)
        size = (width, max(1, round(rows * width / columns)))
        camera_folder.put(self.file, pack(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), _QUALITY))
        self._number += 1
        self._emit("previewFrame", file=str(self.file), n=self._number, width=size[0], height=size[1])

    def end(self) -> None:
        """Delete the picture. Raises `OSError`."""
        self.file.unlink(missing_ok=True)
