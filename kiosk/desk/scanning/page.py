"""One scanned side as an office keeps it: level, judged, a JPEG that is small enough, a small picture to look at.

Loads OpenCV: imported where there is a scanner only, and called off the loop's thread.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
import simplejpeg

from drivers.scanner.camera_document import problems_of
from drivers.scanner.deskew import find_skew, turn_back
from drivers.scanner.page_blank import find_ink
from drivers.scanner.page_geometry import Picture
from drivers.scanner.page_quality import judge
from kiosk.outbox.errors import OutboxError, Trouble

MOST: Final = 400_000
"""Bytes of an A4: twelve of them go through a thin line in a minute."""
_QUALITIES: Final = (80, 70, 60, 50, 40)
_SMALL: Final = 900
"""Rows of the picture to look at."""
_SMALL_QUALITY: Final = 75
_JFIF: Final = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
_JFIF_END: Final = 20


@dataclass(frozen=True)
class Side:
    """`problems`: dotted codes. `left_out`: nothing is written on it, and nobody wants it."""

    jpeg: bytes = field(repr=False)
    picture: bytes = field(repr=False)
    problems: tuple[str, ...]
    left_out: bool = False


def side_of(pnm: bytes, dpi: float, *, two_sided: bool) -> Side | None:
    """A side as the scanner gave it (PNM of `dpi`); None for bytes that are no picture.

    `two_sided`: both sides of a sheet are scanned, so that one without anything on it is its back, and is left out.
    """
    picture = _decoded(pnm, cv2.IMREAD_ANYCOLOR)
    if picture is None:
        return None
    if two_sided and find_ink(picture).blank:
        return Side(b"", b"", (), left_out=True)
    level = turn_back(picture, find_skew(picture))
    problems = tuple(code.value for code in problems_of(judge(level)))
    return Side(_packed(level, dpi), _reduced(level), problems)


def shot_of(jpeg: bytes, width_mm: float) -> Side | None:
    """A page that the camera's driver cut out and found good; None for bytes that are no picture."""
    picture = _decoded(jpeg, cv2.IMREAD_COLOR)
    if picture is None:
        return None
    dpi = picture.shape[1] / width_mm * 25.4
    return Side(_packed(picture, dpi), _reduced(picture), ())


def small(jpeg: bytes) -> bytes:
    """The picture to look at, made again from a page at rest; b"" for bytes that are no picture."""
    picture = _decoded(jpeg, cv2.IMREAD_COLOR)
    return b"" if picture is None else _reduced(picture)


def _decoded(data: bytes, how: int) -> Picture | None:
    return cv2.imdecode(np.frombuffer(data, np.uint8), how) if data else None


def _packed(picture: Picture, dpi: float) -> bytes:
    """As good as fits into `MOST`; a page too lively for that becomes coarser."""
    while True:
        for quality in _QUALITIES:
            jpeg = _jpeg(picture, quality)
            if len(jpeg) <= MOST:
                return _named(jpeg, round(dpi))
        rows, columns = picture.shape[:2]
        size = (max(1, columns * 3 // 4), max(1, rows * 3 // 4))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        dpi *= 0.75


def _reduced(picture: Picture) -> bytes:
    rows, columns = picture.shape[:2]
    if rows > _SMALL:
        size = (max(1, round(columns * _SMALL / rows)), _SMALL)
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return _jpeg(picture, _SMALL_QUALITY)


def _jpeg(picture: Picture, quality: int) -> bytes:
    if picture.ndim == 2:
        grey = np.ascontiguousarray(picture[..., np.newaxis])
        return bytes(simplejpeg.encode_jpeg(grey, quality, "GRAY", "Gray"))
    return bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(picture), quality, "BGR", "420"))


def _named(jpeg: bytes, dpi: int) -> bytes:
    """With its resolution (JFIF, units 1: dots per inch) and a comment (COM) of 16 random bytes as hex.

    Its hash is its name, in the outbox and at the server: two copies of one form must differ, and nobody may
    find out from a name what is on the page.
    """
    if not jpeg.startswith(_JFIF):
        raise OutboxError(Trouble.UNSAFE, "the JPEG packer made no JFIF file")
    density = b"\x01" + min(max(dpi, 1), 0xFFFF).to_bytes(2) * 2
    comment = os.urandom(16).hex().encode()
    length = (len(comment) + 2).to_bytes(2)
    return jpeg[:13] + density + jpeg[18:_JFIF_END] + b"\xff\xfe" + length + comment + jpeg[_JFIF_END:]
