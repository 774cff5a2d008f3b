"""What stands on the sheets in a scanner's feeder: another invented letter on each, laid in a little askew; backs are empty."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from drivers.sim.desk_scene import letter

_PAPER: Final = 246
_FIRST: Final = 100
"""Seed of the first sheet's letter."""


@lru_cache(maxsize=2)
def letters(sheet: int, side: int, size: tuple[int, int, bool]) -> bytes:
    """One side as the scanner sends it: rows of grey, or of red, green, blue."""
    columns, rows, color = size
    if side == 2:
        return bytes([_PAPER]) * (columns * rows * (3 if color else 1))
    page = letter(_FIRST + sheet)
    cv2.putText(page, f"{sheet:02}", (1000, 150), cv2.FONT_HERSHEY_DUPLEX, 3.0, (40, 40, 40), 6, cv2.LINE_AA)
    high, wide = page.shape[:2]
    turn = (sheet % 5 - 2) * 0.6
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, 1.0)
    page = cv2.warpAffine(page, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
    way = cv2.INTER_AREA if columns < wide else cv2.INTER_CUBIC
    seen = cv2.convertScaleAbs(cv2.resize(page, (columns, rows), interpolation=way), alpha=1.12)
    return np.ascontiguousarray(
        cv2.cvtColor(seen, cv2.COLOR_BGR2RGB if color else cv2.COLOR_BGR2GRAY)
    ).tobytes()
