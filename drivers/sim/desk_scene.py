"""What lies under a document camera: a desk, invented papers and cards, light, hands. Drawn, no photographs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]
"""BGR, uint8, shape (rows, columns, 3)."""
_INK: Final = (45, 40, 40)
_WHITE: Final = (216, 220, 220)
_BLACK: Final = 20
"""Toner reflects a little."""
_A4_PX: Final = (1240, 1754)
_CARD_PX: Final = (1011, 638)
_HIGH: Final = 0.86
"""Part of the picture's height that an A4 takes."""
_A4_MM: Final = 297.0
_CARD_MM: Final = (85.6, 54.0)
_SKIN: Final = (120, 150, 205)


@dataclass(frozen=True)
class Scene:
    """`thing`: what lies there, "" for nothing; `turn`: degrees clockwise; `x`, `y`: shift, parts of the picture.

    `light`: 1 as it should be, 0.1 with the lamps off. `hand`: one lies on the paper.
    `paper`: an A4 of one's own in the thing's place, see `sheet`.
    """

    thing: str = ""
    turn: float = 2.0
    x: float = 0.0
    y: float = 0.0
    light: float = 1.0
    blur: float = 0.0
    glare: bool = False
    hand: bool = False
    covered: bool = False
    paper: Pixels | None = field(default=None, repr=False, compare=False)


