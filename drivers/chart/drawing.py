"""The chart as a picture of 300 dots an inch, and as a PDF of that picture in true size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

from drivers.chart.layout import (
    A4_MM,
    CODE,
    CODE_MM,
    FIELD_GREY,
    FIELD_MM,
    FIELD_TURN,
    FIELDS,
    MARK_MM,
    MARKS,
    STEPS,
    Point,
    content,
    step_box,
)
from drivers.printer.glyphs import draw_text
from drivers.scanner import pdf

Picture = NDArray[Any]
"""uint8, shape (rows, columns)."""
DPI: Final = 300
_PX: Final = DPI / 25.4
_FINER: Final = 4
"""Fractions of a pixel that OpenCV is given, as a power of two."""
_TEXT_SCALE: Final = 2
"""Characters of 48 dots: 4 mm."""
_TEXT_TOP_MM: Final = 244.0
_TEXT_STEP_MM: Final = 8.0
_QUALITY: Final = 95


def draw(nonce: str, lines: Sequence[str] = ()) -> Picture:
    """The chart; `lines` below its fields, for people. Raises `ValueError`, `FontMissingError`."""
    page = np.full((round(A4_MM[1] * _PX), round(A4_MM[0] * _PX)), 255, np.uint8)
    for x, y in MARKS:
        centre = (round(x * _PX * 2**_FINER), round(y * _PX * 2**_FINER))
        cv2.circle(page, centre, round(MARK_MM / 2 * _PX * 2**_FINER), 0, -1, cv2.LINE_AA, _FINER)
    for field in FIELDS:
        _fill(page, square(field), FIELD_GREY)
    for number, grey in enumerate(STEPS):
        left, top, right, bottom = step_box(number)
        _fill(page, [(left, top), (right, top), (right, bottom), (left, bottom)], grey)
    _draw_code(page, content(nonce))
    for row, line in enumerate(lines):
        _write(page, line, _TEXT_TOP_MM + row * _TEXT_STEP_MM)
    return page


def as_pdf(page: Picture) -> bytes:
    """One A4 page, to be printed at its true size."""
    jpeg = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()
    return pdf.write([pdf.Page(jpeg, *A4_MM)])


def square(centre: Point) -> list[Point]:
    """Corners of a slanted square in millimetres, clockwise from its upper left."""
    angle, half = np.radians(FIELD_TURN), FIELD_MM / 2
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    return [(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in corners]


def _fill(page: Picture, corners: Sequence[Point], grey: int) -> None:
    points = np.round((np.array(corners) * _PX - 0.5) * 2**_FINER).astype(np.int32)
    cv2.fillPoly(page, [points], grey, cv2.LINE_AA, _FINER)


def _draw_code(page: Picture, text: str) -> None:
    rows = [[not dark for dark in row] for row in segno.make(text, error="m", micro=False).matrix]
    side = round(CODE_MM * _PX)
    drawn = cv2.resize(np.array(rows, np.uint8) * 255, (side, side), interpolation=cv2.INTER_NEAREST)
    left, top = (round((middle - CODE_MM / 2) * _PX) for middle in CODE)
    page[top : top + side, left : left + side] = drawn


def _write(page: Picture, line: str, top_mm: float) -> None:
    """A line of text in the middle."""
    mask = np.asarray(draw_text(line, _TEXT_SCALE, _TEXT_SCALE).convert("L"))
    left, top = (page.shape[1] - mask.shape[1]) // 2, round(top_mm * _PX)
    place = page[top : top + mask.shape[0], left : left + mask.shape[1]]
    place[mask > 127] = 0
