"""One side as a scanner gives it, turned level: JPEG in, JPEG out; untouched when it is level already.

Brightness and colour are decoded and turned apart, colour at half the size, as a JPEG keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.scanner import pdf
from drivers.scanner.deskew import LEAST_TURN, Skew, find_skew, rotated
from drivers.scanner.page_geometry import Picture

QUALITY = 80
"""Of the JPEG made: print stays clear, an A4 of 300 dpi stays near 1 MB."""
_LIGHT, _COLOUR = 219 / 255, 224 / 255
"""From a JPEG's full range to the range OpenCV's I420 has (ITU-R BT.601)."""
_BLACK, _WHITE, _NO_COLOUR = 16, 235, 128


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
    page = _coloured(grey, data, skew.degrees) if colour else rotated(grey, skew.degrees, 255)
    packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    return Side(packed.tobytes(), skew, turned=True)


def _coloured(grey: Picture, data: NDArray[np.uint8], degrees: float) -> Picture:
    """The page in BGR, turned, from its brightness and its colour at half the size."""
    height, width = grey.shape
    high, wide = height + height % 2, width + width % 2
    light = cv2.convertScaleAbs(grey, alpha=_LIGHT, beta=_BLACK)
    if (high, wide) != (height, width):
        light = cv2.copyMakeBorder(light, 0, high - height, 0, wide - width, cv2.BORDER_REPLICATE)
    half = cv2.imdecode(data, cv2.IMREAD_REDUCED_COLOR_2)
    if half is None:
        raise SideError("the JPEG is broken: scan the page again")
    _, red, blue = cv2.split(cv2.cvtColor(half, cv2.COLOR_BGR2YCrCb))
    planes = [rotated(light, degrees, _WHITE).ravel()]
    for plane in (blue, red):
        scaled = cv2.convertScaleAbs(plane, alpha=_COLOUR, beta=_NO_COLOUR * (1 - _COLOUR))
        planes.append(rotated(scaled, degrees, _NO_COLOUR).ravel())
    whole = np.concatenate(planes).reshape(high * 3 // 2, wide)
    return cv2.cvtColor(whole, cv2.COLOR_YUV2BGR_I420)[:height, :width]