def sheet(printed: Pixels) -> Pixels:
    """A page as it was printed (grey, any size), on paper as white as that of the other things."""
    grey = cv2.resize(printed, _A4_PX, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    paper: Pixels = (_BLACK + grey[..., None] * (np.array(_WHITE, np.float32) - _BLACK)).astype(np.uint8)
    return paper


def draw(scene: Scene, size: tuple[int, int]) -> Pixels:
    """The picture that a camera of `size` (columns, rows) sees, without a sensor's noise."""
    columns, rows = size
    if scene.covered:
        return np.full((rows, columns, 3), 6, np.uint8)
    picture = _mat(size)
    thing = THINGS.get(scene.thing) if scene.paper is None else scene.paper
    if thing is not None:
        picture = _laid(picture, thing, scene)
    if scene.hand:
        middle = (columns // 2 + columns // 10, rows // 2 + rows // 6)
        cv2.line(picture, (columns, rows), middle, _SKIN, rows // 7, cv2.LINE_AA)
    if scene.glare:
        picture = _shone_on(picture)
    picture = cv2.GaussianBlur(picture, (0, 0), max(0.6, scene.blur))
    return cv2.convertScaleAbs(picture, alpha=scene.light)


def moved(scene: Scene, x: float, y: float, turn: float) -> Scene:
    """The same, pushed."""
    return replace(scene, x=scene.x + x, y=scene.y + y, turn=scene.turn + turn)


def _mat(size: tuple[int, int]) -> Pixels:
    """A dark mat with the marks for A4, brighter in the middle."""
    columns, rows = size
    across = 1 - 0.3 * np.linspace(-1, 1, columns) ** 2
    down = 1 - 0.3 * np.linspace(-1, 1, rows) ** 2
    light = (down[:, None] * across[None, :])[..., None]
    picture: Pixels = (light * np.array([84.0, 78.0, 62.0])).astype(np.uint8)
    for at in (0.1, 0.9):
        x = round(at * columns)
        cv2.line(picture, (x, 4), (x, rows // 20), (150, 150, 140), 2)
    return picture


def _laid(picture: Pixels, thing: Pixels, scene: Scene) -> Pixels:
    """A thing at its true size beside an A4."""
    rows, columns = picture.shape[:2]
    high, wide = thing.shape[:2]
    a4 = thing.shape[:2] == (_A4_PX[1], _A4_PX[0])
    scale = _HIGH * rows / high if a4 else _HIGH * rows * _CARD_MM[0] / _A4_MM / wide
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), -scene.turn, scale)
    matrix[:, 2] += np.array([columns * (0.5 + scene.x) - wide / 2, rows * (0.5 + scene.y) - high / 2])
    # Half sizes first: one warp from the full size would drop thin print between its samples.
    shrunk = cv2.GaussianBlur(thing, (0, 0), 0.45 / scale)
    seen = cv2.warpAffine(shrunk, matrix, (columns, rows), flags=cv2.INTER_LINEAR)
    mask = cv2.warpAffine(np.full((high, wide), 255, np.uint8), matrix, (columns, rows))
    weight = (mask[..., None] / 255.0).astype(np.float32)
    laid: Pixels = (picture * (1 - weight) + seen * weight).astype(np.uint8)
    return laid


def _shone_on(picture: Pixels) -> Pixels:
    rows, columns = picture.shape[:2]
    spot = np.zeros((rows, columns), np.float32)
    cv2.ellipse(spot, (columns // 2, rows // 2), (rows // 7, rows // 9), 20, 0, 360, 1.0, -1)
    soft = cv2.GaussianBlur(spot, (0, 0), rows / 90)[..., None]
    shone: Pixels = np.clip(picture + 330 * soft, 0, 255).astype(np.uint8)
    return shone


def _words(page: Pixels, seed: int, lines: int, box: tuple[float, float, float, float]) -> None:
    """Lines of word-like strokes in a box (left, top, right, bottom: parts): even left, ragged right."""
    rng = np.random.default_rng(seed)
    high, wide = page.shape[:2]
    left, top, right, bottom = box[0] * wide, box[1] * high, box[2] * wide, box[3] * high
    step = (bottom - top) / lines
    for row in range(lines):
        x, y = left, top + row * step
        end = right if row % 4 else left + (right - left) * float(rng.uniform(0.3, 0.75))
        while x < end:
            _word(page, rng, (x, y), step * 0.55)
            x += step * 0.62


def _word(page: Pixels, rng: np.random.Generator, at: tuple[float, float], size: float) -> None:
    """A square of a few strokes, as dense as a Chinese character."""
    strokes = rng.uniform(0, size, (4, 2))
    for index, (a, b) in enumerate(strokes):
        x, y = at[0] + (a if index % 2 else 0), at[1] + (0 if index % 2 else b)
        end = (x, at[1] + size) if index % 2 else (at[0] + size, y)
        width = max(1, round(size / 9))
        cv2.line(page, (round(x), round(y)), (round(end[0]), round(end[1])), _INK, width, cv2.LINE_AA)


def letter(seed: int) -> Pixels:
    """An invented letter with a seal, an A4 of 150 dpi; another one for each seed."""
    page = np.full((_A4_PX[1], _A4_PX[0], 3), _WHITE, np.uint8)
    _words(page, seed, 2, (0.3, 0.07, 0.7, 0.12))
    _words(page, seed + 1, 26, (0.13, 0.16, 0.87, 0.8))
    cv2.circle(page, (round(0.72 * _A4_PX[0]), round(0.86 * _A4_PX[1])), 120, (40, 40, 200), 9, cv2.LINE_AA)
    return page


def _card(front: bool) -> Pixels:  # noqa: FBT001 - which side
    wide, high = _CARD_PX
    across = np.linspace(0, 1, wide)[None, :, None]
    shade = ((1 - across) * np.array([225.0, 228, 214]) + across * np.array([214.0, 214, 230])).repeat(
        high, 0
    )
    page: Pixels = shade.astype(np.uint8)
    if front:
        _words(page, 31, 6, (0.06, 0.12, 0.56, 0.8))
        cv2.ellipse(page, (780, 250), (90, 115), 0, 0, 360, (110, 130, 160), -1, cv2.LINE_AA)
        cv2.ellipse(page, (780, 470), (150, 110), 0, 180, 360, (70, 60, 60), -1, cv2.LINE_AA)
        _words(page, 33, 1, (0.3, 0.86, 0.9, 0.95))
    else:
        cv2.circle(page, (170, 170), 95, (50, 50, 190), -1, cv2.LINE_AA)
        _words(page, 35, 2, (0.33, 0.1, 0.92, 0.5))
        _words(page, 37, 2, (0.3, 0.66, 0.85, 0.9))
    return page


THINGS: Final[dict[str, Pixels]] = {
    "letter": letter(11),
    "letter2": letter(21),
    "blank": np.full((_A4_PX[1], _A4_PX[0], 3), _WHITE, np.uint8),
    "card-front": _card(front=True),
    "card-back": _card(front=False),
}
"""What a person may put down: two letters, an empty sheet, both sides of a card. Nobody's."""
