"""Long straight edges of a small colour picture: a Hough vote in which weak but long edges count too."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, Picture

_DEGREES = 180
_COSINE, _SINE = (way(np.radians(np.arange(_DEGREES))).astype(np.float32) for way in (np.cos, np.sin))
_NEAR_RHO, _NEAR_THETA = 4, 4
"""Pixels and degrees within which only the strongest line stays."""
_TURN = 3
"""A pixel votes for lines turned by so many degrees from its own edge: noise turns gradients that much."""
_LEAST_STEP, _MOST_STEP = 1.5, 24.0
"""Grey levels a pixel: fainter is noise; stronger ones count no more, or print would outvote paper's edge."""
_REACH = 3.0
"""Pixels from a line within which edge pixels are its own."""
_SAME_WAY = float(np.radians(14))
"""Radians by which their gradient may point elsewhere."""
_MOST_TURN = 0.03
"""Radians by which a line may still be turned."""
_AROUND, _USUAL, _EVEN = 31, 1.0, 8.0
"""Pixels around an edge that it is weighed against; grey levels a pixel that are always there; and the new scale."""
_EDGE_PART = 0.2
"""Part of the pixels that may be edges."""


def least_and_most(picture: Picture) -> tuple[Picture, Picture]:
    """The smallest and the largest channel of each pixel of a BGR picture."""
    blue, green, red = cv2.split(picture)
    return cv2.min(cv2.min(blue, green), red), cv2.max(cv2.max(blue, green), red)


def _gradient(picture: Picture) -> tuple[Picture, Picture, Picture]:
    """Gradient (x, y) of the channel that is steepest at each pixel, and |x| + |y|; 1/32 grey level a pixel."""
    gx, gy, steepest = _steps(picture[..., 0])
    for number in (1, 2):
        x, y, size = _steps(picture[..., number])
        more = cv2.compare(size, steepest, cv2.CMP_GT)
        for source, target in ((x, gx), (y, gy), (size, steepest)):
            cv2.copyTo(source, more, target)
    return gx, gy, steepest


def _steps(channel: Picture) -> tuple[Picture, Picture, Picture]:
    x, y = (cv2.Scharr(channel, cv2.CV_16S, dx, 1 - dx) for dx in (1, 0))
    return x, y, cv2.add(np.abs(x), np.abs(y))


def lines(picture: Picture, most: int, *, exact: bool = False, even: bool = False) -> Floats:
    """Up to `most` lines (n, 3) `a x + b y = c` (unit normal) of a BGR picture, strongest first.

    To a pixel and a degree; `exact`: laid through the pixels that voted for them, which takes as long again;
    `even`: edges are weighed against what is around them.
    """
    gx, gy, size = _gradient(picture)
    if even:
        gx, gy, size = _evened(gx, gy, size)
    height, width = size.shape
    floor = max(_LEAST_STEP * 32, _upper(size[::3, ::3], _EDGE_PART))
    strong = (_thin(size, gx, gy) > 0) & (size > floor)
    places = cv2.findNonZero(strong.astype(np.uint8))
    if places is None or len(places) < 20:  # type: ignore[redundant-expr]  # None when no pixel is set
        return np.empty((0, 3))
    xs, ys = places.reshape(-1, 2).T
    centre = np.array([width / 2, height / 2], np.float32)
    points = np.stack([xs - centre[0], ys - centre[1]])
    steps = np.stack([gx[ys, xs], gy[ys, xs]]).astype(np.float32)
    found = _peaks(*_vote(points, steps, int(np.hypot(width, height) / 2) + 2), most)
    if exact:
        found = _fitted(found, points, steps)
    found[:, 2] += found[:, :2] @ centre
    return found


def _evened(gx: Picture, gy: Picture, size: Picture) -> tuple[Picture, Picture, Picture]:
    """Gradients against what is usual around them: among print an edge counts little, alone on a desk much."""
    around = cv2.blur(size, (_AROUND, _AROUND)).astype(np.float32) + _USUAL * 32
    factor = _EVEN * 32 / around
    x, y = (cv2.multiply(each.astype(np.float32), factor).astype(np.int16) for each in (gx, gy))
    return x, y, cv2.add(np.abs(x), np.abs(y))


