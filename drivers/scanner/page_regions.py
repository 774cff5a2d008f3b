"""Straight sides of bright or colourless areas: what a threshold sees of a page, as lines."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.scanner.page_geometry import Floats, Picture, line_through
from drivers.scanner.page_lines import least_and_most

_COARSE = 8
"""Of so many pixels one is enough to part the bright ones."""
_LEAST_AREA = 0.03
_LEAST_SIDE = 0.12
_SAME_TURN = 0.9994
"""Cosine of 2 degrees."""


def region_lines(picture: Picture) -> Floats:
    """Lines (n, 3) along the hulls of the large areas of a small BGR picture."""
    found: list[Floats] = []
    for mask in _masks(picture):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        large = sorted(contours, key=cv2.contourArea, reverse=True)[:3]
        for contour in large:
            if cv2.contourArea(contour) > _LEAST_AREA * mask.size:
                found += _hull_lines(contour, mask.shape)
    return np.stack(found) if found else np.empty((0, 3))


def _masks(picture: Picture) -> list[Picture]:
    least, most = least_and_most(picture)
    colour = cv2.subtract(most, least)
    masks = []
    for channel, how in ((least, cv2.THRESH_BINARY), (colour, cv2.THRESH_BINARY_INV)):
        level, mask = cv2.threshold(channel, 0, 255, how + cv2.THRESH_OTSU)
        masks.append(mask)
        counts = cv2.calcHist([channel], [0], None, [256], [0, 256]).ravel().astype(np.intp)
        counts[: int(level) + 1] = 0
        if how == cv2.THRESH_BINARY and counts.sum() > 0.1 * channel.size:
            upper = np.repeat(np.arange(256, dtype=np.uint8), counts // _COARSE)
            again, _ = cv2.threshold(upper.reshape(1, -1), 0, 255, how + cv2.THRESH_OTSU)
            masks.append(cv2.threshold(channel, again, 255, how)[1])
    kernel = np.ones((9, 9), np.uint8)
    return [cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel) for mask in masks]


def _hull_lines(contour: Picture, shape: tuple[int, ...]) -> list[Floats]:
    hull = cv2.convexHull(contour)
    corners = cv2.approxPolyDP(hull, 0.012 * cv2.arcLength(hull, closed=True), closed=True)[:, 0].astype(
        float
    )
    high, wide = shape[0] - 3, shape[1] - 3
    found = []
    for a, b in zip(corners, np.roll(corners, -1, 0), strict=True):
        rim = all(p[0] < 2 or p[1] < 2 or p[0] > wide or p[1] > high for p in (a, b))
        if float(np.hypot(*(b - a))) > _LEAST_SIDE * min(shape[:2]) and not rim:
            found.append(line_through(a, b))
    return found


def without_doubles(lines: Floats, centre: Floats, apart: float = 3.0) -> Floats:
    """The lines without those that run along an earlier one."""
    offset = lines[:, 2] - lines[:, :2] @ centre
    dot = lines[:, :2] @ lines[:, :2].T
    gap = np.abs(offset * np.sign(dot) - offset[:, None])
    same = (np.abs(dot) > _SAME_TURN) & (gap < apart)
    kept = np.ones(len(lines), bool)
    for index in range(len(lines)):
        if kept[index]:
            kept[index + 1 :] &= ~same[index, index + 1 :]
    return lines[kept]
