"""The one measure of how much a quad looks like a sheet: its four sides, its corners, its inside against its outside.

The weights were fitted on the desk pictures of seeds 0-149, 1000-1149, 5000-5299 and 6000-6299; bench/pages.py measures
on others.
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
_DEEP = 5.5
"""Pixels inside of an edge where paper is still the same; a printed line or a shadow's rim is not."""
_GROWS = 1.15
"""A step that is so many times as high a little further in is a slope of light: the rim of somebody's shadow."""
_UNSEEN_LASTS = 0.7
_AWAY, _FURTHER = 8.0, 15.0
"""Pixels from an edge where neither its shadow nor a printed frame's line reaches."""
_LEAST_DEPTH = 16.0
"""Grey levels by which print is darker than the paper around it."""
_PRINT = 0.004
"""Part of a sheet that is print when a few lines are written on it."""
_GRID = np.linspace(0.1, 0.9, 11)
_SPREAD = np.array(
    [[(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v] for v in _GRID for u in _GRID], np.float32
)
"""Places all over a quad (121, 4): how much of each corner is in them."""
_T = np.concatenate(
    [
        -np.linspace(0.03, _BEYOND, _ENDS),
        np.linspace(0.02, 0.98, _PLACES),
        1 + np.linspace(0.03, _BEYOND, _ENDS),
    ]
).astype(np.float32)
"""Where along a side is looked, 0 to 1."""
_OUTSIDE, _SOME = 14.0, 0.02
"""Pixels outside of a side where print is looked for, and how much counts."""
_CUT = np.linspace(0.06, 0.94, 20, dtype=np.float32)
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
    way = np.moveaxis(normal, 2, 0)[..., None].astype(np.float32)
    foot = np.moveaxis(corners, 2, 0)[..., None].astype(np.float32)
    foot = foot + np.moveaxis(along, 2, 0)[..., None].astype(np.float32) * _T
    seen = _within(foot, 1.0, width, height)
    near = _steps(smooth, foot, way, _NEAR)
    support, goes_on = _support(near, seen)
    weight = length / length.sum(-1, keepdims=True)
    share = np.clip(np.abs(area(corners)) / (height * width), 0, 0.7)
    body = slice(_ENDS, -_ENDS)
    brighter = _brighter(smooth, foot[..., body], way, seen[..., body])
    brighter = 0.11 * brighter + 0.05 * np.maximum(brighter, 0)
    some = slice(_ENDS, -_ENDS, 2)
    ends = _ends(paper, foot[..., some], way, seen[..., some])
    marks = ((0.72 * support + brighter + 0.13 * ends) * weight).sum(-1)
    marks += 0.24 * support.min(-1) + 0.12 * ends.min(-1)
    lasts = _lasts(smooth, [step[..., some] for step in near], foot[..., some], way, seen[..., some])
    marks += 0.2 * (lasts * weight).sum(-1) - 0.15
    marks -= 1.27 * _crooked(along, length) + 0.08 * goes_on + 0.75 * _unusual(length)
    return marks * share**0.1, support


def _within(places: Floats, room: float, width: int, height: int) -> NDArray[np.bool_]:
    """Which places (2, ...) are inside the picture by `room` pixels."""
    x, y = places
    inside: NDArray[np.bool_] = (x >= room) & (y >= room) & (x < width - room) & (y < height - room)
    return inside


def _ends(paper: Picture, foot: Floats, way: Floats, seen: NDArray[np.bool_]) -> Floats:
    """How far paper and desk differ away from the edge, the slope of light taken off: 0 to 1 a side.

    Behind a printed line or a row of text the paper goes on, behind an edge it does not.
    """
    inside = seen & _within(foot - way * _FURTHER, 0.0, paper.shape[1], paper.shape[0])
    count = inside.sum(-1, keepdims=True)
    middle = np.minimum(count // 2, foot.shape[3] - 1)
    near, further = (_steps(paper, foot, way, place) for place in (_AWAY, _FURTHER))
    total = np.zeros(foot.shape[1:3])
    for step, slope in zip(near, further, strict=True):
        level = np.sort(np.where(inside, 1.5 * step - 0.5 * slope, np.inf), -1)
        total += np.take_along_axis(level, middle, -1)[..., 0] ** 2
    enough = count[..., 0] >= 0.3 * foot.shape[3]
    size = np.sqrt(np.where(enough, total, 0))
    ends: Floats = np.where(enough, size / (size + 6.0), 0.5)
    return ends


def _steps(picture: Picture, foot: Floats, way: Floats, far: float) -> list[Floats]:
    """How much brighter it is `far` inside of places (2, n, 4, m) than outside: one array (n, 4, m) a channel."""
    inner, outer = (_look(picture, foot, way, place) for place in (far, -far))
    return _difference(inner, outer, foot)


def _look(picture: Picture, foot: Floats, way: Floats, far: float) -> Picture:
    """The picture `far` inwards of places (2, n, 4, m): n rows of 4 m pixels."""
    x, y = (foot + way * np.float32(far)).reshape(2, foot.shape[1], -1)
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _difference(inner: Picture, outer: Picture, foot: Floats) -> list[Floats]:
    """How much brighter the first is than the second, one array (n, 4, m) a channel."""
    step = cv2.subtract(inner, outer, dtype=cv2.CV_32F)
    return [channel.reshape(foot.shape[1:]) for channel in cv2.split(step)]


def _support(near: list[Floats], seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """How far each side is one and the same step of colour that ends at the corners.

    And, for each quad, how far both neighbours of one side go on beyond it: that side is then inside the sheet.
    """
    body = slice(_ENDS, -_ENDS)
    inside = seen[:, :, body]
    count = np.maximum(inside.sum(-1), 1)
    mean = [(channel[:, :, body] * inside).sum(-1) / count for channel in near]
    length = np.sqrt(sum(channel * channel for channel in mean)) + 1e-6
    along = sum(a * (b / length)[..., None].astype(np.float32) for a, b in zip(near, mean, strict=True))
    along = np.maximum(along, 0)
    size = np.sqrt(sum(channel * channel for channel in near))
    good = along / (along + 5) * (0.4 + 0.6 * along / (size + 3)) * seen
    support = good[:, :, body].sum(-1) / count
    before, after = (
        good[:, :, part].sum(-1) / np.maximum(seen[:, :, part].sum(-1), 3)
        for part in (slice(None, _ENDS), slice(-_ENDS, None))
    )
    enough = count > 0.25 * _PLACES
    support = np.where(enough, support * (1 - 0.53 * (before + after)), UNSEEN)
    goes_on: Floats = np.minimum(np.roll(after, 1, 1), np.roll(before, -1, 1)).max(1)
    return support, goes_on


def _lasts(smooth: Picture, near: list[Floats], foot: Floats, way: Floats, seen: NDArray[np.bool_]) -> Floats:
    """How far what is right inside of each side goes on inwards, 0 to 1: not behind a printed line or a shadow's rim."""
    outer, inner = (_look(smooth, foot, way, place) for place in (-_NEAR, _DEEP))
    far = _difference(inner, outer, foot)
    count = np.maximum(seen.sum(-1), 1)
    first, second = ([(step * seen).sum(-1) / count for step in steps] for steps in (near, far))
    size = np.sqrt(sum(step * step for step in first))
    along = sum(a * b for a, b in zip(first, second, strict=True)) / np.maximum(size, 1e-6)
    part = along / (size + 2)
    lasts: Floats = np.clip(part, 0, 1) - 1.5 * np.clip(part - _GROWS, 0, 0.6)
    return np.where(count > 0.25 * foot.shape[3], lasts, _UNSEEN_LASTS)


def _brighter(smooth: Picture, foot: Floats, way: Floats, seen: NDArray[np.bool_]) -> Floats:
    """Paper is brighter than most desks: -1 to 1 for each side."""
    grey = cv2.blur(cv2.cvtColor(smooth, cv2.COLOR_BGR2GRAY), (3, 3))
    (step,) = _steps(grey, foot, way, _FAR)
    mean = (step * seen).sum(-1) / np.maximum(seen.sum(-1), 1)
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
    places = np.tensordot(_SPREAD, corners, (1, 1)).astype(np.float32)
    share = cv2.remap(
        print_, places[..., 0], places[..., 1], cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
    )
    much: Floats = np.minimum(share.mean(0) / _PRINT, 1)
    return much


def cut_through(print_: Floats, corners: Floats) -> Floats:
    """How much of the side that is worst in this has print close outside of it, 0 to 1, of clockwise quads (n, 4, 2).

    Such a side runs through the sheet: print does not go on beside it.
    """
    height, width = print_.shape
    along = np.roll(corners, -1, 1) - corners
    length = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1e-6)
    away = np.stack([along[..., 1], -along[..., 0]], -1) * (_OUTSIDE / length[..., None])
    start, way = (np.moveaxis(each, 2, 0)[..., None].astype(np.float32) for each in (corners + away, along))
    places = start + way * _CUT
    x, y = places.reshape(2, len(corners), -1)
    share = cv2.remap(print_, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    inside = _within(places, 1.0, width, height)
    cut = ((share.reshape(inside.shape) > _SOME) & inside).sum(-1) / np.maximum(
        inside.sum(-1), len(_CUT) // 4
    )
    worst: Floats = cut.max(1)
    return worst
