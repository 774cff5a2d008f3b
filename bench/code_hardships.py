"""What happens to a code between the printer and the reader: each a rule with a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Rule = Callable[[Grey, np.random.Generator], Grey]


def harm(scene: Grey, hardship: str, rng: np.random.Generator) -> Grey:
    """The scene under a hardship, then as a camera stores it (sensor noise, JPEG)."""
    hurt = _RULES[hardship](scene, rng)
    noisy = _noise(hurt, rng, 3.0)
    _, stored = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 75])
    return np.asarray(cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE), np.uint8)


def _noise(scene: Grey, rng: np.random.Generator, sigma: float) -> Grey:
    grain = rng.standard_normal(scene.shape, np.float32) * sigma
    return (scene + grain).clip(0, 255).astype(np.uint8)


def _none(scene: Grey, rng: np.random.Generator) -> Grey:  # noqa: ARG001 - a table's column
    return scene


def _blur(scene: Grey, rng: np.random.Generator) -> Grey:
    return cv2.GaussianBlur(scene, (0, 0), float(rng.uniform(2.0, 4.5)) * scene.shape[0] / 960)


def _motion(scene: Grey, rng: np.random.Generator) -> Grey:
    length = int(rng.integers(9, 17))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), float(rng.uniform(0, 180)), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(scene, -1, kernel / kernel.sum())


def _grain(scene: Grey, rng: np.random.Generator) -> Grey:
    return _noise(scene, rng, float(rng.uniform(20, 40)))


def _glare(scene: Grey, rng: np.random.Generator) -> Grey:
    rows, columns = scene.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    middle = rng.uniform(0.42, 0.58, 2)
    spread = rng.uniform(0.05, 0.1) * columns
    bright = np.exp(-((x - middle[0] * columns) ** 2 + (y - middle[1] * rows) ** 2) / (2 * spread**2))
    return (scene + bright * rng.uniform(120, 260)).clip(0, 255).astype(np.uint8)


def _dark(scene: Grey, rng: np.random.Generator) -> Grey:
    photons = scene.astype(np.float32) * float(rng.uniform(0.08, 0.16))
    return (
        (photons + rng.standard_normal(scene.shape, np.float32) * rng.uniform(3, 5))
        .clip(0, 255)
        .astype(np.uint8)
    )


def _moire(scene: Grey, rng: np.random.Generator) -> Grey:
    rows, columns = scene.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    waves = np.zeros_like(x)
    for _ in range(2):
        angle, pitch = rng.uniform(0, np.pi), rng.uniform(4, 9)
        waves += np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / pitch)
    return (scene * 0.75 + 30 + waves * rng.uniform(16, 26)).clip(0, 255).astype(np.uint8)


def _small(scene: Grey, rng: np.random.Generator) -> Grey:
    rows, columns = scene.shape
    factor = float(rng.uniform(0.26, 0.36))
    tiny = cv2.resize(scene, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    whole = np.full((rows, columns), int(scene.mean()), np.uint8)
    top, left = (rows - tiny.shape[0]) // 2, (columns - tiny.shape[1]) // 2
    whole[top : top + tiny.shape[0], left : left + tiny.shape[1]] = tiny
    return whole


def _curved(scene: Grey, rng: np.random.Generator) -> Grey:
    rows, columns = scene.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    bend = float(rng.uniform(0.06, 0.12)) * rows
    across = (x / columns - 0.5) * 2
    return cv2.remap(scene, x, (y + bend * (across**2 - 0.3)).astype(np.float32), cv2.INTER_LINEAR)


def _damaged(scene: Grey, rng: np.random.Generator) -> Grey:
    hurt = scene.copy()
    rows, columns = scene.shape
    for _ in range(9):
        ends = (rng.uniform(0.3, 0.7, (2, 2)) * (columns, rows)).astype(int)
        shade = int(rng.choice([40, 220]))
        cv2.line(hurt, ends[0].tolist(), ends[1].tolist(), shade, int(rng.integers(2, 6)))
    return hurt


def _worn(scene: Grey, rng: np.random.Generator) -> Grey:
    size = int(rng.integers(2, 5))
    return cv2.dilate(scene, np.ones((size, size), np.uint8))


def _turned(scene: Grey, rng: np.random.Generator) -> Grey:
    rows, columns = scene.shape
    middle = (columns / 2, rows / 2)
    turn = cv2.getRotationMatrix2D(middle, float(rng.uniform(0, 360)), 1)
    return cv2.warpAffine(scene, turn, (columns, rows), borderMode=cv2.BORDER_REFLECT)


def _screen(scene: Grey, rng: np.random.Generator) -> Grey:
    """A telephone: dark around it, a grid of pixels, a reflection."""
    lit = (_moire(scene, rng).astype(np.float32) / 255) ** 1.6 * 255
    y = np.mgrid[0 : scene.shape[0], 0 : scene.shape[1]][0]
    lit *= np.where(y % 3 == 0, 0.8, 1.0)
    return _glare(lit.clip(0, 255).astype(np.uint8), rng)


_RULES: Final[dict[str, Rule]] = {
    "none": _none,
    "perspective": _none,
    "blur": _blur,
    "motion": _motion,
    "noise": _grain,
    "glare": _glare,
    "low light": _dark,
    "moire": _moire,
    "small": _small,
    "curved": _curved,
    "damaged": _damaged,
    "worn": _worn,
    "rotated": _turned,
    "phone screen": _screen,
}
HARDSHIPS: Final = tuple(_RULES)
SCREEN_HARDSHIPS: Final = tuple(name for name in HARDSHIPS if name not in {"rotated", "worn"})
