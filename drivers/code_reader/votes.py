"""Which readings are believed: error-corrected ones at once, short linear codes when a second reading agrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import dist
from typing import Final

from drivers.code_reader.found import (
    LINEAR,
    RETAIL,
    UNCHECKED,
    FoundCode,
    Symbology,
    centre,
    inside,
)

_NEEDED: Final = {
    **dict.fromkeys(RETAIL | UNCHECKED, 2),
    Symbology.UPCE: 3,
    Symbology.CODABAR: 3,
}
"""How many different readings must agree; 1 for those with error correction or a check of modulus 43 or more."""
_ZBAR_NEEDED = 2
"""zbar's QR reader does not always notice that it has corrected into another code."""
_MARGIN = 2
"""How many times the votes of whatever else was read in the same place."""
_SAME_PLACE = 0.4
"""Two linear codes nearer than this part of their length are one code, read differently."""


@dataclass
class _Candidate:
    first: FoundCode
    readings: set[tuple[str, str]] = field(default_factory=set)

    @property
    def needed(self) -> int:
        """Readings that must agree."""
        only_zbar = all(engine == "zbar" for engine, _ in self.readings)
        return max(_NEEDED.get(self.first.symbology, 1), _ZBAR_NEEDED if only_zbar else 1)


class Votes:
    """The readings of one picture."""

    def __init__(self) -> None:
        self._places: list[_Candidate] = []

    def add(self, codes: Iterable[FoundCode]) -> None:
        """Count the readings of one view."""
        for code in codes:
            known = next((one for one in self._places if _same(one.first, code)), None)
            if known is None:
                known = _Candidate(code)
                self._places.append(known)
            known.readings.add((code.engine, code.view))

    @property
    def believed(self) -> list[FoundCode]:
        """Codes with readings enough and nothing that contradicts them, from top to bottom of the picture."""
        codes = [one.first for one in self._places if self._believed(one)]
        return sorted(codes, key=lambda code: (centre(code.corners)[1], centre(code.corners)[0]))

    @property
    def open(self) -> bool:
        """Whether another reading could settle something."""
        return not all(map(self._believed, self._places))

    def _believed(self, one: _Candidate) -> bool:
        votes = len(one.readings)
        if votes < one.needed:
            return False
        rivals = (other for other in self._places if other is not one and _rivals(one.first, other.first))
        return all(votes >= _MARGIN * len(other.readings) for other in rivals)


def _same(one: FoundCode, other: FoundCode) -> bool:
    """The same contents in the same place; a picture may show one code twice."""
    if one.key != other.key:
        return False
    if one.symbology in LINEAR:
        return _near(one, other, 1.0)
    return inside(centre(one.corners), other.corners) or inside(centre(other.corners), one.corners)


def _rivals(one: FoundCode, other: FoundCode) -> bool:
    if one.symbology not in LINEAR or other.symbology not in LINEAR:
        return False
    return _near(one, other, 1.0 if _alike(one, other) else _SAME_PLACE)


def _alike(one: FoundCode, other: FoundCode) -> bool:
    """Goods' numbers with most digits in common: no label shows two such."""
    if one.symbology not in RETAIL or len(one.data) != len(other.data):
        return False
    return 2 * sum(a == b for a, b in zip(one.data, other.data, strict=True)) > len(one.data)


def _near(one: FoundCode, other: FoundCode, part: float) -> bool:
    return dist(centre(one.corners), centre(other.corners)) < part * max(_length(one), _length(other))


def _length(code: FoundCode) -> float:
    a, b, c, d = code.corners
    return max(dist(a, b), dist(b, c), dist(c, d), dist(d, a))
