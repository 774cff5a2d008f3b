"""The one measure of how much a quad looks like a sheet: its four sides, its corners, its inside against its outside.

The weights were fitted on the desk pictures of seeds 0-149 and 1000-1149; bench/pages.py measures on others.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, Picture, area

_PLACES, _ENDS = 48, 6
"""Samples along a side, and beyond each of its ends."""
_BEYOND = 0.14
"""How far beyond, as a part of the side."""
_NEAR, _FAR = 2.25, 7.5
"""Pixels to both sides of an edge of the reduced picture."""
UNSEEN = 0.237
"""Support of a side outside the picture."""


def measure(smooth: Picture, corners: Floats) -> tuple[Floats, Floats]:
    """Marks (n,) and the support of each side (n, 4), 0 to 1, of clockwise quads (n, 4, 2)."""
    height, width = smooth.shape[:2]
    along = np.roll(corners, -1, 1) - corners
    length = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1e-6)
    normal = np.stack([-along[..., 1], along[..., 0]], -1) / length[..., None]
    beyond = np.linspace(0.03, _BEYOND, _ENDS)
    t = np.concatenate([-beyond, np.linspace(0.02, 0.98, _PLACES), 1 + beyond])
    foot = corners[:, :, None] + along[:, :, None] * t[:, None]
    x, y = foot[..., 0], foot[..., 1]
    seen = (x >= 1) & (y >= 1) & (x < width - 1) & (y < height - 1)
    inner, outer = (_look(smooth, foot, normal * d) for d in (_NEAR, -_NEAR))
    support, goes_on = _support([a - b for a, b in zip(inner, outer, strict=True)], seen)
    weight = length / length.sum(-1, keepdims=True)
    share = np.clip(np.abs(area(corners)) / (height * width), 0, 0.7)
    body = slice(_ENDS, -_ENDS)
    brighter = (_brighter(smooth, foot[:, :, body], normal, seen[:, :, body]) * weight).sum(-1)
    marks = 0.62 * (support * weight).sum(-1) + 0.28 * support.min(-1) + 0.11 * brighter
    marks -= 1.28 * _crooked(along, length) + 0.07 * goes_on + 0.69 * _unusual(length)
    return marks * share**0.085, support


def _look(picture: Picture, foot: Floats, shift: Floats) -> list[Floats]:
    """Colours beside places (n, 4, m, 2), one array a channel."""
    places = (foot + shift[:, :, None]).reshape(len(foot), -1, 2).astype(np.float32)
    seen = cv2.remap(
        picture, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    channels = cv2.split(seen) if seen.ndim == 3 else [seen]
    return [channel.reshape(foot.shape[:3]).astype(np.float32) for channel in channels]


def _support(near: list[Floats], seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """How far each side is one and the same step of colour that ends at the corners.

    And, for each quad, how far both neighbours of one side go on beyond it: that side is then inside the sheet.
    """
    body = slice(_ENDS, -_ENDS)
    inside = seen[:, :, body]
    count = np.maximum(inside.sum(-1), 1)
    mean = [(channel[:, :, body] * inside).sum(-1) / count for channel in near]
    length = np.sqrt(sum(channel * channel for channel in mean)) + 1e-6
    along = sum(a * (b / length)[..., None] for a, b in zip(near, mean, strict=True))
    along = np.maximum(along, 0)
    size = np.sqrt(sum(channel * channel for channel in near))
    good = along / (along + 5.0) * (0.4 + 0.6 * along / (size + 3.0)) * seen
    support = good[:, :, body].sum(-1) / count
    before, after = (
        good[:, :, part].sum(-1) / np.maximum(seen[:, :, part].sum(-1), 3)
        for part in (slice(None, _ENDS), slice(-_ENDS, None))
    )
    enough = count > 0.25 * _PLACES
    support = np.where(enough, support * (1 - 0.53 * (before + after)), UNSEEN)
    goes_on: Floats = np.minimum(np.roll(after, 1, 1), np.roll(before, -1, 1)).max(1)
    return support, goes_on


def _brighter(smooth: Picture, foot: Floats, normal: Floats, seen: NDArray[np.bool_]) -> Floats:
    """Paper is brighter than most desks: -1 to 1 for each side."""
    grey = cv2.blur(cv2.cvtColor(smooth, cv2.COLOR_BGR2GRAY), (3, 3))
    inner, outer = (_look(grey, foot, normal * d)[0] for d in (_FAR, -_FAR))
    mean = ((inner - outer) * seen).sum(-1) / np.maximum(seen.sum(-1), 1)
    brighter: Floats = mean / (np.abs(mean) + 10.0)
    return brighter


def _crooked(along: Floats, length: Floats) -> Floats:
    """How far a quad is from what a flat sheet looks like from above: corner angles, opposite sides."""
    way = along / length[..., None]
    bent = np.abs((way * np.roll(way, -1, 1)).sum(-1)).max(-1)
    uneven = np.abs(np.log(length[:, :2] / length[:, 2:])).max(-1)
    crooked: Floats = np.maximum(bent - 0.22, 0) + np.maximum(uneven - 0.3, 0)
    return crooked


def _unusual(length: Floats) -> Floats:
    """How far the sides' proportion is from paper's (1.414) and a card's (1.586), at most 0.33."""
    ratio = np.abs(np.log((length[:, 0] + length[:, 2]) / (length[:, 1] + length[:, 3])))
    away: Floats = np.minimum(np.abs(ratio - np.log(1.414)), np.abs(ratio - np.log(1.586)))
    return np.minimum(away, 0.33)
