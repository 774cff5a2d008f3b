"""The one measure of how much a quad looks like a sheet: its four sides, its corners, its inside against its outside.

The weights were fitted on the desk pictures of seeds 0-149, 1000-1149 and 5000-5299; bench/pages.py measures on others.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, Picture, area

_PLACES, _ENDS = 32, 5
"""Samples along a side, and beyond each of its ends."""
_BEYOND = 0.14
"""How far beyond, as a part of the side."""
_NEAR, _FAR = 2.25, 7.5
"""Pixels to both sides of an edge of the reduced picture."""
_AWAY, _FURTHER = 8.0, 15.0
"""Pixels from an edge where neither its shadow nor a printed frame's line reaches."""
_LEAST_DEPTH = 16.0
"""Grey levels by which print is darker than the paper around it."""
_PRINT = 0.004
"""Part of a sheet that is print when a few lines are written on it."""
_GRID = np.linspace(0.1, 0.9, 11)
UNSEEN = 0.237
"""Support of a side outside the picture."""


def measure(smooth: Picture, paper: Picture, corners: Floats) -> tuple[Floats, Floats]:
    """Marks (n,) and the support of each side (n, 4), 0 to 1, of clockwise quads (n, 4, 2).

    `smooth`: the reduced picture; `paper`: the same without print.
    """
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
    brighter = _brighter(smooth, foot[:, :, body], normal, seen[:, :, body])
    brighter = 0.11 * brighter + 0.05 * np.maximum(brighter, 0)
    some = slice(_ENDS, -_ENDS, 2)
    ends = _ends(paper, foot[:, :, some], normal, seen[:, :, some])
    marks = ((0.72 * support + brighter + 0.13 * ends) * weight).sum(-1)
    marks += 0.24 * support.min(-1) + 0.12 * ends.min(-1)
    marks -= 1.27 * _crooked(along, length) + 0.08 * goes_on + 0.75 * _unusual(length)
    return marks * share**0.1, support


def _ends(paper: Picture, foot: Floats, normal: Floats, seen: NDArray[np.bool_]) -> Floats:
    """How far paper and desk differ away from the edge, the slope of light taken off: 0 to 1 a side.

    Behind a printed line or a row of text the paper goes on, behind an edge it does not.
    """
    height, width = paper.shape[:2]
    away = foot - normal[:, :, None] * _FURTHER
    inside = seen & (away > 0).all(-1) & (away[..., 0] < width) & (away[..., 1] < height)
    count = inside.sum(-1, keepdims=True)
    middle = np.minimum(count // 2, foot.shape[2] - 1)
    places = (_AWAY, -_AWAY, _FURTHER, -_FURTHER)
    colours = (_look(paper, foot, normal * place) for place in places)
    total = np.zeros(foot.shape[:2])
    for inner, outer, in_further, out_further in zip(*colours, strict=True):
        step = 1.5 * (inner - outer) - 0.5 * (in_further - out_further)
        step = np.sort(np.where(inside, step, np.inf), -1)
        total += np.take_along_axis(step, middle, -1)[..., 0] ** 2
    enough = count[..., 0] >= 0.3 * foot.shape[2]
    size = np.sqrt(np.where(enough, total, 0))
    ends: Floats = np.where(enough, size / (size + 6.0), 0.5)
    return ends


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


def printed(small: Picture, closed: Picture) -> Floats:
    """How much print is around each pixel, 0 to 1: what closing made clearly brighter, more than desks and noise."""
    grey, filled = (cv2.cvtColor(each, cv2.COLOR_BGR2GRAY) for each in (small, closed))
    depth = cv2.subtract(filled, grey)
    level = max(_LEAST_DEPTH, 3.0 * float(np.median(depth[::4, ::4])))
    marks: Floats = cv2.blur((depth > level).astype(np.float32), (15, 15))
    return marks


def written(print_: Floats, corners: Floats) -> Floats:
    """How far each quad (n, 4, 2) is written on, 0 to 1."""
    u, v = (part.ravel()[:, None] for part in np.meshgrid(_GRID, _GRID))
    a, b, c, d = (corners[:, None, k] for k in range(4))
    places = ((1 - u) * (1 - v) * a + u * (1 - v) * b + u * v * c + (1 - u) * v * d).astype(np.float32)
    share = cv2.remap(
        print_, places[..., 0], places[..., 1], cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
    )
    much: Floats = np.minimum(share.mean(1) / _PRINT, 1)
    return much
