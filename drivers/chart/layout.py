"""What is on the chart and where: millimetres from the upper left of an upright A4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

VERSION: Final = 1
A4_MM: Final = (210.0, 297.0)
Point = tuple[float, float]

MARKS: Final[tuple[Point, ...]] = (
    (15, 15), (105, 15), (195, 15),
    (15, 148.5), (195, 148.5),
    (15, 282), (105, 282), (195, 282),
)  # fmt: skip
"""Centres of the black discs."""
MARK_MM: Final = 6.0
"""Their diameter."""
CODE: Final[Point] = (105, 75)
CODE_MM: Final = 40.0
"""Centre and side of the QR code, without its quiet zone."""

FIELDS: Final[tuple[Point, ...]] = ((45, 75), (165, 75), (45, 215), (105, 215), (165, 215))
"""Centres of the slanted squares."""
FIELD_MM: Final = 22.0
"""Small enough that the cameras' own judgement takes none for a shadow on the paper."""
FIELD_TURN: Final = 5.0
"""Degrees clockwise: a slanted edge passes the pixels at every phase (ISO 12233)."""
FIELD_GREY: Final = 50
"""Not black, so that no camera makes the edge harder than it is."""

STEPS: Final = tuple(round(255 - 23 * step) for step in range(11))
"""Greys of the wedge, paper white to nearly black."""
WEDGE: Final[tuple[float, float, float, float]] = (28.5, 141.0, 181.5, 156.0)
"""Left, top, right, bottom; the steps side by side."""

_CONTENT: Final = re.compile(rb"HKCHART(\d{1,3}):([0-9A-F]{8,32})")


@dataclass(frozen=True)
class ChartCode:
    """What the code on a chart says."""

    version: int
    nonce: str


def content(nonce: str) -> str:
    """The code's text. `nonce`: 8 to 32 digits of 0-9 and A-F."""
    text = f"HKCHART{VERSION}:{nonce}"
    if read_content(text.encode()) is None:
        raise ValueError(f"{nonce!r} is no nonce: write 8 to 32 of 0-9, A-F")
    return text


def read_content(data: bytes) -> ChartCode | None:
    """What a code's bytes mean; None for a code that is on no chart."""
    found = _CONTENT.fullmatch(data)
    return ChartCode(int(found[1]), found[2].decode()) if found else None


def step_box(number: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of one grey step."""
    left, top, right, bottom = WEDGE
    wide = (right - left) / len(STEPS)
    return left + number * wide, top, left + (number + 1) * wide, bottom
