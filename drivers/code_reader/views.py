"""Prepared views of a grey picture: each makes readable what one kind of hardship hides.

A view is at most `MOST` pixels long or grown from at most `SMALL`, so that its cost is bounded whatever the
picture's size. All functions are pure; pixels are uint8 arrays of shape (rows, columns).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.code_reader.found import Corners

Grey = NDArray[np.uint8]
MOST = 1600
SMALL = 1000
_WHOLE = 24_000_000
_LIGHT = 200
_CLEAR = 32


@dataclass(frozen=True, eq=False)
class View:
    """Prepared pixels; one of its pixels is `across` by `down` pixels of the picture.

    `histogram`: read it with one threshold for all of it.
    """

    name: str
    pixels: Grey
    across: float = 1.0
    down: float = 1.0
    histogram: bool = False

    def corners(self, corners: Corners) -> Corners:
        """Corners in this view as corners in the picture."""
        a, b, c, d = ((x * self.across, y * self.down) for x, y in corners)
        return a, b, c, d


class Picture:
    """A grey picture, and the sizes of it that several views share."""

    def __init__(self, grey: Grey) -> None:
        self.grey = grey
        self._sizes: dict[int, Grey] = {}

    def at_most(self, side: int) -> Grey:
        """The picture with its longer side at most `side`."""
        if side not in self._sizes:
            self._sizes[side] = shrink(self.grey, side)
        return self._sizes[side]

    def view(self, name: str, most: int = 0) -> View:
        """One of `VIEWS`, made from the picture at its usual size or at most `most` long."""
        prepare, usual, histogram = _RECIPES[name]
        base = min(most, usual) if most and usual else most or usual
        pixels = np.ascontiguousarray(prepare(self.at_most(base) if base else self.grey))
        rows, columns = self.grey.shape
        return View(name, pixels, columns / pixels.shape[1], rows / pixels.shape[0], histogram)


def grey_of(picture: NDArray[np.generic]) -> Grey | None:
    """A picture of any numeric type, grey, BGR or BGRA, as uint8 grey; None when there is nothing to read in it.

    Wider numbers are scaled to their own range; what is transparent is white as paper, or black behind light print.
    """
    if picture.ndim not in {2, 3} or not picture.size:
        return None
    planes = _bytes(picture)
    if planes.ndim == 2:
        grey = planes
    elif planes.shape[2] == 4:
        grey = _on_ground(planes)
    elif planes.shape[2] == 3:
        grey = cast("Grey", cv2.cvtColor(planes, cv2.COLOR_BGR2GRAY))
    else:
        grey = planes[:, :, 0]
    rows, columns = grey.shape
    if rows * columns > _WHOLE:
        grey = shrink(grey, int(max(rows, columns) * (_WHOLE / (rows * columns)) ** 0.5))
    return np.ascontiguousarray(grey)


def _bytes(picture: NDArray[np.generic]) -> Grey:
    if picture.dtype == np.uint8:
        return cast("Grey", picture)
    numbers = np.nan_to_num(picture.astype(np.float64), posinf=0, neginf=0)
    low, high = float(numbers.min()), float(numbers.max())
    return ((numbers - low) * (255 / (high - low) if high > low else 0)).astype(np.uint8)


def _on_ground(planes: Grey) -> Grey:
    """BGRA on white, as on paper; on black where what can be seen is light itself."""
    grey = cv2.cvtColor(planes[:, :, :3], cv2.COLOR_BGR2GRAY).astype(np.uint32)
    alpha = planes[:, :, 3].astype(np.uint32)
    light = int((grey * alpha).sum()) > _LIGHT * max(1, int(alpha.sum()))
    ground = 0 if light and int(alpha.min()) < _CLEAR else 255
    return ((grey * alpha + ground * (255 - alpha)) // 255).astype(np.uint8)


def shrink(grey: Grey, side: int) -> Grey:
    """The picture with its longer side at most `side`, averaged."""
    longer = max(grey.shape)
    if longer <= side:
        return grey
    rows, columns = (max(1, round(length * side / longer)) for length in grey.shape)
    return cast("Grey", cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA))


def unsharp(grey: Grey, sigma: float, amount: float) -> Grey:
    """Out of focus, small, or a telephone's moiré: fine detail raised."""
    soft = cv2.GaussianBlur(grey, (0, 0), sigma)
    return cast("Grey", cv2.addWeighted(grey, 1 + amount, soft, -amount, 0))


def soften(grey: Grey, sigma: float) -> Grey:
    """Low light: the noise of single pixels averaged away."""
    return cast("Grey", cv2.GaussianBlur(grey, (0, 0), sigma))


def even(grey: Grey) -> Grey:
    """Glare and shadow: contrast made alike in every part (CLAHE)."""
    return cast("Grey", cv2.createCLAHE(3.0, (8, 8)).apply(grey))


def grow(grey: Grey, across: float, down: float) -> Grey:
    """Small or tilted codes: modules of more pixels."""
    return cast("Grey", cv2.resize(grey, None, fx=across, fy=down, interpolation=cv2.INTER_CUBIC))


def thicken(grey: Grey) -> Grey:
    """Worn or overexposed print: dark parts one pixel wider."""
    return cast("Grey", cv2.erode(grey, np.ones((3, 3), np.uint8)))


def cut(grey: Grey) -> Grey:
    """Wrinkles and strong shadow: black and white against each pixel's own surroundings."""
    return cast(
        "Grey",
        cv2.adaptiveThreshold(soften(grey, 1), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 51, 5),
    )


def shrink_down(grey: Grey) -> Grey:
    """Codes seen at a steep angle: half the height."""
    rows, columns = grey.shape
    return cast("Grey", cv2.resize(grey, (columns, max(1, rows // 2)), interpolation=cv2.INTER_AREA))


def dim(grey: Grey) -> Grey:
    """Glare: differences among the bright spread out (gamma 2.2)."""
    return cast("Grey", cv2.LUT(grey, _GAMMA))


_GAMMA = (255 * (np.arange(256) / 255) ** 2.2).astype(np.uint8)


_RECIPES: Final[Mapping[str, tuple[Callable[[Grey], Grey], int, bool]]] = {
    "plain": (lambda grey: grey, 0, False),
    "even": (even, MOST, False),
    "even, twice": (lambda grey: even(grow(grey, 2, 2)), SMALL, False),
    "wide": (lambda grey: grow(grey, 2, 1), SMALL, False),
    "flat": (shrink_down, SMALL, False),
    "soft": (lambda grey: soften(grey, 1.2), SMALL, False),
    "softer": (lambda grey: soften(grey, 2.0), SMALL, False),
    "sharp": (lambda grey: unsharp(grey, 2.0, 1.5), SMALL, False),
    "sharp, twice": (lambda grey: unsharp(grow(grey, 2, 2), 3.0, 1.5), SMALL, False),
    "twice": (lambda grey: grow(grey, 2, 2), SMALL, False),
    "even, sharp": (lambda grey: unsharp(even(grey), 2.0, 1.5), SMALL, False),
    "thick": (thicken, MOST, False),
    "dim": (dim, MOST, False),
    "cut": (cut, SMALL, False),
    "histogram": (lambda grey: grey, MOST, True),
}
VIEWS: Final = tuple(_RECIPES)
