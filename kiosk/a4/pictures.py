"""Pages that are a picture: a scanned side as it was, a blank form, a sample."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

from PIL import Image, UnidentifiedImageError

from drivers.scanner.pdf import PdfError, read_head
from kiosk.a4.flow import FOOT
from kiosk.a4.marks import GREY, HIGH, WIDE, Page, Picture, Words
from kiosk.a4.type import MM, broken, measure

_EDGE: Final = 10 * MM
_NOTE: Final = 8 * MM


def copied(jpegs: Iterable[bytes], dpi: int) -> tuple[Page, ...]:
    """Scanned sides, one to a page, in their true size where A4 has room for it. Raises `PdfError`."""
    return tuple(_copied(jpeg, dpi) for jpeg in jpegs)


def _copied(jpeg: bytes, dpi: int) -> Page:
    head = read_head(jpeg)
    wide, high = head.width * 72 / dpi, head.height * 72 / dpi
    return (_middle(wide, high, jpeg, WIDE, HIGH, largest=1.0),)


def pictured(picture: bytes, note: str = "") -> Page:
    """A form or a sample, as large as the paper. `note` stands below it. Raises `PdfError`."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            wide, high = opened.size
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PdfError("a picture that is neither JPEG nor PNG") from error
    below = _NOTE if note else 0.0
    room = (WIDE - 2 * _EDGE, HIGH - 2 * _EDGE - below)
    mark = _middle(wide, high, picture, *room, largest=float("inf"), corner=_EDGE)
    lines = broken(note, WIDE - 2 * _EDGE, FOOT)[:1] if note else []
    words = (Words((WIDE - measure(line, FOOT)) / 2, HIGH - _EDGE, line, FOOT, grey=GREY) for line in lines)
    return (mark, *words)


def _middle(
    wide: float,
    high: float,
    data: bytes,
    room_wide: float,
    room_high: float,
    *,
    largest: float,
    corner: float = 0.0,
) -> Picture:
    """In the middle of a room, turned when it lies across and would have to be made smaller upright."""
    upright = min(room_wide / wide, room_high / high)
    across = min(room_wide / high, room_high / wide)
    turned = wide > high and upright < min(largest, across)
    by = min(largest, across if turned else upright)
    shown = (high * by, wide * by) if turned else (wide * by, high * by)
    x, y = corner + (room_wide - shown[0]) / 2, corner + (room_high - shown[1]) / 2
    return Picture(x, y, *shown, data, turned)
