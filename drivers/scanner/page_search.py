"""Quads made of four lines, ranked by what lies on both sides of each line. One table look-up a side."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, Picture, intersect

_NEAR, _WIDE = 2.5, 6.0
_PLACE = 48
"""Pixels of the places that quads are spread over."""
_PAIRS = 16
"""Quads that are weighed for each pair of opposite sides."""
_STEP = 2.0
"""Pixels between the places of a line that are looked at."""
_STRETCHES = (25, 55, 110)
"""Places of a line that are judged together."""


@dataclass(frozen=True)
class Evidence:
    """Running sums along each line: `table[line, step]` for a sheet on the +normal side, on the other, and what is seen.

    `promise`: the best stretch of each line.
    """

    lines: Floats
    foot: Floats
    start: float
    table: Floats
    promise: Floats

    @property
    def flat(self) -> Floats:
        """The table with lines one after another."""
        return self.table.reshape(-1, 3)


def weigh(smooth: Picture, lines: Floats, most: int, always: Floats, *, thin: bool = False) -> Evidence:
    """What a side on each of the lines would have going for it; the `most` promising lines are kept, and `always`.

    `thin`: also a line darker or brighter than both its sides, as white paper has on white.
    """
    lines = np.concatenate([always, lines])
    height, width = smooth.shape[:2]
    reach = float(np.hypot(width, height))
    normal = lines[:, :2]
    along = np.stack([-normal[:, 1], normal[:, 0]], 1)
    centre = np.array([width / 2, height / 2])
    foot = centre + normal * (lines[:, 2] - normal @ centre)[:, None]
    points = foot[:, None] + along[:, None] * np.arange(-reach / 2, reach / 2, _STEP)[None, :, None]
    x, y = points[..., 0], points[..., 1]
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    grey = cv2.cvtColor(smooth, cv2.COLOR_BGR2GRAY)
    steps = _steps(smooth, points, normal, thin=thin)
    wide = _sample(grey, points, normal * _WIDE)[0] - _sample(grey, points, normal * -_WIDE)[0]
    promise = np.max([_promise(step, inside) for step in steps], 0)
    rank = promise.copy()
    rank[: len(always) + 20] = np.inf
    best = np.argsort(-rank, kind="stable")[: most + len(always)]
    wide, inside = wide[best], inside[best]
    size = np.sqrt(np.max([np.sum([channel[best] ** 2 for channel in step], 0) for step in steps], 0))
    edge = size / (size + 14.0) * inside
    sign = wide / (np.abs(wide) + 6.0)
    bright, dark = np.maximum(sign, 0), np.maximum(-sign, 0)
    parts = np.stack([edge * (0.45 + 0.55 * bright), edge * (0.45 + 0.55 * dark), inside], -1)
    table = np.concatenate([np.zeros_like(parts[:, :1]), np.cumsum(parts, 1)], 1)
    return Evidence(lines[best], foot[best], -reach / 2, table, promise[best])


def rim(size: tuple[int, int]) -> Floats:
    """The borders (4, 3) of a picture of `size` (width, height): a sheet may be cut off there."""
    return np.array([[1, 0, 0], [1, 0, size[0] - 1], [0, 1, 0], [0, 1, size[1] - 1]], float)


def _steps(smooth: Picture, points: Floats, normal: Floats, *, thin: bool) -> list[list[Floats]]:
    """The step of colour across each line; `thin`: and from either side to the line itself."""
    inner, outer = (_sample(smooth, points, normal * far) for far in (_NEAR, -_NEAR))
    pairs = [(inner, outer)]
    if thin:
        own = _sample(smooth, points, normal * 0)
        pairs += [(inner, own), (own, outer)]
    return [[a - b for a, b in zip(*pair, strict=True)] for pair in pairs]


def _promise(near: list[Floats], inside: NDArray[np.bool_]) -> Floats:
    """The best stretch of each line: long, and the same step of colour all along (a pattern's steps cancel out)."""
    best = np.zeros(len(inside))
    sums = [np.cumsum(channel * inside, 1) for channel in near]
    for stretch in _STRETCHES:
        if stretch >= inside.shape[1]:
            break
        means = [(total[:, stretch:] - total[:, :-stretch]) / stretch for total in sums]
        size = np.sqrt(sum(mean * mean for mean in means))
        best = np.maximum(best, (size / (size + 8.0)).max(1) * stretch**0.5)
    return best


def _sample(picture: Picture, points: Floats, shift: Floats) -> list[Floats]:
    places = (points + shift[:, None]).astype(np.float32)
    seen = cv2.remap(
        picture, places[..., 0], places[..., 1], cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
    )
    channels = cv2.split(seen) if seen.ndim == 3 else [seen]
    return [channel.astype(np.float32) for channel in channels]


def _pairs(lines: Floats, span: float, centre: Floats) -> NDArray[np.intp]:
    """Pairs of lines that can be opposite sides."""
    first, second = np.triu_indices(len(lines), 1)
    dot = np.abs((lines[first, :2] * lines[second, :2]).sum(1))
    offset = lines[:, 2] - lines[:, :2] @ centre
    same = np.sign((lines[first, :2] * lines[second, :2]).sum(1))
    gap = np.abs(offset[first] - same * offset[second])
    good = (dot > np.cos(np.radians(32))) & (gap > span)
    return np.stack([first[good], second[good]], 1)


def quads(evidence: Evidence, size: tuple[int, int], keep: int, most: int) -> Floats:
    """The best `keep` quads (n, 4, 2) of up to `most` that are weighed, clockwise, best first."""
    width, height = size
    lines = evidence.lines
    pairs = _pairs(lines, 0.1 * min(size), np.array([width / 2, height / 2]))
    if len(pairs) < 2:
        return np.empty((0, 4, 2))
    numbers = _crossings(lines, pairs, evidence.promise, most)
    meet = _meetings(lines)
    corners = [meet[numbers[:, k - 1], numbers[:, k]].T for k in range(4)]
    whole, fits = plausible(corners, size)
    corners, numbers, whole = [corner[:, fits] for corner in corners], numbers[fits], whole[fits]
    marks = _marks(evidence, numbers, corners, np.abs(whole))
    best = _spread(marks, np.sum(corners, 0) / 4, keep)
    chosen = np.stack([corner[:, best].T for corner in corners], 1)
    turned = whole[best] < 0
    chosen[turned] = chosen[turned, ::-1]
    return chosen


def _spread(marks: Floats, centres: Floats, keep: int) -> NDArray[np.intp]:
    """The best `keep`, not too many of them about one place: another sheet must not be crowded out."""
    best = np.argsort(-marks, kind="stable")[: 16 * keep]
    cell = (centres[:, best] // _PLACE).astype(np.intp)
    place = cell[0] * 64 + cell[1]
    order = np.argsort(place, kind="stable")
    fresh = np.concatenate([[True], np.diff(place[order]) != 0])
    rank = np.arange(len(best)) - np.maximum.accumulate(np.where(fresh, np.arange(len(best)), 0))
    kept = np.zeros(len(best), bool)
    kept[order] = rank < keep // 4
    return best[kept][:keep]


def _meetings(lines: Floats) -> Floats:
    """Where any two lines meet, (n, n, 2)."""
    first, second = np.broadcast_arrays(lines[:, None], lines[None])
    return intersect(first, second)


def _crossings(lines: Floats, pairs: NDArray[np.intp], strength: Floats, most: int) -> NDArray[np.intp]:
    """Line numbers (n, 4) of quads going round, the strongest first, not too many."""
    power = strength[pairs].sum(1)
    if len(pairs) > most // _PAIRS:
        best = np.argpartition(-power, most // _PAIRS)[: most // _PAIRS]
        pairs, power = pairs[best], power[best]
    normal = lines[pairs[:, 0], :2].astype(np.float32)
    square = np.abs(normal @ normal.T) < np.cos(np.radians(50))
    first, second = np.nonzero(np.triu(square, 1))
    if len(first) > most:
        best = np.argpartition(-(power[first] + power[second]), most)[:most]
        first, second = first[best], second[best]
    p, q = pairs[first], pairs[second]
    return np.stack([p[:, 0], q[:, 0], p[:, 1], q[:, 1]], 1)


def plausible(corners: list[Floats], size: tuple[int, int]) -> tuple[Floats, NDArray[np.bool_]]:
    """Areas as a part of the picture (below zero: anticlockwise), and which quads are convex, large and near."""
    width, height = size
    fits = np.ones(corners[0].shape[1], bool)
    whole = np.zeros(len(fits))
    turns = []
    for k in range(4):
        x, y = corners[k]
        fits &= (x > -0.25 * width) & (x < 1.25 * width) & (y > -0.25 * height) & (y < 1.25 * height)
        before, after = corners[k - 1], corners[(k + 1) % 4]
        whole += x * after[1] - after[0] * y
        turns.append((x - before[0]) * (after[1] - y) - (y - before[1]) * (after[0] - x) > 0)
    whole /= 2 * width * height
    same = (turns[0] == turns[1]) & (turns[1] == turns[2]) & (turns[2] == turns[3])
    return whole, fits & same & (np.abs(whole) > 0.02)


def _marks(evidence: Evidence, numbers: NDArray[np.intp], corners: list[Floats], share: Floats) -> Floats:
    """One number a quad: its sides' evidence, less what goes on beyond the corners."""
    centre = np.sum(corners, 0) / 4
    total, around, worst = np.zeros(len(share)), np.zeros(len(share)), np.full(len(share), np.inf)
    for side in range(4):
        which = numbers[:, side]
        normal, foot = evidence.lines[which, :2].T, evidence.foot[which].T
        ends = [
            (corner[1] - foot[1]) * normal[0] - (corner[0] - foot[0]) * normal[1] - evidence.start
            for corner in (corners[side], corners[(side + 1) % 4])
        ]
        low, high = np.minimum(*ends), np.maximum(*ends)
        length = high - low
        inward = (centre[0] - foot[0]) * normal[0] + (centre[1] - foot[1]) * normal[1] > 0
        over = np.clip(0.12 * length, 6, 40)
        places = [low - over, low - 3, low, high, high + 3, high + over]
        sums, seen = _at(evidence, which, places, inward)
        mean = (sums[3] - sums[2]) / np.maximum(seen[3] - seen[2], 1 / _STEP)
        beyond = sums[1] - sums[0] + sums[5] - sums[4]
        spill = beyond / np.maximum(seen[1] - seen[0] + seen[5] - seen[4], 6 / _STEP)
        mean = np.where((seen[3] - seen[2]) * _STEP > 0.2 * length, mean, 0.25) * (1 - 0.35 * spill)
        total += mean * length
        around += length
        worst = np.minimum(worst, mean)
    marks: Floats = (total / around + 0.6 * worst) * np.sqrt(np.sqrt(np.minimum(share, 0.6)))
    return marks


def _at(
    evidence: Evidence, which: NDArray[np.intp], places: list[Floats], inward: NDArray[np.bool_]
) -> tuple[list[Floats], list[Floats]]:
    """Running evidence and visible length at places along lines."""
    steps = evidence.table.shape[1]
    row = which * steps
    kind = np.where(inward, 0, 1)
    sums, seen = [], []
    for place in places:
        index = row + np.clip(place / _STEP, 0, steps - 1).astype(np.intp)
        sums.append(evidence.flat[index, kind])
        seen.append(evidence.flat[index, 2])
    return sums, seen
