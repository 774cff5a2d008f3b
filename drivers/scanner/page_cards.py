"""Both sides of an identity card, found on one picture and put on one A4 at their true size (身份证正反面)."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from drivers.codes import Code
from drivers.scanner.page_edges import refine
from drivers.scanner.page_geometry import Floats, Picture, area, clockwise, sides
from drivers.scanner.page_look import SECOND, candidates, reduced
from drivers.scanner.page_measure import measure
from drivers.scanner.page_outline import LEAST_SIDE, as_colour

TOO_FEW = Code.PAGE_CARDS_NOT_FOUND
"""What people are told when fewer than two cards are found."""
CARD_MM = (85.6, 54.0)
A4_MM = (210.0, 297.0)
_PROPORTION = CARD_MM[0] / CARD_MM[1]
_OFF = 0.16
"""How far (natural logarithm) the seen proportion may be from a card's: cameras look at an angle."""
_LEAST_MARK = 0.2
_APART_MM = 20.0


def find_cards(picture: Picture) -> list[Floats]:
    """Corners (4, 2) of up to two cards, the upper or left one first; fewer when fewer are certain."""
    picture = as_colour(picture)
    if min(picture.shape[:2]) < 64:
        return []
    seen = candidates(picture, SECOND)
    smooth, scale, found = seen.smooth, seen.scale, seen.quads
    blobs = _blobs(reduced(picture)[0])
    pool = np.concatenate([found, blobs]) if len(blobs) else found
    size = np.array([smooth.shape[1], smooth.shape[0]])
    pool = pool[[_card_like(quad) and bool(((quad > 1) & (quad < size - 2)).all()) for quad in pool]]
    if not len(pool):
        return []
    marks, support = measure(smooth, seen.paper, pool)
    cards: list[Floats] = []
    for index in np.argsort(-marks, kind="stable").tolist():
        quad = pool[index]
        clear = marks[index] >= _LEAST_MARK and support[index].min() >= LEAST_SIDE
        if clear and len(cards) < 2 and all(_other(quad, card) for card in cards):
            cards.append(quad)
    exact = [_exact(picture, (card + 0.5) / scale - 0.5, scale) for card in cards]
    return sorted(exact, key=lambda card: _place(card, exact))


def _place(card: Floats, cards: list[Floats]) -> float:
    """Top to bottom, or left to right for cards side by side."""
    spread = np.ptp(np.stack([each.mean(0) for each in cards]), 0)
    return float(card.mean(0)[0 if spread[0] > spread[1] else 1])


def _card_like(quad: Floats) -> bool:
    top, right, bottom, left = np.maximum(sides(quad), 1e-6).tolist()
    seen = abs(float(np.log((top + bottom) / (left + right))))
    return abs(seen - float(np.log(_PROPORTION))) < _OFF


def _other(first: Floats, second: Floats) -> bool:
    """Whether two quads are two cards: apart, and of about the same size."""
    both, _ = cv2.intersectConvexConvex(first.astype(np.float32), second.astype(np.float32))
    one, two = abs(float(area(first))), abs(float(area(second)))
    return both < 0.05 * min(one, two) and 0.5 < one / two < 2.0


def _blobs(small: Picture) -> Floats:
    """Rectangles around whatever differs from the picture's rim, as on the bed of a scanner."""
    rim = np.concatenate([small[:4].reshape(-1, 3), small[-4:].reshape(-1, 3), small[:, :4].reshape(-1, 3)])
    lid = np.median(rim, 0)
    away = np.abs(small.astype(np.int16) - lid.astype(np.int16)).max(2).astype(np.uint8)
    quads = []
    for level in (8, 16, 30):
        mask = cv2.morphologyEx((away > level).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        large = [contour for contour in contours if cv2.contourArea(contour) > 0.01 * mask.size]
        quads += [clockwise(cv2.boxPoints(cv2.minAreaRect(contour)).astype(float)) for contour in large]
    return np.stack(quads) if quads else np.empty((0, 4, 2))


def _exact(picture: Picture, corners: Floats, scale: float) -> Floats:
    start = corners
    for reach in (4.0, 1.5):
        corners = refine(picture, corners, max(2.0, reach / scale))
    away = np.abs(corners - start).max()
    # Beyond a few pixels of the reduced picture a side has jumped to print or to the other card.
    return clockwise(corners if np.isfinite(away) and away < 9.0 / scale else start)


def cut_card(picture: Picture, corners: Floats, dpi: float = 300.0) -> Picture:
    """One card, lying, at its true size."""
    top, right, bottom, left = sides(corners).tolist()
    if top + bottom < left + right:
        corners = np.roll(corners, 1, 0)
    size = _pixels(CARD_MM, dpi)
    flat = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    return cv2.warpPerspective(
        as_colour(picture), matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def on_one_sheet(cards: Sequence[Picture], dpi: float = 300.0) -> Picture:
    """Cards (from `cut_card` with the same dpi) one below the other on a white A4, each 85.6 x 54.0 mm."""
    width, height = _pixels(A4_MM, dpi)
    sheet = np.full((height, width, 3), 255, np.uint8)
    wide, high = _pixels(CARD_MM, dpi)
    gap = round(_APART_MM / 25.4 * dpi)
    top = (height - len(cards) * high - max(0, len(cards) - 1) * gap) // 2
    left = (width - wide) // 2
    for index, card in enumerate(cards):
        y = top + index * (high + gap)
        sheet[y : y + high, left : left + wide] = card
    return sheet


def _pixels(size_mm: tuple[float, float], dpi: float) -> tuple[int, int]:
    return round(size_mm[0] / 25.4 * dpi), round(size_mm[1] / 25.4 * dpi)
