"""How far a scan is turned, from its lines of text and rules: projections of thin strips, shifted and added.

Source: the sharpness of the row sums is greatest when rows run along the lines (Postl's projection method).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from drivers.scanner.page_geometry import Floats, Picture

LIMIT = 15.0
"""Degrees to both sides that are looked at."""
LEAST_TURN = 0.03
"""Degrees that are left as they are: a pixel and a half across an A4 of 300 dpi."""
_WIDTH = 640
"""Pixels across the reduced page: 75 dpi of an A4."""
_BAND = 64
"""Rows of the reduced page that are made at a time: they stay in the processor's cache."""


@dataclass(frozen=True)
class Skew:
    """`degrees`: how far the page is turned clockwise; `sure`: 0 (nothing to go by) to 1."""

    degrees: float
    sure: float

    @property
    def certain(self) -> bool:
        """Whether turning the page back is justified."""
        return self.sure >= 0.15


def find_skew(picture: Picture) -> Skew:
    """The turn of a grey or colour page within ±15 degrees; nothing certain on blank or tiny pages."""
    if picture.size == 0 or min(picture.shape[:2]) < 40:
        return Skew(0.0, 0.0)
    ink = ink_of(picture)
    coarse = np.arange(-LIMIT, LIMIT + 0.01, 0.5)
    half = cv2.resize(
        ink, (max(8, ink.shape[1] // 2), max(8, ink.shape[0] // 2)), interpolation=cv2.INTER_AREA
    )
    marks = _sharpness(_strips(half, 48), coarse, half.shape[1])
    best = int(np.argmax(marks))
    level = float(np.median(marks))
    if level <= 0 or marks[best] <= 0:
        return Skew(0.0, 0.0)
    sure = 1 - level / float(marks[best])
    start = float(coarse[best])
    turned = _turn(ink, start)
    strips, width = _strips(turned, 24, 4), turned.shape[1] * 4
    near = np.arange(-0.5, 0.51, 0.1)
    middle = float(near[int(np.argmax(_sharpness(strips, near, width)))])
    fine = middle + np.arange(-0.12, 0.121, 0.03)
    degrees = start + _summit(fine, _sharpness(strips, fine, width))
    return Skew(float(np.clip(degrees, -LIMIT, LIMIT)), sure)


def ink_of(picture: Picture) -> Floats:
    """Darkness against the paper around it, 0 to 1, reduced; the rim is left out."""
    # Whole factors only: others take four times as long.
    factor = max(1, min(round(picture.shape[1] / _WIDTH), min(picture.shape[:2]) // 32))
    small = _smaller(picture, factor)
    size = (small.shape[1], small.shape[0])
    paper = cv2.blur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (15, 15))
    dark = np.clip(cv2.subtract(paper, small).astype(np.float32) / np.maximum(paper, 1) * 2 - 0.1, 0, 1)
    rim = max(2, size[0] // 50)
    dark[:rim] = dark[-rim:] = 0
    dark[:, :rim] = dark[:, -rim:] = 0
    result: Floats = dark
    return result


def _smaller(picture: Picture, factor: int) -> Picture:
    """The picture in grey, a whole factor smaller; in bands, so that no grey copy of all of it is made.

    Of a large one every second row is enough, and half the time.
    """
    rows, columns = picture.shape[0] // factor, picture.shape[1] // factor
    step = 2 if factor % 2 == 0 else 1
    small = np.empty((rows, columns), np.uint8)
    for first in range(0, rows, _BAND):
        last = min(rows, first + _BAND)
        band = picture[first * factor : last * factor : step, : columns * factor]
        grey = band if band.ndim == 2 else cv2.cvtColor(band, cv2.COLOR_BGR2GRAY)
        small[first:last] = cv2.resize(grey, (columns, last - first), interpolation=cv2.INTER_AREA)
    return small


def _turn(ink: Floats, degrees: float) -> Floats:
    """Rows slid so that lines turned by `degrees` become nearly level."""
    height, width = ink.shape
    slope = float(np.tan(np.radians(degrees)))
    room = int(abs(slope) * width / 2) + 1
    matrix = np.array([[1, 0, 0], [-slope, 1, slope * width / 2 + room]], np.float32)
    turned: Floats = cv2.warpAffine(ink, matrix, (width, height + 2 * room))
    return turned


def _strips(ink: Floats, count: int, finer: int = 1) -> Floats:
    """Row means of `count` upright strips, (count, height * finer): finer rows make small shifts whole."""
    thin = cv2.blur(cv2.resize(ink, (count, ink.shape[0]), interpolation=cv2.INTER_AREA), (1, 2))
    if finer > 1:
        thin = cv2.resize(thin, (count, ink.shape[0] * finer), interpolation=cv2.INTER_CUBIC)
    upright: Floats = np.ascontiguousarray(thin.T)
    return upright


def _sharpness(strips: Floats, degrees: Floats, width: float) -> Floats:
    """How uneven the row sums are at each angle; `width` is the page's in rows of the strips."""
    count, height = strips.shape
    at = ((np.arange(count) + 0.5) / count - 0.5) * width
    shift = np.round(np.tan(np.radians(degrees))[:, None] * at).astype(np.intp)
    room = int(np.abs(shift).max()) + 1
    padded = np.pad(strips, ((0, 0), (room, room)))
    span = padded.shape[1]
    windows = np.lib.stride_tricks.sliding_window_view(padded.ravel(), height)
    starts = np.arange(count) * span + room + shift
    rows = np.stack([windows[start].sum(0) for start in starts])
    steps = np.diff(rows, axis=1)
    sharp: Floats = (steps * steps).sum(1)
    return sharp


def _summit(degrees: Floats, marks: Floats) -> float:
    """The top of the parabola through the marks around the best one."""
    best = int(np.argmax(marks))
    low, high = max(0, best - 3), min(len(marks), best + 4)
    a, b, _ = np.polyfit(degrees[low:high], marks[low:high] / marks[best], 2)
    top = -b / (2 * a) if a < 0 else float(degrees[best])
    return float(np.clip(top, degrees[0], degrees[-1]))


def turn_back(picture: Picture, skew: Skew) -> Picture:
    """The page level, paper-white in the corners that come free; itself when there is nothing to do.

    Colour is turned as brightness and two quarter-size colour planes, as JPEG keeps it: half the time.
    """
    if not skew.certain or abs(skew.degrees) < LEAST_TURN:
        return picture
    height, width = picture.shape[:2]
    if picture.ndim == 2:
        return rotated(picture, skew.degrees, 255)
    even = cv2.copyMakeBorder(picture, 0, height % 4 and 4 - height % 4, 0, width % 2, cv2.BORDER_REPLICATE)
    high, wide = even.shape[:2]
    planes = cv2.cvtColor(even, cv2.COLOR_BGR2YUV_I420)
    quarter = high // 4
    places = (slice(0, high), slice(high, high + quarter), slice(high + quarter, high + 2 * quarter))
    for place, fill in zip(places, (255, 128, 128), strict=True):
        plane = planes[place] if fill == 255 else planes[place].reshape(high // 2, wide // 2)
        planes[place] = rotated(plane, skew.degrees, fill).reshape(planes[place].shape)
    return cv2.cvtColor(planes, cv2.COLOR_YUV2BGR_I420)[:height, :width]


def rotated(plane: Picture, degrees: float, fill: int) -> Picture:
    """One channel turned anticlockwise about its middle; `fill` in the corners that come free."""
    height, width = plane.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    return cv2.warpAffine(plane, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)
