"""What stands on a page. All lengths in points, from the upper left corner of the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import segno

from kiosk.a4.type import MM, Type

WIDE: Final = 210 * MM
HIGH: Final = 297 * MM
GREY: Final = 0.45


@dataclass(frozen=True)
class Words:
    """A line of text; `y`: its base line. `spread`: more room behind each character. `grey`: 0 is black."""

    x: float
    y: float
    text: str
    kind: Type
    spread: float = 0.0
    grey: float = 0.0


@dataclass(frozen=True)
class Line:
    """A straight line. `dashed`: with gaps."""

    x: float
    y: float
    to_x: float
    to_y: float
    wide: float = 0.6
    grey: float = 0.0
    dashed: bool = False


@dataclass(frozen=True)
class Dots:
    """A QR code, `side` wide without its quiet zone."""

    x: float
    y: float
    side: float
    content: str

    def rows(self) -> tuple[tuple[bool, ...], ...]:
        """Its modules, True is dark: level M, as on receipts."""
        code = segno.make(self.content, error="m", boost_error=False, micro=False)
        return tuple(tuple(bool(dark) for dark in row) for row in code.matrix)


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG, in this frame. `turned`: its upper edge is at the left."""

    x: float
    y: float
    wide: float
    high: float
    data: bytes = field(repr=False)
    turned: bool = False


Mark = Words | Line | Dots | Picture
Page = tuple[Mark, ...]
