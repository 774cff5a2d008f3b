"""A sheet's own shadow is no part of it: sides laid on the soft outer rim of a shadow are moved to the paper's edge.

Beside an edge a shadow grows darker slowly, over pixels; where the paper begins it ends at once.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, Picture, intersect, line_through

_FAR, _DEEP, _STEP = 9.0, 13.0, 0.25
"""Pixels of the reduced picture that are looked at outside and inside of a side, and between two places."""
_ALONG = np.linspace(0.08, 0.92, 26)
_LEAST_RISE, _LEAST_FALL = 5.0, 4.0
"""Grey levels from the shadow up to the paper, and from the desk down to it."""
_SOFTER = 1.6
"""How many times as wide as the paper's edge the shadow's must be: a printed line is as sharp on both sides."""
_MOST = 7.0
"""Pixels of the reduced picture by which a side is moved at most."""
_LEAST_MOVE = 0.6
_PAPER = (1.5, 5.0)
_GREY = np.full((1, 3), 1 / 3, np.float32)
_OFFSETS = np.arange(-_FAR, _DEEP + _STEP / 2, _STEP)


def off_shadows(picture: Picture, corners: Floats, scale: float) -> Floats:
    """Clockwise corners (4, 2) with sides moved inwards from where a shadow begins to where it ends.

    `scale`: the reduced picture's.
    """
    ends = np.roll(corners, -1, 0)
    lines = np.stack([line_through(a, b) for a, b in zip(corners, ends, strict=True)])
    moved = False
    for side, (a, b) in enumerate(zip(corners, ends, strict=True)):
        places = _edge(_profiles(picture, a, b, 1 / scale))
        if places is not None:
            feet = a + (b - a) * np.array([[0.25], [0.75]])
            first, second = feet + lines[side, :2] * np.array(places)[:, None] / scale
            lines[side] = line_through(first, second)
            moved = True
    return intersect(np.roll(lines, 1, 0), lines) if moved else corners


def _profiles(picture: Picture, a: Floats, b: Floats, unit: float) -> tuple[Picture, Picture] | None:
    """Brightness (places, offsets) across both halves of one side, from outside, each offset's sorted.

    None when too little of it is in the picture.
    """
    along = (b - a) / max(float(np.hypot(*(b - a))), 1e-9)
    normal = np.array([-along[1], along[0]])
    points = (a + (b - a) * _ALONG[:, None])[:, None] + normal * (_OFFSETS * unit)[:, None]
    height, width = picture.shape[:2]
    low, high = (way(points[:, 0], points[:, -1]) for way in (np.minimum, np.maximum))
    inside: NDArray[np.bool_] = low.min(1) > 0
    inside &= (high[:, 0] < width - 1) & (high[:, 1] < height - 1)
    half = len(inside) // 2
    if min(inside[:half].sum(), inside[half:].sum()) < 5:
        return None
    both = []
    for part in (slice(None, half), slice(half, None)):
        x, y = np.moveaxis(points[part][inside[part]], 2, 0).astype(np.float32)
        seen = cv2.remap(picture, x, y, cv2.INTER_LINEAR)
        both.append(np.sort(cv2.transform(seen, _GREY), 0))
    return both[0], both[1]


def _edge(profiles: tuple[Picture, Picture] | None) -> tuple[float, float] | None:
    """Where the shadow ends, at a quarter and three quarters of the side; None when the side is no shadow's rim."""
    if profiles is None:
        return None
    first, second = (_softened(part) for part in profiles)
    found = _end_of_shadow((first + second) / 2)
    if found is None:
        return None
    middle, level = found
    start, end = (_crossing(part, level, middle) for part in (first, second))
    return None if start is None or end is None else (start, end)


def _softened(profiles: Picture) -> Floats:
    """The median (offsets) of profiles that were sorted place by place."""
    level = profiles[len(profiles) // 2].astype(np.float64)
    return np.convolve(np.pad(level, 1, mode="edge"), np.full(3, 1 / 3), "valid")


def _at(offset: float) -> int:
    return round((offset + _FAR) / _STEP)


def _end_of_shadow(level: Floats) -> tuple[float, float] | None:
    """The offset where the paper begins behind a shadow, and the brightness half way up."""
    low = _at(-2.0) + int(np.argmin(level[_at(-2.0) : _at(_MOST)]))
    lowest = float(level[low])
    first, last = (low + round(place / _STEP) for place in _PAPER)
    paper, desk = float(np.median(level[first:last])), float(np.median(level[: _at(-5.0)]))
    rise, fall = paper - lowest, desk - lowest
    if rise < _LEAST_RISE or fall < _LEAST_FALL:
        return None
    steep = _reaches(level[low:], lowest, rise)
    soft = _reaches(level[: low + 1][::-1], lowest, fall)
    if steep is None or soft is None or soft[1] - soft[0] < _SOFTER * (steep[1] - steep[0]):
        return None
    half = lowest + rise / 2
    at = _crossing(level, half, _OFFSETS[low])
    if at is None or not _LEAST_MOVE < at < _MOST:
        return None
    return at, half


def _reaches(level: Floats, lowest: float, height: float) -> tuple[float, float] | None:
    """How far one must go until a quarter and three quarters of a height are reached."""
    found = []
    for part in (0.25, 0.75):
        above = np.flatnonzero(level >= lowest + part * height)
        if not len(above):
            return None
        found.append(_between(level, int(above[0]), lowest + part * height) * _STEP)
    return found[0], max(found[1], found[0] + _STEP / 2)


def _crossing(level: Floats, wanted: float, near: float) -> float | None:
    """The first offset from a little before `near` inwards where the brightness is reached from below."""
    start = max(0, _at(near) - round(1.0 / _STEP))
    lowest = start + int(np.argmin(level[start : start + round(2.0 / _STEP)]))
    above = np.flatnonzero(level[lowest : lowest + round(3.5 / _STEP)] >= wanted)
    if not len(above) or above[0] == 0:
        return None
    return float(_between(level, lowest + int(above[0]), wanted) * _STEP - _FAR)


def _between(level: Floats, index: int, wanted: float) -> float:
    """The place before `index`, in parts of a step, where the brightness is met."""
    if index == 0:
        return 0.0
    before, after = float(level[index - 1]), float(level[index])
    return index - (after - wanted) / max(after - before, 1e-6) if after > before else float(index)
