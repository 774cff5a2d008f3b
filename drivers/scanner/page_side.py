"""One side as a scanner gives it, turned level: JPEG in, JPEG out; untouched when it is level already.

Brightness and colour are decoded, turned and packed apart, as a JPEG keeps them (colour at half the size):
two thirds of the time of decoding to BGR and back.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from drivers.scanner.deskew import LEAST_TURN, Skew, find_skew, rotated
from drivers.scanner.page_geometry import Picture

QUALITY = 80
"""Of the JPEG made: print stays clear, an A4 of 300 dpi stays below 1 MB."""
_FAINT = 2.0
"""Mean distance from grey (0 to 128) in the most colourful tiles below which a side is kept as grey."""


class SideError(ValueError):
    """Bytes that are no whole picture."""


@dataclass(frozen=True)
class Side:
    """`jpeg` as it came when `turned` is False."""

    jpeg: bytes
    skew: Skew
    turned: bool


def level(jpeg: bytes) -> Side:
    """A side turned back by what its lines of text say. Raises `SideError`."""
    data = np.frombuffer(jpeg, np.uint8)
    grey = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE) if data.size else None
    if grey is None:
        raise SideError("not a whole picture: scan the page again")
    skew = find_skew(grey)
    if not skew.certain or abs(skew.degrees) < LEAST_TURN:
        return Side(jpeg, skew, turned=False)
    return Side(_packed(_turned(grey, data, skew.degrees)), skew, turned=True)
