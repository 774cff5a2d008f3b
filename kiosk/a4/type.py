"""Type: what a character measures in points, and its picture in dots of 600 to the inch.

Noto Serif CJK SC for texts, Noto Sans CJK SC bold for headings (Debian fonts-noto-cjk); what they lack is taken from
any other font there is, as on receipts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from drivers.printer.columns import clean, clusters, wrap
from drivers.printer.glyphs import cell, face_of, font

DPI: Final = 600
MM: Final = 72 / 25.4
"""Points in a millimetre."""
SERIF: Final = "Noto Serif CJK SC"
SANS: Final = "Noto Sans CJK SC"
_INK: Final = 112
"""Of 255: a dot of a character without a font is black from here on."""


@dataclass(frozen=True)
class Type:
    """A size in points; `heavy`: of headings."""

    points: float
    heavy: bool = False

    @property
    def dots(self) -> int:
        """Its height in dots."""
        return round(self.points * DPI / 72)

    @property
    def family(self) -> str:
        """The font."""
        return SANS if self.heavy else SERIF


@dataclass(frozen=True)
class Glyph:
    """One character in dots. `bits`: rows from the top, a bit a dot, 1 is ink, rows filled up to whole bytes.

    `left`, `top`: of the picture, from the pen on the base line, `top` upwards. `advance`: to the next pen.
    """

    wide: int
    high: int
    left: int
    top: int
    advance: float
    bits: bytes


@lru_cache(maxsize=8192)
def advance(cluster: str, kind: Type) -> float:
    """How far the pen goes, in points. Raises `FontMissingError`."""
    face = face_of(cluster[0], bold=kind.heavy, family=kind.family)
    if face is None:
        return kind.points
    return float(font(face, kind.dots).getlength(cluster)) * 72 / DPI


def measure(text: str, kind: Type) -> float:
    """Width of a line, in points."""
    return sum(advance(cluster, kind) for cluster in clusters(text))


def broken(text: str, room: float, kind: Type) -> list[str]:
    """A paragraph in lines of at most `room` points, by the rules of Chinese lines (drivers/printer/columns.py)."""
    return wrap(clean(text), room, lambda part: measure(part, kind))


@lru_cache(maxsize=2048)
def glyph(cluster: str, kind: Type) -> Glyph:
    """A character's picture; a frame with its number where no font has it. Raises `FontMissingError`."""
    face = face_of(cluster[0], bold=kind.heavy, family=kind.family)
    far = advance(cluster, kind) * DPI / 72
    if face is None:
        frame = cell(cluster, kind.dots).point(lambda ink: 255 if ink >= _INK else 0).convert("1")
        return Glyph(frame.width, frame.height, 0, round(kind.dots * 0.85), far, frame.tobytes())
    drawn = font(face, kind.dots)
    left, top, right, bottom = (round(edge) for edge in drawn.getbbox(cluster, anchor="ls"))
    wide, high = right - left, bottom - top
    if wide <= 0 or high <= 0:
        return Glyph(0, 0, 0, 0, far, b"")
    picture = Image.new("1", (wide, high), 0)
    ImageDraw.Draw(picture).text((-left, -top), cluster, 1, drawn, anchor="ls")
    return Glyph(wide, high, left, -top, far, picture.tobytes())
