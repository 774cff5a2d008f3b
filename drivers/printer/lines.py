"""What a form becomes: lines without a paper width yet, and the head that prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum, StrEnum, unique

from drivers.types import Json

CELL = 24
"""Height of the basic character cell, and width of a Chinese one, in dots (font A: 12 x 24)."""


@unique
class Align(IntEnum):
    """Where a line stands; the values are those of ESC a."""

    LEFT = 0
    CENTER = 1
    RIGHT = 2


@unique
class Charset(StrEnum):
    """Which Chinese characters the printer's own font has; the rest is sent as raster."""

    NONE = "none"
    GB2312 = "gb2312"
    GBK = "gbk"


@dataclass(frozen=True)
class Style:
    """How text looks. `wide`, `high`: 1 to 8 times the cell. `fit`: narrower rather than two lines."""

    wide: int = 1
    high: int = 1
    bold: bool = False
    align: Align = Align.LEFT
    fit: bool = False


@dataclass(frozen=True)
class Text:
    """Words, wrapped to the paper when printed."""

    text: str
    style: Style = Style()


@dataclass(frozen=True)
class Pair:
    """A label at the left edge, its value at the right one."""

    left: str
    right: str
    style: Style = Style()


@dataclass(frozen=True)
class Rule:
    """A thin line across the paper."""

    dashed: bool = False


@dataclass(frozen=True)
class Space:
    """Empty paper, in millimetres."""

    mm: float


@dataclass(frozen=True)
class Qr:
    """A QR code about `mm` wide."""

    content: str
    mm: float = 25.0
    align: Align = Align.CENTER


@dataclass(frozen=True)
class Cut:
    """The end of a piece of paper."""


Line = Text | Pair | Rule | Space | Qr | Cut


class HeadError(Exception):
    """An option of the printer's profile that cannot be used; the text says what to write."""


@dataclass(frozen=True)
class Head:
    """What the printer's head and font can do (its profile's options).

    `dots`: printable width. `leading`: empty dots between lines. `smoothing`: GS b is understood.
    """

    dots: int = 576
    columns: int = 48
    dots_per_mm: float = 8
    charset: Charset = Charset.GBK
    native_qr: bool = True
    cutter: bool = True
    smoothing: bool = False
    leading: int = 10

    def __post_init__(self) -> None:
        if self.dots % 8 or self.columns * CELL // 2 != self.dots:
            raise HeadError(
                f"dots = {self.dots}, columns = {self.columns}: a column is 12 dots; 80 mm paper "
                "has dots = 576 and columns = 48, 58 mm paper has dots = 384 and columns = 32"
            )

    @classmethod
    def of(cls, options: Mapping[str, Json]) -> Head:
        """Read the options that concern the head. Raises `HeadError`."""
        known = {field.name: options[field.name] for field in fields(cls) if field.name in options}
        if "charset" in known:
            try:
                known["charset"] = Charset(str(known["charset"]))
            except ValueError:
                words = ", ".join(Charset)
                raise HeadError(f"charset = {known['charset']}: write one of {words}") from None
        for key, value in known.items():
            wanted = type(getattr(cls, key))
            if type(value) is not wanted and not (wanted is float or key == "dots_per_mm"):
                raise HeadError(f"{key} = {value}: {wanted.__name__} expected")
        return cls(**known)  # type: ignore[arg-type] # types were compared above

    def mm(self, mm: float) -> int:
        """Dots in so many millimetres."""
        return round(mm * self.dots_per_mm)
