"""What lies under a document camera, frame by frame: a sheet appears, lies still, goes away. Pure but for its eyes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from drivers.scanner.page_geometry import Floats, Picture
from drivers.scanner.page_outline import Outline

DETECTED: Final = "documentDetected"
STABLE: Final = "stable"
REMOVED: Final = "removed"
_WIDE: Final = 160
"""Columns of the reduced picture in which movement is looked for: a sensor's noise averages out."""
_STEP: Final = 14
_CHANGED: Final = 0.004
"""Part of the reduced picture that differs by more than `_STEP` grey values when something moved."""
_LOOK_MS: Final = 250
"""While something moves, an outline is looked for this often at most: it costs as much as ten frames."""
_MISSES: Final = 4
_ELSEWHERE: Final = 0.015
"""Part of the picture's longer side that a corner moves before it is told anew."""


class DocumentWatch:
    """`stable_ms` and `stable_frames` without movement make a sheet stable. `find`: its outline on a frame."""

    def __init__(self, stable_ms: int, stable_frames: int, find: Callable[[Picture], Outline | None]) -> None:
        self._find = find
        self._stable_ms = stable_ms
        self._stable_frames = stable_frames
        self.forget()

    def forget(self) -> None:
        """Begin anew: whatever lies there is detected again."""
        self.corners: Floats | None = None
        """Of the sheet in the last picture looked at, in pixels; None when there is none."""
        self.stable = False
        self.frames = 0
        """Frames in a row in which nothing moved."""
        self._last: Picture | None = None
        self._looked: Picture | None = None
        self._looked_ms = 0
        self._still_ms = 0
        self._misses = 0
        self._doubted = False
        """The sheet was not found once while something moved: a hand may cover it."""

    def see(self, pixels: Picture, now_ms: int) -> list[str]:
        """Take one BGR frame; what happened, in order: DETECTED, STABLE, REMOVED."""
        small = _reduced(pixels)
        moving = self._last is None or _differ(self._last, small)
        self._last = small
        if moving:
            self.stable = False
            self.frames, self._still_ms = 0, now_ms
        else:
            self.frames += 1
        told = self._look(pixels, small, now_ms, moving=moving) if self._due(small, now_ms, moving) else []
        still = self.frames >= self._stable_frames and now_ms - self._still_ms >= self._stable_ms
        if still and self.corners is not None and not self.stable:
            self.stable = True
            told.append(STABLE)
        return told

    def _due(self, small: Picture, now_ms: int, moving: bool) -> bool:  # noqa: FBT001 - within the class
        if self._looked is None:
            return True
        if not _differ(self._looked, small):
            return self._doubted and not moving
        return not moving or now_ms - self._looked_ms >= _LOOK_MS

    def _look(self, pixels: Picture, small: Picture, now_ms: int, *, moving: bool) -> list[str]:
        self._looked, self._looked_ms = small, now_ms
        found = self._find(pixels)
        if found is None:
            self._misses += 1
            self._doubted = self.corners is not None and moving and self._misses < _MISSES
            if self._doubted or self.corners is None:
                return []
            self.corners, self.stable = None, False
            return [REMOVED]
        self._misses, self._doubted = 0, False
        before, self.corners = self.corners, found.corners
        room = _ELSEWHERE * max(pixels.shape[:2])
        return [] if before is not None and float(np.abs(before - found.corners).max()) < room else [DETECTED]


class Best:
    """The sharpest of some frames."""

    def __init__(self) -> None:
        self.count = 0
        self._found: tuple[float, Picture] | None = None

    @property
    def frame(self) -> Picture:
        """Only once one was offered."""
        if self._found is None:
            raise LookupError("no frame yet")
        return self._found[1]

    def offer(self, frame: Picture, mark: float) -> None:
        """Take it when it is better."""
        self.count += 1
        if self._found is None or mark > self._found[0]:
            self._found = mark, frame


def sharpness(pixels: Picture, corners: Floats | None) -> float:
    """How much detail the sheet shows; only to compare frames of the same scene."""
    rows, columns = pixels.shape[:2]
    green = pixels[..., 1]
    if corners is not None:
        left, top = np.clip(corners.min(0), 0, (columns - 2, rows - 2)).astype(int).tolist()
        right, bottom = np.clip(corners.max(0), 1, (columns, rows)).astype(int).tolist()
        green = green[top : max(bottom, top + 2), left : max(right, left + 2)]
    _, spread = cv2.meanStdDev(cv2.Laplacian(np.ascontiguousarray(green), cv2.CV_16S))
    return float(spread[0, 0])


def _reduced(pixels: Picture) -> Picture:
    rows, columns = pixels.shape[:2]
    step = max(1, columns // (4 * _WIDE))
    size = (_WIDE, max(1, round(_WIDE * rows / columns)))
    return cv2.resize(np.ascontiguousarray(pixels[::step, ::step, 1]), size, interpolation=cv2.INTER_AREA)


def _differ(first: Picture, second: Picture) -> bool:
    if first.shape != second.shape:
        return True
    return int((cv2.absdiff(first, second) > _STEP).sum()) > _CHANGED * first.size
