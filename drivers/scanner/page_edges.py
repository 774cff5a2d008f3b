"""Sides of a quad laid exactly on the edges of the picture: sub-pixel lines from profiles across each side."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.scanner.page_geometry import Floats, Picture, intersect, line_through

_PROFILES = 36
_AWAY = 0.045
"""Part of a side kept clear of the corners."""
_PLACES = 11
"""Places looked at to either side of where an edge should be."""
_MARGIN = 3
"""Places before and after, needed to tell what is darker."""


def refine(picture: Picture, corners: Floats, reach: float) -> Floats:
    """The corners after every side was moved to the strongest straight edge within `reach` pixels.

    Sides beyond the picture's border stay where they are. Clockwise corners, inside on the right.
    """
    ends = np.roll(corners, -1, 0)
    lines = np.stack([line_through(a, b) for a, b in zip(corners, ends, strict=True)])
    seen = _seen(corners, ends, picture)
    if seen.any():
        lines[seen] = _laid(picture, corners[seen], ends[seen], reach)
    return intersect(np.roll(lines, 1, 0), lines)


def _seen(starts: Floats, ends: Floats, picture: Picture) -> Floats:
    """Whether enough of each side runs inside the picture to be laid on anything."""
    height, width = picture.shape[:2]
    points = starts[:, None] + (ends - starts)[:, None] * np.linspace(0.05, 0.95, 19)[:, None]
    inside = (points > 1.5).all(2) & (points < np.array([width, height]) - 2.5).all(2)
    enough: Floats = inside.mean(1) > 0.3
    return enough


def _laid(picture: Picture, starts: Floats, ends: Floats, reach: float) -> Floats:
    """Lines (n, 3) along the edges near n sides."""
    along = ends - starts
    normal = np.stack([-along[:, 1], along[:, 0]], 1)
    normal /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    step = max(0.5, reach / _PLACES)
    places = _PLACES + _MARGIN
    offsets = np.arange(-places, places + 1) * step
    t = np.linspace(_AWAY, 1 - _AWAY, _PROFILES)
    response = _response(_profiles(picture, starts[:, None] + along[:, None] * t[:, None], normal, offsets))
    moved = _exact(response, _straight(response), t) * step
    pairs = zip(starts + normal * moved[:, :1], ends + normal * moved[:, 1:], strict=True)
    return np.stack([line_through(a, b) for a, b in pairs])


def _profiles(picture: Picture, feet: Floats, normal: Floats, offsets: Floats) -> Floats:
    """Colours (n, profiles, offsets, channels) across n sides; offsets grow to the right of a to b."""
    points = feet[:, :, None] + normal[:, None, None] * offsets[:, None]
    x, y = (points[..., axis].reshape(-1, len(offsets)).astype(np.float32) for axis in (0, 1))
    seen = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    whole: Floats = seen.reshape(*points.shape[:3], -1).astype(np.float32)
    return whole


def _response(colours: Floats) -> Floats:
    """How strongly each place looks like the step from outside to inside, 0 to 1; the margins are gone."""
    sums = np.cumsum(colours, 2)
    sums = np.concatenate([np.zeros_like(sums[:, :, :1]), sums], 2)
    after, before = sums[:, :, 7:] - sums[:, :, 4:-3], sums[:, :, 3:-4] - sums[:, :, :-7]
    steps = (after - before) / 3
    third = colours.shape[2] // 3
    way = np.median(colours[:, :, -third:].mean(2) - colours[:, :, :third].mean(2), 1)
    length = np.sqrt((way * way).sum(1))[:, None, None]
    one_way = (steps * (way / np.maximum(length[:, 0], 1e-6))[:, None, None]).sum(3)
    size = np.where(length > 1.5, one_way, np.sqrt((steps * steps).sum(3)))
    size = np.maximum(size, 0)
    response: Floats = size / (size + np.maximum(6.0, 0.5 * length))
    return response


def _line_table() -> tuple[Floats, Floats, Floats]:
    """Every straight course through the places: both ends, and what bending away from the middle costs."""
    every = np.arange(2 * _PLACES + 1)
    first, last = (ends.ravel() for ends in np.meshgrid(every, every, indexing="ij"))
    bent = ((first - _PLACES) ** 2 + (last - _PLACES) ** 2) / _PLACES**2
    return first, last, bent


_FIRST, _LAST, _BENT = _line_table()
_T = np.linspace(0, 1, _PROFILES)[::2]
_COURSE = np.round(_FIRST[:, None] + (_LAST - _FIRST)[:, None] * _T).astype(np.intp)


def _straight(response: Floats) -> Floats:
    """Places (n, profiles) of the straight line through the best places of all profiles."""
    some = response[:, ::2]
    marks = some[:, np.arange(len(_T)), _COURSE].sum(2)
    best = np.argmax(marks - 0.03 * len(_T) * _BENT, 1)
    first, last = _FIRST[best, None], _LAST[best, None]
    near: Floats = first + (last - first) * np.linspace(0, 1, _PROFILES)
    return near


def _exact(response: Floats, near: Floats, t: Floats) -> Floats:
    """Places from the middle at both ends (n, 2) of the lines fitted to the sub-pixel peaks close to `near`."""
    places = np.arange(response.shape[2])
    local = np.where(np.abs(places - near[..., None]) <= 2.5, response, -1.0)
    best = np.clip(np.argmax(local, 2), 1, len(places) - 2)[..., None]
    low, middle, high = (np.take_along_axis(response, best + k, 2)[..., 0] for k in (-1, 0, 1))
    curve = low - 2 * middle + high
    shift = np.where(curve < -1e-6, 0.5 * (low - high) / np.where(curve < -1e-6, curve, 1), 0)
    peaks = best[..., 0] + np.clip(shift, -0.5, 0.5) - _PLACES
    weight = middle + 1e-6
    slope, base = _fit(t, peaks, weight)
    for _ in range(3):
        away = (peaks - base - slope * t) / 1.2
        weight = (middle + 1e-6) / (1 + away * away) ** 2
        slope, base = _fit(t, peaks, weight)
    return np.concatenate([base, base + slope], 1)


def _fit(t: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Slope and base (n, 1) of the lines through the weighted places."""
    total = weight.sum(1, keepdims=True)
    mt, my = ((weight * values).sum(1, keepdims=True) / total for values in (t, y))
    spread = (weight * (t - mt) ** 2).sum(1, keepdims=True)
    slope = (weight * (t - mt) * (y - my)).sum(1, keepdims=True) / np.maximum(spread, 1e-12)
    return slope, my - slope * mt
