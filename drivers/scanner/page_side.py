"""One side as a scanner gives it, turned level: JPEG in, JPEG out; untouched when it is level already.

Brightness and colour are decoded, turned and packed apart, colour at half the size, as a JPEG keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import simplejpeg
from numpy.typing import NDArray

from drivers.scanner import pdf
from drivers.scanner.deskew import LEAST_TURN, Skew, find_skew, rotated
from drivers.scanner.page_geometry import Picture

QUALITY = 80
"""Of the JPEG made: print stays clear, an A4 of 300 dpi stays near 1 MB."""
_WHITE, _NO_COLOUR = 255, 128


class SideError(ValueError):
    """Bytes that are no whole picture."""


@dataclass(frozen=True)
class Side:
    """`jpeg` is what came in when `turned` is False."""

    jpeg: bytes
    skew: Skew
    turned: bool


def level(jpeg: bytes) -> Side:
    """A side turned back by what its lines of text say. Raises `SideError`."""
    try:
        colour = pdf.read_head(jpeg).channels > 1
    except pdf.PdfError as error:
        raise SideError(str(error)) from error
    data = np.frombuffer(jpeg, np.uint8)
    grey = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise SideError("the JPEG is broken: scan the page again")
    skew = find_skew(grey)
    if not skew.certain or abs(skew.degrees) < LEAST_TURN:
        return Side(jpeg, skew, turned=False)
    blue, red = _colours(data, skew.degrees) if colour else (None, None)
    light = rotated(grey, skew.degrees, _WHITE)
    packed = simplejpeg.encode_jpeg_yuv_planes(light, blue, red, quality=QUALITY)
    return Side(bytes(packed), skew, turned=True)


def _colours(data: NDArray[np.uint8], degrees: float) -> tuple[Picture, Picture]:
    """Blue and red against the brightness, at half the size, turned."""
    half = cv2.imdecode(data, cv2.IMREAD_REDUCED_COLOR_2)
    if half is None:
        raise SideError("the JPEG is broken: scan the page again")
    _, red, blue = cv2.split(cv2.cvtColor(half, cv2.COLOR_BGR2YCrCb))
    return rotated(blue, degrees, _NO_COLOUR), rotated(red, degrees, _NO_COLOUR)
