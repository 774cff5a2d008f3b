"""Ticket numbers as printed: online `A012`, offline `A2-015` (prefix, the unit's mark, a dash, a serial).

The dash ends the mark and only offline numbers have one, so no two (series, serial) share a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_SERIAL = 9999
"""A series ends here: a hall that hands out more a day needs another prefix."""

_SHAPE = re.compile(r"([A-Z])(?:([1-9][0-9]?)-)?([0-9]{3}|[1-9][0-9]{3})", re.ASCII)


@dataclass(frozen=True)
class Number:
    """A ticket number. `mark` is "" online. Raises `ValueError` for what cannot be printed."""

    prefix: str
    serial: int
    mark: str = ""

    def __post_init__(self) -> None:
        found = _SHAPE.fullmatch(str(self))
        if found is None or not 1 <= self.serial <= MAX_SERIAL:
            raise ValueError(
                f"no ticket number: prefix {self.prefix!r} mark {self.mark!r} serial {self.serial}"
            )

    @property
    def series(self) -> str:
        """What is counted: `A`, or `A2-` for a unit's own."""
        return series(self.prefix, self.mark)

    def __str__(self) -> str:
        return f"{self.series}{self.serial:03d}"


def series(prefix: str, mark: str = "") -> str:
    """Return the series' name: the printed number without its serial."""
    return f"{prefix}{mark}-" if mark else prefix


def is_lent(name: str) -> bool:
    """Whether a series is a unit's own."""
    return name.endswith("-")


def parse(text: str) -> Number:
    """Read a printed number back. Raises `ValueError`."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError("not a ticket number: expected a letter and three digits (A012) or A2-015")
    return Number(found[1], int(found[3]), found[2] or "")
