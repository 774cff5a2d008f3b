"""The picture of a seal that is none: a ring that says so, with no star and no name of an office."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from drivers.printer.glyphs import FontMissingError, face_of, font

SIZE: Final = 480
"""Pixels; 40 mm on paper."""
RED: Final = (200, 30, 40, 220)


@cache
def draw() -> bytes:
    """A PNG on nothing."""
    picture = Image.new("RGBA", (SIZE, SIZE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((12, 12, SIZE - 12, SIZE - 12), outline=RED, width=14)
    for text, size, y in (("样章", 120, 0.42), ("仿真印章 没有效力", 34, 0.64), ("SPECIMEN", 34, 0.74)):
        shape = _font(text, size)
        if shape is not None:
            pen.text((SIZE / 2, SIZE * y), text, fill=RED, font=shape, anchor="mm")
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _font(text: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont | None:
    """The machine's Chinese font; without one only Latin letters can be drawn."""
    try:
        face = face_of(text[0], bold=True)
    except FontMissingError:
        face = None
    if face is not None:
        return font(face, size)
    return ImageFont.load_default(size) if text.isascii() else None
