"""Sides of a quad laid exactly on the edges of the picture: sub-pixel lines from profiles across each side."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.scanner.page_geometry import Floats, Picture, intersect, line_through

_PROFILES = 56
_AWAY = 0.045
"""Part of a side kept clear of the corners."""


def profiles(picture: Picture, a: Floats, b: Floats, offsets: Floats) -> Floats:
    """Colours (n, len(offsets), channels) across the side a-b; offsets grow to the right of a to b."""
    t = np.linspace(_AWAY, 1 - _AWAY, _PROFILES)[:, None]
    foot = a + (b - a) * t
    direction = (b - a) / max(float(np.linalg.norm(b - a)), 1e-9)
    normal = np.array([-direction[1], direction[0]])
    points = foot[:, None] + normal * offsets[None, :, None]
    seen = cv2.remap(
        picture,
        points[..., 0].astype(np.float32),
        points[..., 1].astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    whole: Floats = seen.astype(np.float32)
    return whole


def refine(picture: Picture, corners: Floats, reach: float) -> Floats:
    """The corners after every side was moved to the strongest straight edge within `reach` pixels.

    Sides beyond the picture's border stay where they are. Clockwise corners, inside on the right.
    """
    height, width = picture.shape[:2]
    found = []
    for side in range(4):
        a, b = corners[side], corners[(side + 1) % 4]
        found.append(_side(picture, a, b, reach) if _seen(a, b, width, height) else line_through(a, b))
    lines = np.stack(found)
    return intersect(np.roll(lines, 1, 0), lines)


def _seen(a: Floats, b: Floats, width: int, height: int) -> bool:
    """Whether enough of a side runs inside the picture to be laid on anything."""
    points = a + (b - a) * np.linspace(0.05, 0.95, 19)[:, None]
    inside = (points > 1.5).all(1) & (points < np.array([width, height]) - 2.5).all(1)
    return float(inside.mean()) > 0.3


def _side(picture: Picture, a: Floats, b: Floats, reach: float) -> Floats:
    step = max(0.5, reach / 14)
    offsets = np.arange(-reach - 3 * step, reach + 3.5 * step, step)
    response = _response(profiles(picture, a, b, offsets))
    offsets = offsets[3:-3]
    first, last = _straight(response, offsets)
    t = np.linspace(_AWAY, 1 - _AWAY, _PROFILES)
    near = first + (last - first) * np.linspace(0, 1, _PROFILES)
    moved = _exact(response, offsets, near, t)
    direction = (b - a) / max(float(np.linalg.norm(b - a)), 1e-9)
    normal = np.array([-direction[1], direction[0]])
    return line_through(a + normal * moved[0], b + normal * moved[1])


def _response(colours: Floats) -> Floats:
    """How strongly each place looks like the step from outside to inside, (n, m - 6), 0 to 1."""
    sums = np.cumsum(colours, 1)
    sums = np.concatenate([np.zeros_like(sums[:, :1]), sums], 1)
    after, before = sums[:, 7:] - sums[:, 4:-3], sums[:, 3:-4] - sums[:, :-7]
    steps = (after - before) / 3
    third = max(1, colours.shape[1] // 3)
    course = colours[:, -third:].mean(1) - colours[:, :third].mean(1)
    way = np.median(course, 0)
    length = float(np.linalg.norm(way))
    size = steps @ (way / length) if length > 1.5 else np.linalg.norm(steps, axis=2)
    size = np.maximum(size, 0)
    response: Floats = size / (size + max(6.0, 0.5 * length))
    return response


def _straight(response: Floats, offsets: Floats) -> tuple[float, float]:
    """Offsets at both ends of the straight line through the best places of all profiles."""
    count, places = response.shape
    t = np.linspace(0, 1, count)
    first, last = np.meshgrid(np.arange(places), np.arange(places), indexing="ij")
    course = first[..., None] + (last - first)[..., None] * t
    index = np.round(course).astype(np.intp)
    marks = response[np.arange(count), index].sum(2)
    middle = (places - 1) / 2
    bent = ((first - middle) ** 2 + (last - middle) ** 2) / (middle * middle + 1e-9)
    best = np.unravel_index(int(np.argmax(marks - 0.03 * count * bent)), marks.shape)
    return float(offsets[best[0]]), float(offsets[best[1]])


def _exact(response: Floats, offsets: Floats, near: Floats, t: Floats) -> Floats:
    """Offsets at both ends (t = 0 and 1) of the line fitted to the sub-pixel peaks close to `near`."""
    step = float(offsets[1] - offsets[0])
    window = np.abs(offsets[None] - near[:, None]) <= 2.5 * step
    local = np.where(window, response, -1.0)
    best = np.clip(np.argmax(local, 1), 1, len(offsets) - 2)
    rows = np.arange(len(best))
    low, middle, high = (response[rows, best + k] for k in (-1, 0, 1))
    curve = low - 2 * middle + high
    shift = np.where(curve < -1e-6, 0.5 * (low - high) / np.where(curve < -1e-6, curve, 1), 0)
    peaks = offsets[best] + np.clip(shift, -0.5, 0.5) * step
    weight = middle + 1e-6
    slope, base = 0.0, 0.0
    for _ in range(4):
        slope, base = _fit(t, peaks, weight)
        away = (peaks - base - slope * t) / (1.2 * step)
        weight = (middle + 1e-6) / (1 + away * away) ** 2
    return np.array([base, base + slope])


def _fit(t: Floats, y: Floats, weight: Floats) -> tuple[float, float]:
    total = float(weight.sum())
    mt, my = float((weight * t).sum()) / total, float((weight * y).sum()) / total
    spread = float((weight * (t - mt) ** 2).sum())
    slope = float((weight * (t - mt) * (y - my)).sum()) / spread if spread > 1e-12 else 0.0
    return slope, my - slope * mt
