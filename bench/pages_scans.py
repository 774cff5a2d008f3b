"""Scans of known truth: turned pages, blank and nearly blank sides, two cards, text in shade. BGR arrays, 300 dpi."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.pages_papers import Picture, Random, any_paper, card, font, letter, stamp, words

A4 = (2480, 3508)
_CARD = (1011, 638)


def _rng(seed: int, kind: int) -> Random:
    return np.random.default_rng([seed, kind, 20261122])


def _noisy(page: Picture, rng: Random, spread: float) -> Picture:
    """Sensor noise and JPEG, RGB to BGR."""
    height, width = page.shape[:2]
    grain = cv2.resize(
        rng.normal(0, spread, (height // 2, width // 2, 3)).astype(np.float32), (width, height)
    )
    rough = np.clip(page + grain, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", np.ascontiguousarray(rough[..., ::-1]), [cv2.IMWRITE_JPEG_QUALITY, 85])
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)


def skewed(seed: int) -> tuple[Picture, float]:
    """A page turned clockwise by a known angle, and the angle."""
    rng = _rng(seed, 1)
    page = any_paper(rng, *A4)
    degrees = float(rng.uniform(-15, 15) if seed % 3 else rng.uniform(-2, 2))
    matrix = cv2.getRotationMatrix2D((A4[0] / 2 - 0.5, A4[1] / 2 - 0.5), -degrees, 1)
    lid = tuple(int(value) for value in page[5, 5])
    turned = cv2.warpAffine(page, matrix, A4, flags=cv2.INTER_LINEAR, borderValue=lid)
    return _noisy(turned, rng, float(rng.uniform(1, 5))), degrees


def blank(seed: int) -> Picture:
    """A side with nothing on it but what scanners and paper add."""
    rng = _rng(seed, 2)
    page = np.full((A4[1], A4[0], 3), rng.uniform(225, 253), np.float32) * rng.uniform(0.95, 1, 3)
    kind = seed % 5
    if kind in (0, 1):  # print of the other side shows through
        back = cv2.flip(any_paper(rng, *A4), 1).astype(np.float32)
        soft = cv2.GaussianBlur(back, (0, 0), float(rng.uniform(5, 9)))
        page -= (255 - soft) * float(rng.uniform(0.04, 0.12))
    if kind == 2:  # punched holes
        for part in (0.36, 0.64):
            centre = (int(rng.uniform(110, 150)), int(A4[1] * part))
            cv2.circle(page, centre, 35, (40.0, 40.0, 42.0), -1, cv2.LINE_AA)
    if kind == 3:  # shadows of lid and feeder
        page[:, : int(rng.uniform(10, 50))] *= 0.35
        page[-int(rng.uniform(10, 40)) :] *= 0.5
    if kind == 4:  # dust, a faint fold
        for _ in range(25):
            spot = tuple(int(v) for v in rng.uniform([0, 0], A4))
            cv2.circle(page, spot, int(rng.integers(1, 5)), (150.0, 150.0, 150.0), -1)
        y = int(A4[1] * rng.uniform(0.3, 0.7))
        page[y - 8 : y + 8] *= 0.965
    return _noisy(cv2.GaussianBlur(page, (0, 0), 1.2), rng, float(rng.uniform(1, 4)))


def nearly_blank(seed: int) -> Picture:
    """A real page with very little on it."""
    rng = _rng(seed, 3)
    page = letter(rng, *A4, lines=0.0)
    kind = seed % 5
    if kind == 0:
        stamp(page, rng, strength=float(rng.uniform(0.2, 0.5)))
    elif kind == 1:  # pencil
        picture = Image.fromarray(page)
        draw = ImageDraw.Draw(picture)
        paper = int(page.mean())
        grey = int(paper * float(rng.uniform(0.6, 0.8)))
        for row in range(int(rng.integers(1, 4))):
            at = (int(A4[0] * rng.uniform(0.1, 0.5)), int(A4[1] * rng.uniform(0.1, 0.8)) + row * 90)
            draw.text(at, words(rng, int(rng.integers(2, 9))), (grey,) * 3, font(int(rng.integers(50, 90))))
        page = np.asarray(picture).copy()
    elif kind == 2:  # one line of print, a page number
        picture = Image.fromarray(page)
        at = (A4[0] // 2, int(A4[1] * rng.choice([0.07, 0.92])))
        text = f"- {int(rng.integers(2, 90))} -" if seed % 2 else words(rng, 6)
        ImageDraw.Draw(picture).text(at, text, (40, 40, 40), font(44), anchor="mm")
        page = np.asarray(picture).copy()
    elif kind == 3:  # a signature
        x = np.linspace(0, 1, 60)
        y = np.cumsum(rng.normal(0, 30, 60))
        ink = (rng.uniform(20, 90), rng.uniform(20, 90), rng.uniform(90, 200))
        start = rng.uniform([300, 600], [1500, 2900])
        line = np.stack([start[0] + x * 500, start[1] + y], 1).astype(np.int32)
        cv2.polylines(page, [line], isClosed=False, color=ink, thickness=5, lineType=cv2.LINE_AA)
    else:
        page = letter(rng, *A4, lines=0.12)
    return _noisy(cv2.GaussianBlur(page, (0, 0), 1.2), rng, float(rng.uniform(1, 4)))


@dataclass(frozen=True)
class Cards:
    """A scanner's bed with both sides of a card, and their true corners."""

    picture: Picture
    quads: tuple[np.ndarray, np.ndarray]


