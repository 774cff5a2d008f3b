"""What a picture's codes are called, and what is known of one that was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]


@unique
class Symbology(StrEnum):
    """Kinds of codes. A UPC-A code is read as the EAN-13 code that it is, with 0 in front."""

    QR = "QRCode"
    MICRO_QR = "MicroQRCode"
    RMQR = "rMQRCode"
    DATA_MATRIX = "DataMatrix"
    PDF417 = "PDF417"
    AZTEC = "Aztec"
    EAN13 = "EAN13"
    EAN8 = "EAN8"
    UPCE = "UPCE"
    CODE128 = "Code128"
    CODE39 = "Code39"
    CODE93 = "Code93"
    ITF = "ITF"
    CODABAR = "Codabar"


HALL: Final = frozenset(
    {
        Symbology.QR,
        Symbology.MICRO_QR,
        Symbology.DATA_MATRIX,
        Symbology.PDF417,
        Symbology.AZTEC,
        Symbology.EAN13,
        Symbology.EAN8,
        Symbology.CODE128,
        Symbology.CODE39,
        Symbology.ITF,
    }
)
"""What halls meet, on telephones, forms, parcels and receipts. The rest is read where it is asked for."""

RETAIL: Final = frozenset({Symbology.EAN13, Symbology.EAN8, Symbology.UPCE})
UNCHECKED: Final = frozenset({Symbology.ITF, Symbology.CODE39, Symbology.CODABAR})
"""No check digit of their own: one wrong bar is another code."""
LINEAR: Final = RETAIL | UNCHECKED | {Symbology.CODE128, Symbology.CODE93}
MATRIX: Final = frozenset(Symbology) - LINEAR
"""Error-corrected: what decodes is what was printed."""

_ALIASES: Final = {"qr": Symbology.QR, "microqr": Symbology.MICRO_QR, "rmqr": Symbology.RMQR}
_ALIASES_RETAIL: Final = {"upca": Symbology.EAN13, "ean": Symbology.EAN13, "interleaved2of5": Symbology.ITF}


def symbology(name: str) -> Symbology:
    """The kind that a person means: `QR`, `qr-code`, `ean 13`. Raises `ValueError`."""
    plain = "".join(letter for letter in name.lower() if letter.isalnum())
    known = {kind.value.lower(): kind for kind in Symbology} | _ALIASES | _ALIASES_RETAIL
    if plain not in known:
        raise ValueError(f"{name}: write one of {', '.join(Symbology)}")
    return known[plain]


@dataclass(frozen=True, repr=False)
class FoundCode:
    """One code. `text` is None and `charset` "binary" for bytes that are no text.

    `corners`: in pixels of the picture that was given, clockwise from the code's own top left; of a
    linear code the area in which it was read, not its full height. `engine` and `view` say what read it.
    """

    symbology: Symbology
    data: bytes
    text: str | None
    charset: str
    corners: Corners
    engine: str
    view: str

    def __repr__(self) -> str:
        return f"FoundCode({self.symbology}, {len(self.data)} bytes, {self.engine}/{self.view})"

    @property
    def key(self) -> tuple[Symbology, bytes]:
        """What makes it the same code wherever it is seen."""
        return self.symbology, self.data


def centre(corners: Corners) -> Point:
    """The middle of four corners."""
    return sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4


def inside(point: Point, corners: Corners) -> bool:
    """Whether a point lies in the quadrilateral (even-odd rule)."""
    x, y = point
    hit = False
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            hit = not hit
    return hit
