"""Desk pictures of known truth: several desks, lights, shadows, hands, clutter and perspectives. BGR arrays."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from bench.pages_papers import Picture, Random, any_paper, card

SIZES = ((1600, 1200), (1920, 1080), (1920, 1440), (2592, 1944), (3264, 2448))
DESKS = ("dark", "wood", "white", "checks", "grey", "mat", "tiles", "marble")


@dataclass(frozen=True)
class Desk:
    """One picture; `quad` are the page's true corners (4 x 2), possibly outside the picture."""

    picture: Picture
    quad: np.ndarray
    desk: str
    hardships: tuple[str, ...]


def _smooth(rng: Random, width: int, height: int, cells: tuple[int, int], spread: float) -> Picture:
    small = rng.normal(0, spread, (cells[1], cells[0])).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def surface(rng: Random, kind: str, width: int, height: int) -> Picture:
    """A desk without anything on it, float32 RGB."""
    flat = np.ones((height, width, 3), np.float32)
    grain = _smooth(rng, width, height, (width // 3, height // 3), 1.0)[..., None]
    tint = {
        "dark": rng.uniform(18, 60, 3),
        "wood": np.array([rng.uniform(120, 205), rng.uniform(85, 160), rng.uniform(50, 110)]),
        "white": rng.uniform(205, 238) + rng.uniform(-4, 4, 3),
        "grey": rng.uniform(90, 180) + rng.uniform(-8, 8, 3),
        "mat": rng.uniform(30, 130, 3),
        "tiles": rng.uniform(120, 215) + rng.uniform(-12, 12, 3),
        "marble": rng.uniform(150, 215) + rng.uniform(-10, 10, 3),
        "checks": rng.uniform(60, 200, 3),
    }[kind]
    desk = flat * np.asarray(tint, np.float32) + grain * float(rng.uniform(0.5, 4))
    if kind == "wood":
        across = _smooth(rng, width, height, (4, int(rng.integers(40, 160))), float(rng.uniform(6, 20)))
        desk += (across if rng.random() < 0.5 else cv2.resize(across.T, (width, height)))[..., None]
        for x in rng.integers(0, width, int(rng.integers(0, 4))):
            cv2.line(desk, (int(x), 0), (int(x) + int(rng.integers(-60, 60)), height), (60, 40, 25), 3)
    elif kind == "checks":
        step = int(rng.integers(30, 110))
        yy, xx = np.mgrid[0:height, 0:width]
        odd = (((xx + yy * rng.uniform(-0.4, 0.4)) // step + yy // step) % 2)[..., None]
        desk += odd * rng.uniform(-60, 60, 3).astype(np.float32)
    elif kind == "tiles":
        step = int(rng.integers(250, 700))
        dark = tuple(float(v) for v in np.asarray(tint) - rng.uniform(25, 70))
        for x in range(int(rng.integers(0, step)), width, step):
            cv2.line(desk, (x, 0), (x + 40, height), dark, int(rng.integers(3, 9)))
        for y in range(int(rng.integers(0, step)), height, step):
            cv2.line(desk, (0, y), (width, y + 20), dark, int(rng.integers(3, 9)))
    elif kind == "marble":
        desk += _smooth(rng, width, height, (11, 8), 14.0)[..., None]
    elif kind == "mat":
        step = int(rng.integers(60, 160))
        for x in range(0, width, step):
            cv2.line(desk, (x, 0), (x, height), tuple(float(v) for v in np.asarray(tint) + 28), 2)
    return desk


def true_quad(rng: Random, width: int, height: int, paper: tuple[float, float], fill: float) -> np.ndarray:
    """Corners of a sheet seen by a camera that looks down not quite straight; any turn."""
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float) * np.array(paper) / max(paper)
    turn = rng.choice([0, 90, 180, 270]) + rng.normal(0, 8) if rng.random() < 0.7 else rng.uniform(0, 360)
    a = np.radians(turn)
    flat = half @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    tilt, side = np.radians(rng.uniform(-24, 24, 2)) * rng.uniform(0, 1)
    distance = rng.uniform(2.2, 4.5)
    x, y = flat.T
    z = distance + x * np.sin(side) + y * np.sin(tilt)
    seen = np.stack([x * np.cos(side) / z, y * np.cos(tilt) / z], 1)
    seen -= seen.mean(0)
    span = np.ptp(seen, 0)
    seen *= fill * min(width / span[0], height / span[1])
    room = np.maximum(0, np.array([width, height]) - np.ptp(seen, 0)) / 2
    low = seen.min(0) + np.ptp(seen, 0) / 2
    return seen - low + np.array([width, height]) / 2 + rng.uniform(-0.85, 0.85, 2) * room


def lay(desk: Picture, paper: Picture, quad: np.ndarray, rng: Random) -> None:
    """Put a sheet on the desk with the thin shadow that its edge casts."""
    height, width = desk.shape[:2]
    h, w = paper.shape[:2]
    scale = np.linalg.norm(quad[1] - quad[0]) / w
    if scale < 0.7:
        w, h = max(2, int(w * scale * 1.2)), max(2, int(h * scale * 1.2))
        paper = cv2.resize(paper, (w, h), interpolation=cv2.INTER_AREA)
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners, quad.astype(np.float32))
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.round(quad * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    offset = rng.normal(0, width * 0.003, 2)
    moved = cv2.warpAffine(mask, np.float32([[1, 0, offset[0]], [0, 1, offset[1]]]), (width, height))
    small = (
        cv2.resize(moved, (width // 2, height // 2), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    )
    soft = cv2.GaussianBlur(small, (0, 0), width * float(rng.uniform(0.0005, 0.0025)))
    dark = cv2.resize(soft, (width, height))
    desk *= 1 - dark[..., None] * float(rng.uniform(0.15, 0.5))
    seen = cv2.warpPerspective(paper, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE).astype(
        np.float32
    )
    weight = mask[..., None].astype(np.float32) / 255
    desk += (seen - desk) * weight


def hand(desk: Picture, quad: np.ndarray, rng: Random) -> None:
    """Fingers that hold one edge of the sheet."""
    side = int(rng.integers(0, 4))
    a, b = quad[side], quad[(side + 1) % 4]
    inward = quad.mean(0) - (a + b) / 2
    inward /= np.linalg.norm(inward)
    length = np.linalg.norm(b - a)
    skin = np.array([rng.uniform(190, 235), rng.uniform(140, 180), rng.uniform(110, 150)])
    start = rng.uniform(0.2, 0.55)
    for finger in range(int(rng.integers(1, 5))):
        foot = a + (b - a) * (start + finger * 0.07)
        tip = foot + inward * length * rng.uniform(0.05, 0.12)
        root = foot - inward * length * 0.5
        colour = tuple(float(v) for v in skin * rng.uniform(0.85, 1))
        cv2.line(desk, _point(tip), _point(root), colour, max(3, int(length * 0.055)), cv2.LINE_AA)


def _point(at: np.ndarray) -> tuple[int, int]:
    return int(at[0]), int(at[1])


def clutter(desk: Picture, quad: np.ndarray, rng: Random) -> None:
    """Pens, cups, other papers and cables beside the sheet, under it where they meet."""
    height, width = desk.shape[:2]
    for _ in range(int(rng.integers(1, 5))):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        kind = rng.choice(["pen", "cup", "paper", "box"])
        if kind == "pen":
            a = rng.uniform(0, np.pi)
            reach = np.array([np.cos(a), np.sin(a)]) * width * 0.12
            colour = tuple(float(v) for v in rng.uniform(0, 200, 3))
            cv2.line(
                desk, _point(np.array([x, y]) - reach), _point(np.array([x, y]) + reach), colour, width // 110
            )
        elif kind == "cup":
            cv2.circle(
                desk, (int(x), int(y)), width // 14, tuple(float(v) for v in rng.uniform(60, 250, 3)), -1
            )
            cv2.circle(desk, (int(x), int(y)), width // 18, (70.0, 45.0, 25.0), -1)
        else:
            shade = rng.uniform(215, 250) if kind == "paper" else rng.uniform(20, 120)
            spot = cv2.boxPoints(((x, y), (width * 0.16, width * 0.23), float(rng.uniform(0, 180))))
            if cv2.pointPolygonTest(quad.astype(np.float32), (float(x), float(y)), measureDist=False) < 0:
                cv2.fillConvexPoly(desk, spot.astype(np.int32), (shade, shade, shade), cv2.LINE_AA)


def light(picture: Picture, rng: Random, hardships: list[str]) -> Picture:
    """Uneven light, tint, a soft shadow, too little light, lens blur and noise; uint8."""
    height, width = picture.shape[:2]
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    a = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(a) * (xx / width - 0.5) + np.sin(a) * (yy / height - 0.5)) * float(rng.uniform(0, 0.5))
    level = 1 + slope
    if rng.random() < 0.3:
        hardships.append("shadow")
        corner = rng.uniform([0, 0], [width, height], (5, 2)).astype(np.int32)
        shade = np.zeros((height // 4, width // 4), np.uint8)
        cv2.fillPoly(shade, [cv2.convexHull(corner // 4)], 255)
        soft = cv2.GaussianBlur(shade, (0, 0), float(rng.uniform(3, 40)))
        level *= 1 - cv2.resize(soft, (width, height)).astype(np.float32) / 255 * float(rng.uniform(0.2, 0.5))
    gain = float(rng.uniform(0.75, 1.02))
    noise = float(rng.uniform(0.5, 4))
    if rng.random() < 0.1:
        hardships.append("dark")
        gain, noise = float(rng.uniform(0.2, 0.35)), float(rng.uniform(2, 6))
    tint = rng.uniform(0.9, 1.0, 3).astype(np.float32)
    lit = picture * (level * gain)[..., None] * tint
    lit = cv2.GaussianBlur(lit, (0, 0), float(rng.uniform(0.5, 1.2)) * width / 1900)
    lit += cv2.resize(rng.normal(0, noise, (height // 2, width // 2, 3)).astype(np.float32), (width, height))
    return np.clip(lit, 0, 255).astype(np.uint8)


def desk_picture(seed: int) -> Desk:
    """The picture of a seed: always the same."""
    rng = np.random.default_rng([seed, 20261122])
    width, height = SIZES[int(rng.choice(len(SIZES), p=[0.3, 0.25, 0.2, 0.15, 0.1]))]
    kind = DESKS[seed % len(DESKS)]
    hardships: list[str] = []
    if rng.random() < 0.12:
        paper, size = card(rng, 1000, back=bool(rng.random() < 0.5)), (85.6, 54.0)
        fill = float(rng.uniform(0.35, 0.7))
        hardships.append("card")
    else:
        paper, size = any_paper(rng, 1060, 1500), (210.0, 297.0)
        fill = float(rng.uniform(0.5, 0.95))
    quad = true_quad(rng, width, height, size, fill)
    if rng.random() < 0.1 and "card" not in hardships:
        hardships.append("cut")
        lean = np.ptp(quad, 0) * rng.uniform(0.02, 0.08)
        push = [quad.min(0), np.array([width, height]) - quad.max(0)][int(rng.integers(0, 2))]
        axis = int(rng.integers(0, 2))
        sign = -1 if push is not None and (push == quad.min(0)).all() else 1
        quad[:, axis] += sign * (push[axis] + lean[axis])
    desk = surface(rng, kind, width, height)
    if rng.random() < 0.4:
        hardships.append("clutter")
        clutter(desk, quad, rng)
    lay(desk, paper, quad, rng)
    if rng.random() < 0.15:
        hardships.append("hand")
        hand(desk, quad, rng)
    picture = light(desk, rng, hardships)
    ok, packed = cv2.imencode(
        ".jpg",
        np.ascontiguousarray(picture[..., ::-1]),
        [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(75, 95))],
    )
    if not ok:
        raise RuntimeError("JPEG")
    return Desk(cv2.imdecode(packed, cv2.IMREAD_COLOR), quad, kind, tuple(hardships))


def iou(found: np.ndarray, truth: np.ndarray, size: tuple[int, int]) -> float:
    """Intersection over union of two convex quads inside the picture (`size` width, height)."""
    frame = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], float)
    first, second = (
        _clipped(cv2.convexHull(quad.astype(np.float32))[:, 0], frame) for quad in (found, truth)
    )
    both = _area(_clipped(first, second))
    total = _area(first) + _area(second) - both
    return both / total if total > 0 else 0.0


def _area(corners: np.ndarray) -> float:
    x, y = corners.reshape(-1, 2).T
    return abs(float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())) / 2


def _clipped(corners: np.ndarray, window: np.ndarray) -> np.ndarray:
    """The part of a polygon within a convex one (Sutherland-Hodgman): OpenCV's own goes wrong at shared sides."""
    centre = window.mean(0) if len(window) else np.zeros(2)
    for a, b in zip(window, np.roll(window, -1, 0), strict=True):
        normal = np.array([a[1] - b[1], b[0] - a[0]], float)
        normal *= np.sign(normal @ (centre - a)) or 1.0
        kept: list[np.ndarray] = []
        for p, q in zip(np.roll(corners, 1, 0), corners, strict=True):
            before, after = normal @ (p - a), normal @ (q - a)
            if (before >= 0) != (after >= 0):
                kept.append(p + (q - p) * (before / (before - after)))
            if after >= 0:
                kept.append(q)
        corners = np.array(kept).reshape(-1, 2)
    return corners
