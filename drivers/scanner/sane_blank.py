"""What a scan of a white sheet says of a scanner: dirt on its glass, and how bright its lamp still is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final

TEST_DPI: Final = 100
UNTESTED: Final[Mapping[str, str]] = {"lamp": "unknown", "glass": "unknown"}
_HEAD: Final = re.compile(rb"P5\n(\d+) +(\d+)\n255\n")
_MARGIN_MM: Final = 5
"""Around a sheet its own edge shows."""
_STREAK: Final = 12
"""Grey values by which a column, all down the sheet, differs from the others where dirt lies."""
_PRINT: Final = 40
"""Grey values below the usual one that no white paper has."""
_PRINTED: Final = 0.005
"""Part of the sheet beside the streaks that is so dark when something is printed on it."""
_STREAKED: Final = 0.2
"""Part of the columns that dirt may take."""
_FADING: Final = 170
"""White paper under a lamp as it should be reaches 220 and more."""


@dataclass(frozen=True)
class BlankSheet:
    """`white`: the usual grey value, 0 to 255; `streaks_mm`: places across; `blank`: nothing is printed on it."""

    white: float
    streaks_mm: tuple[float, ...]
    blank: bool

    def parts(self) -> dict[str, str]:
        """Lamp and glass as words."""
        return {
            "lamp": "fading" if self.white < _FADING else "ok",
            "glass": "dirty" if self.streaks_mm else "clean",
        }


def look_through(pnm: bytes) -> BlankSheet:
    """Judge a gray picture (P5) of `TEST_DPI`. Raises `ValueError` for another, and for one too small."""
    head = _HEAD.match(pnm)
    if head is None:
        raise ValueError("no gray picture")
    columns, rows = int(head[1]), int(head[2])
    pixels = pnm[head.end() :]
    edge = round(_MARGIN_MM / 25.4 * TEST_DPI)
    if len(pixels) != columns * rows or min(columns, rows) < 4 * edge:
        raise ValueError("a picture that was cut off, or too small")
    inner = [pixels[at * columns + edge : (at + 1) * columns - edge] for at in range(edge, rows - edge)]
    width = len(inner[0])
    sheet = b"".join(inner)
    down = [sheet[at::width] for at in range(width)]
    across = [fmean(column) for column in down]
    white = median(across)
    is_dark = bytes(value < white - _PRINT for value in range(256))
    plain = [column for column, mean in zip(down, across, strict=True) if abs(mean - white) <= _STREAK]
    dark = sum(column.translate(is_dark).count(1) for column in plain)
    blank = len(plain) >= (1 - _STREAKED) * width and dark <= _PRINTED * len(sheet)
    return BlankSheet(white, tuple(_streaks(across, edge)), blank)


def _streaks(across: Sequence[float], edge: int) -> Iterator[float]:
    """The middle of each run of columns that differ, in mm from the sheet's left side."""
    usual = median(across)
    begun: int | None = None
    for at, mean in enumerate((*across, usual)):
        differs = abs(mean - usual) > _STREAK
        if differs and begun is None:
            begun = at
        elif not differs and begun is not None:
            yield round((edge + (begun + at - 1) / 2) * 25.4 / TEST_DPI, 1)
            begun = None
