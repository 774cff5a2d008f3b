"""The usual recipes as plain baselines: what a page benchmark is compared with. Corners (4, 2) or None."""

from __future__ import annotations

import cv2
import numpy as np

from bench.pages_papers import Picture
from drivers.scanner.deskew import find_skew


def otsu(picture: Picture) -> np.ndarray | None:
    """Otsu's threshold and the smallest rectangle around the largest area."""
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return cv2.boxPoints(cv2.minAreaRect(max(found, key=cv2.contourArea))) if found else None


def contours(picture: Picture) -> np.ndarray | None:
    """The tutorials' recipe: Canny, five largest contours, the first with four corners."""
    scale = 500 / picture.shape[0]
    small = cv2.resize(picture, None, fx=scale, fy=scale)
    edges = cv2.Canny(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0), 75, 200)
    found, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(found, key=cv2.contourArea, reverse=True)[:5]:
        corners = cv2.approxPolyDP(contour, 0.02 * cv2.arcLength(contour, closed=True), closed=True)
        if len(corners) == 4:
            return corners[:, 0] / scale
    return None


def segments(picture: Picture) -> np.ndarray | None:
    """The hull of long line segments (LSD), as a quad."""
    scale = 600 / max(picture.shape[:2])
    grey = cv2.cvtColor(
        cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY
    )
    found = cv2.createLineSegmentDetector().detect(cv2.GaussianBlur(grey, (5, 5), 0))[0]
    if found is None:
        return None
    ends = found.reshape(-1, 4)
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    points = ends[length > 0.15 * max(grey.shape)].reshape(-1, 2)
    if len(points) < 4:
        return None
    hull = cv2.convexHull(points)
    corners = cv2.approxPolyDP(hull, 0.04 * cv2.arcLength(hull, closed=True), closed=True)
    quad = corners[:, 0] if len(corners) == 4 else cv2.boxPoints(cv2.minAreaRect(hull))
    return quad / scale


PEERS = {"Otsu + minAreaRect": otsu, "contour recipe": contours, "line segments (LSD)": segments}


def cards_canny(picture: Picture) -> list[np.ndarray]:
    """Two cards by Canny and the smallest rectangles around the two largest contours."""
    edges = cv2.dilate(
        cv2.Canny(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), 40, 120), np.ones((9, 9), np.uint8)
    )
    found, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    large = sorted(found, key=cv2.contourArea, reverse=True)[:2]
    return [cv2.boxPoints(cv2.minAreaRect(contour)) for contour in large]


def blank_by_share(picture: Picture) -> bool:
    """Blank when fewer than a thousandth of the pixels are dark: a usual default."""
    return float((cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) < 140).mean()) < 0.001


def otsu_text(picture: Picture) -> Picture:
    """Ink by one threshold for the whole page."""
    return cv2.threshold(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), 0, 255, cv2.THRESH_OTSU)[1]


def division_text(picture: Picture) -> Picture:
    """Ink by plain background division and Otsu."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    paper = cv2.medianBlur(cv2.dilate(grey, np.ones((7, 7), np.uint8)), 21)
    return cv2.threshold(255 - cv2.absdiff(grey, paper), 0, 255, cv2.THRESH_OTSU)[1]


def plain_side(jpeg: bytes) -> bytes:
    """A side turned level the plain way: decoded in colour, turned, encoded, all by OpenCV; our angle."""
    page = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    height, width = page.shape[:2]
    middle = ((width - 1) / 2, (height - 1) / 2)
    matrix = cv2.getRotationMatrix2D(middle, find_skew(page).degrees, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255))
    return cv2.imencode(".jpg", turned, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()
