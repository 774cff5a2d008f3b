"""Sharpness by a slanted edge (ISO 12233, e-SFR): the edge's profile, finer than a pixel, and what contrast it leaves."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
Floats = NDArray[np.float64]

_ALONG: Final = 0.6
"""Part of the edge that is used: its corners belong to two edges."""
_FINER: Final = 4
_LEAST: Final = 12.0
"""Grey values between the sides below which there is no edge."""
_LEAST_PX: Final = 10
_HALF: Final = 0.5
_MOST_TRIMMED: Final = 1.5
"""Pixels by which the found line may be off the expected one, besides a tenth of the reach."""


def mtf50(picture: Picture, start: Floats, end: Floats, reach: float) -> float | None:
    """Cycles a pixel at which half the contrast is left, 0 to 0.5, across the edge from `start` to `end`.

    Points in pixels (x, y); the dark side lies to the right of the way. `reach`: pixels to both sides that hold
    nothing but this edge. None where there is no such edge.
    """
    along = end - start
    length = float(np.hypot(*along))
    if length * _ALONG < _LEAST_PX or reach < 4:
        return None
    samples = _samples(picture, start, along / length, length, reach)
    if samples is None:
        return None
    u, v, grey = samples
    dark, bright = _sides(v, grey, reach)
    if bright - dark < _LEAST:
        return None
    level = (grey - dark) / (bright - dark)
    line = _line(u, level, reach)
    if line is None:
        return None
    return _half_contrast(v - np.polyval(line, u), level, reach * 0.8)


def _samples(
    picture: Picture, start: Floats, way: Floats, length: float, reach: float
) -> tuple[Floats, Floats, Floats] | None:
    """Every pixel near the edge: its place along it, across it (to the left positive), and its grey."""
    across = np.array([way[1], -way[0]])
    middle = start + way * length / 2
    half = length * _ALONG / 2
    box = np.abs(way) * half + np.abs(across) * reach
    low, high = np.floor(middle - box).astype(int), np.ceil(middle + box).astype(int) + 1
    rows, columns = picture.shape
    if low.min() < 0 or high[0] > columns or high[1] > rows:
        return None
    y, x = np.mgrid[low[1] : high[1], low[0] : high[0]].astype(np.float64)
    u = (x - middle[0]) * way[0] + (y - middle[1]) * way[1]
    v = (x - middle[0]) * across[0] + (y - middle[1]) * across[1]
    inside = (np.abs(u) <= half) & (np.abs(v) <= reach)
    grey = picture[low[1] : high[1], low[0] : high[0]].astype(np.float64)
    return u[inside], v[inside], grey[inside]


def _sides(v: Floats, grey: Floats, reach: float) -> tuple[float, float]:
    """Grey of the right side, and of the left."""
    return float(np.median(grey[v < -reach * 0.6])), float(np.median(grey[v > reach * 0.6]))


def _line(u: Floats, level: Floats, reach: float) -> Floats | None:
    """Where the edge really is: v as a straight line over u, by the brightness of each strip across it."""
    strips = np.round(u).astype(int)
    places = np.unique(strips)
    found = []
    for place in places:
        strip = strips == place
        if strip.sum() >= reach:
            # The brighter part of a strip is as long as the strip reaches on the bright side.
            found.append((place, reach - 2 * reach * float(level[strip].mean())))
    if len(found) < _LEAST_PX:
        return None
    points = np.array(found)
    line: Floats = np.polyfit(points[:, 0], points[:, 1], 1)
    off = abs(float(line[1]))
    return line if off <= _MOST_TRIMMED + reach / 4 else None


def _half_contrast(distance: Floats, level: Floats, reach: float) -> float:
    """From the edge's profile in quarters of a pixel to the frequency of half contrast."""
    count = int(2 * reach * _FINER)
    place = np.floor((distance + reach) * _FINER).astype(int)
    inside = (place >= 0) & (place < count)
    sums = np.bincount(place[inside], level[inside], count)
    hits = np.bincount(place[inside], minlength=count)
    at = np.arange(count)
    profile = np.interp(at, at[hits > 0], sums[hits > 0] / hits[hits > 0])
    spread = np.diff(profile)
    peak = int(np.argmax(np.convolve(spread, np.ones(_FINER), "same")))
    window = np.zeros(len(spread))
    half = min(peak, len(spread) - 1 - peak)
    if half < _FINER:
        return 0.0
    window[peak - half : peak + half + 1] = np.hanning(2 * half + 1)
    response = np.abs(np.fft.rfft(spread * window, 16 * count))
    response /= max(response[0], 1e-9)
    frequencies = np.fft.rfftfreq(16 * count, 1 / _FINER)
    below = np.flatnonzero(response < _HALF)
    first = int(below[0]) if len(below) else len(response) - 1
    if first == 0:
        return 0.0
    before, after = float(response[first - 1]), float(response[first])
    part = (before - _HALF) / max(before - after, 1e-9)
    return min(0.5, float(frequencies[first - 1] + part * (frequencies[first] - frequencies[first - 1])))
