"""Long straight edges of a small colour picture: a Hough vote in which weak but long edges count too."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner.page_geometry import Floats, Picture

_DEGREES = 180
_NEAR_RHO = 4
_NEAR_THETA = 4


def least_and_most(picture: Picture) -> tuple[Picture, Picture]:
    """The smallest and the largest channel of each pixel of a BGR picture."""
    blue, green, red = cv2.split(picture)
    return cv2.min(cv2.min(blue, green), red), cv2.max(cv2.max(blue, green), red)


def colour_gradient(picture: Picture) -> tuple[Floats, Floats]:
    """Gradient (x, y) of the channel that is steepest at each pixel; grey levels a pixel."""
    first, *others = cv2.split(picture)
    gx, gy = _gradient(first)
    steepest = cv2.magnitude(gx, gy)
    for channel in others:
        x, y = _gradient(channel)
        size = cv2.magnitude(x, y)
        more = cv2.compare(size, steepest, cv2.CMP_GT)
        for source, target in ((x, gx), (y, gy), (size, steepest)):
            cv2.copyTo(source, more, target)
    return gx, gy


def _gradient(channel: Picture) -> tuple[Floats, Floats]:
    x, y = (cv2.Scharr(channel, cv2.CV_32F, dx, 1 - dx, scale=1 / 32) for dx in (1, 0))
    return x, y


def lines(picture: Picture, most: int) -> Floats:
    """Up to `most` lines (n, 3) `a x + b y = c` (unit normal) of the picture, strongest first."""
    gx, gy = colour_gradient(picture)
    magnitude = cv2.magnitude(gx, gy)
    height, width = magnitude.shape
    floor = max(1.2, float(np.percentile(magnitude[::3, ::3], 80)))
    ridge = _thin(magnitude, gx, gy) & (magnitude > floor)
    ys, xs = np.nonzero(ridge)
    if len(xs) < 20:
        return np.empty((0, 3))
    weight = np.minimum(magnitude[ys, xs], 24.0)
    votes, reach = _vote(xs, ys, gx[ys, xs], gy[ys, xs], weight, width, height)
    return _peaks(votes, reach, most, (width / 2, height / 2))


def _thin(magnitude: Floats, gx: Floats, gy: Floats) -> NDArray[np.bool_]:
    """Pixels that are the strongest across their edge."""
    flat = np.abs(gx) > np.abs(gy)
    across = cv2.dilate(magnitude, np.ones((1, 3), np.uint8))
    along = cv2.dilate(magnitude, np.ones((3, 1), np.uint8))
    thin: NDArray[np.bool_] = magnitude >= np.where(flat, across, along)
    return thin


def _vote(
    xs: NDArray[np.intp],
    ys: NDArray[np.intp],
    gx: Floats,
    gy: Floats,
    weight: Floats,
    width: int,
    height: int,
) -> tuple[Floats, int]:
    reach = int(np.hypot(width, height) / 2) + 2
    columns = 2 * reach + 1
    rounded = np.round(np.degrees(np.arctan2(gy, gx))).astype(np.int32)
    cells, counts = [], []
    dx, dy = xs - width / 2, ys - height / 2
    angle = np.radians(np.arange(_DEGREES))
    cosine, sine = np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)
    for turn in range(-3, 4):
        theta = (rounded + turn) % 360
        theta %= _DEGREES
        rho = cosine[theta] * dx + sine[theta] * dy
        cells.append(theta * columns + np.round(rho).astype(np.int32) + reach)
        counts.append(weight * (1 - abs(turn) / 5))
    votes = np.bincount(
        np.concatenate(cells), weights=np.concatenate(counts), minlength=_DEGREES * columns
    ).reshape(_DEGREES, columns)
    return cv2.blur(votes.astype(np.float32), (3, 1)), reach


def _peaks(votes: Floats, reach: int, most: int, centre: tuple[float, float]) -> Floats:
    """The cells that are best of their neighbourhood, as lines (n, 3) about the picture's corner."""
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
    return np.column_stack([normal, rhos[best] - reach + normal @ np.array(centre)])
