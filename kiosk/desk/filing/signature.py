"""A signature as a picture: black lines on white, as wide as its field."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from kiosk.flows.filing.filing import Point, Strokes

WIDTH: Final = 1200
HEIGHT: Final = 480
"""Pixels; lines have points 0..1 of the width, at most 0.4 of it down."""
_PEN: Final = 8
_DEPTH: Final = 2
"""Drawn so many times larger: PIL's lines have hard edges."""


def png_of(strokes: Strokes, intent: str) -> bytes:
    """A PNG, grey. `intent`: written into it, so that its hash says nothing about the lines."""
    image = Image.new("L", (WIDTH * _DEPTH, HEIGHT * _DEPTH), 255)
    pen = ImageDraw.Draw(image)
    for stroke in strokes:
        points = [_place(point) for point in stroke]
        if len(points) > 1:
            pen.line(points, fill=0, width=_PEN * _DEPTH, joint="curve")
        for x, y in points:
            radius = _PEN * _DEPTH / 2
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    info = PngInfo()
    info.add_text("Comment", intent)
    out = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def _place(point: Point) -> tuple[float, float]:
    """Where it lies on the enlarged picture, never outside of it."""
    x, y = point
    return min(max(x, 0.0), 1.0) * WIDTH * _DEPTH, min(max(y, 0.0), HEIGHT / WIDTH) * WIDTH * _DEPTH