def two_cards(seed: int) -> Cards:
    """Front and back on an A4 bed at 300 dpi, each turned as it was dropped."""
    rng = _rng(seed, 4)
    lid = rng.uniform(225, 252) if seed % 4 else rng.uniform(15, 60)
    bed = np.full((A4[1], A4[0], 3), lid, np.float32)
    bed += cv2.resize(rng.normal(0, 2, (60, 40)).astype(np.float32), A4)[..., None]
    quads = []
    for index in range(2):
        turn = np.radians(
            rng.normal(0, 6) + (90 if seed % 7 == 3 else 0) + (180 if rng.random() < 0.2 else 0)
        )
        centre = np.array(
            [A4[0] * rng.uniform(0.35, 0.65), A4[1] * (0.28 + 0.42 * index) + rng.uniform(-90, 90)]
        )
        half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array(_CARD) / 2
        quad = centre + half @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        _drop(bed, card(rng, _CARD[0], back=bool(index)), quad, rng)
        quads.append(quad)
    soft = cv2.GaussianBlur(bed, (0, 0), float(rng.uniform(0.7, 1.6)))
    return Cards(_noisy(soft, rng, float(rng.uniform(0.5, 3))), (quads[0], quads[1]))


def _drop(bed: Picture, side: Picture, quad: np.ndarray, rng: Random) -> None:
    """A card with round corners and its thin shadow."""
    height, width = side.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    radius = round(width * 3.18 / 85.6)
    cv2.rectangle(mask, (radius, 0), (width - radius, height), 255, -1)
    cv2.rectangle(mask, (0, radius), (width, height - radius), 255, -1)
    for x in (radius, width - radius):
        for y in (radius, height - radius):
            cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(flat, quad.astype(np.float32))
    size = (bed.shape[1], bed.shape[0])
    weight = cv2.warpPerspective(mask, matrix, size)[..., None].astype(np.float32) / 255
    dark = cv2.GaussianBlur(weight, (0, 0), float(rng.uniform(3, 8)))
    bed *= 1 - dark[..., None] * float(rng.uniform(0.08, 0.3))
    bed += (cv2.warpPerspective(side, matrix, size).astype(np.float32) - bed) * weight


def shaded(seed: int) -> tuple[Picture, Picture]:
    """Text under uneven light (BGR) and where its ink truly is (bool)."""
    rng = _rng(seed, 5)
    size = (1240, 1754)
    page = letter(rng, *size, lines=0.9)
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    truth = grey < (int(grey.max()) + int(grey.min())) / 2
    yy, xx = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    level = 0.95 - 0.5 * float(rng.uniform(0.3, 1)) * (xx / size[0] if seed % 2 else yy / size[1])
    corners = rng.uniform([0, 0], size, (4, 2)).astype(np.int32)
    shade = np.zeros((size[1], size[0]), np.float32)
    cv2.fillConvexPoly(shade, cv2.convexHull(corners), 1.0)
    level *= 1 - cv2.GaussianBlur(shade, (0, 0), float(rng.uniform(12, 60))) * float(rng.uniform(0.2, 0.5))
    lit = cv2.GaussianBlur(page.astype(np.float32), (0, 0), 0.7) * level[..., None] * rng.uniform(0.85, 1, 3)
    return _noisy(lit, rng, float(rng.uniform(1, 3))), truth