def _fitted(lines: Floats, points: Floats, steps: Floats) -> Floats:
    """The lines moved onto the edge pixels that lie along them and point their way."""
    order, angles = _by_angle(steps)
    x, y = points[:, order].astype(np.float64)
    size = np.minimum(np.hypot(*steps), _MOST_STEP * 32)[order]
    exact = lines.copy()
    for line, way in zip(exact, np.arctan2(lines[:, 1], lines[:, 0]) % np.pi, strict=True):
        first, last = np.searchsorted(angles, (way - _SAME_WAY, way + _SAME_WAY))
        px, py = x[first:last], y[first:last]
        away = line[0] * px + line[1] * py - line[2]
        near = np.abs(away) < _REACH
        if np.count_nonzero(near) < 8:
            continue
        away = away[near]
        t = line[0] * py[near] - line[1] * px[near]
        weight = (1 - np.abs(away) / _REACH) * size[first:last][near]
        total = weight.sum()
        mt, ma = weight @ t / total, weight @ away / total
        t -= mt
        turn = float(np.clip(weight @ (t * away) / (weight @ (t * t) + 1e-6), -_MOST_TURN, _MOST_TURN))
        better = np.array([line[0] + turn * line[1], line[1] - turn * line[0], line[2] + ma - turn * mt])
        line[:] = better / np.hypot(better[0], better[1])
    return exact


def _by_angle(steps: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Numbers of the edge pixels by the way they point, 0 to 180 degrees, and that way in radians.

    Those near either end come once more beyond the other, so that a range never has to go round.
    """
    way = np.arctan2(steps[1], steps[0]) % np.pi
    order = np.argsort(way)
    way = way[order]
    low, high = np.searchsorted(way, (_SAME_WAY, np.pi - _SAME_WAY))
    whole = np.concatenate([order[high:], order, order[:low]])
    return whole, np.concatenate([way[high:] - np.pi, way, way[:low] + np.pi])


def _upper(values: Picture, part: float) -> float:
    """The value that a part of all exceed."""
    place = round((1 - part) * (values.size - 1))
    return float(np.partition(values, place, None)[place])


def _thin(size: Picture, gx: Picture, gy: Picture) -> Picture:
    """255 where a pixel is the strongest across its edge."""
    across = cv2.compare(size, cv2.dilate(size, np.ones((1, 3), np.uint8)), cv2.CMP_GE)
    along = cv2.compare(size, cv2.dilate(size, np.ones((3, 1), np.uint8)), cv2.CMP_GE)
    cv2.copyTo(across, cv2.compare(np.abs(gx), np.abs(gy), cv2.CMP_GT), along)
    return along


def _vote(points: Floats, steps: Floats, reach: int) -> tuple[Floats, int]:
    """Votes (degrees, distance) of edge pixels about the centre, and the column of distance 0."""
    weight = np.minimum(np.hypot(*steps), _MOST_STEP * 32)
    columns = 2 * reach + 1
    rounded = np.round(np.degrees(np.arctan2(steps[1], steps[0]))).astype(np.int32)
    cells, counts = [], []
    for turn in range(-_TURN, _TURN + 1):
        theta = (rounded + (turn + 2 * _DEGREES)) % _DEGREES
        rho = _COSINE[theta] * points[0] + _SINE[theta] * points[1]
        cells.append(theta * columns + np.rint(rho).astype(np.int32) + reach)
        counts.append(weight * np.float32(1 - abs(turn) / (_TURN + 2)))
    votes = np.bincount(np.concatenate(cells), np.concatenate(counts), _DEGREES * columns)
    return cv2.blur(votes.reshape(_DEGREES, columns).astype(np.float32), (3, 1)), reach


def _peaks(votes: Floats, reach: int, most: int) -> Floats:
    """The cells that are best of their neighbourhood, as lines (n, 3) about the centre."""
    left = np.pad(votes, ((_NEAR_THETA, _NEAR_THETA), (_NEAR_RHO, _NEAR_RHO)))
    # Half a turn further the same line has the opposite distance.
    left[:_NEAR_THETA, _NEAR_RHO:-_NEAR_RHO] = votes[-_NEAR_THETA:, ::-1]
    left[-_NEAR_THETA:, _NEAR_RHO:-_NEAR_RHO] = votes[:_NEAR_THETA, ::-1]
    top = cv2.dilate(left, np.ones((2 * _NEAR_THETA + 1, 2 * _NEAR_RHO + 1), np.uint8))
    inner = (slice(_NEAR_THETA, -_NEAR_THETA), slice(_NEAR_RHO, -_NEAR_RHO))
    thetas, rhos = np.nonzero((left[inner] >= top[inner]) & (left[inner] > 0))
    best = np.argsort(-votes[thetas, rhos], kind="stable")[:most]
    angle = np.radians(thetas[best])
    normal = np.stack([np.cos(angle), np.sin(angle)], 1)
    return np.column_stack([normal, rhos[best] - float(reach)])
