"""How one citizen wants to see, hear and press: four sizes, three contrasts, low reach, voice, pace. Lives in the visit.

Everything here ends with the visit; nothing of it is an answer, so nothing of it can lose one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum, unique

SIZES = 4
"""Text sizes, 0 the usual: capitals of 5.2, 6.4, 7.3 and 8.8 mm (docs/accessibility.md)."""
ELDER_SIZE = 2
"""7.3 mm: 0.7 degrees seen from 0.6 m, as EN 301 549 5.1.4 asks."""
VOLUMES = 10
USUAL_VOLUME = 5
PACES = 4
"""0: each step by the move switch; 1 to 3: the marker walks by itself, faster and faster."""
PACE_MS = (0, 3000, 2000, 1200)


@unique
class Contrast(StrEnum):
    """Colours at 10:1 or better, and two at 20:1."""

    USUAL = "usual"
    BLACK = "black"
    WHITE = "white"


@dataclass(frozen=True)
class Comfort:
    """What one citizen chose; the defaults are what the next one meets.

    `reach`: all that can be touched is in the lower 60 % of an upright screen. `elder`: large type, twice the time,
    one choice to a row. `aloud`: pages are read. `pace`: index of `PACE_MS`.
    """

    size: int = 0
    contrast: Contrast = Contrast.USUAL
    reach: bool = False
    elder: bool = False
    aloud: bool = False
    volume: int = USUAL_VOLUME
    pace: int = 0

    @property
    def unhurried(self) -> bool:
        """Whether this citizen gets twice the time."""
        return self.size > 0 or self.elder or self.aloud or self.pace > 0


def adjusted(comfort: Comfort, what: str, value: str) -> Comfort:
    """Return it with one thing changed, or as it was when there is no such thing or value.

    `what`: a field's name. `value`: its number, its contrast, or on and off.
    """
    change = _CHANGES.get(what)
    return comfort if change is None else change(comfort, value)


def _size(comfort: Comfort, value: str) -> Comfort:
    return replace(comfort, size=_number(value, 0, SIZES - 1, comfort.size))


def _contrast(comfort: Comfort, value: str) -> Comfort:
    return replace(comfort, contrast=Contrast(value)) if value in list(Contrast) else comfort


def _reach(comfort: Comfort, value: str) -> Comfort:
    return replace(comfort, reach=_on(value, was=comfort.reach))


def _elder(comfort: Comfort, value: str) -> Comfort:
    """Large type comes and goes with it; whoever has larger type already keeps it."""
    elder = _on(value, was=comfort.elder)
    size = max(comfort.size, ELDER_SIZE) if elder else 0
    return comfort if elder == comfort.elder else replace(comfort, elder=elder, size=size)


def _aloud(comfort: Comfort, value: str) -> Comfort:
    return replace(comfort, aloud=_on(value, was=comfort.aloud))


def _volume(comfort: Comfort, value: str) -> Comfort:
    return replace(comfort, volume=_number(value, 1, VOLUMES, comfort.volume))


def _pace(comfort: Comfort, value: str) -> Comfort:
    return replace(comfort, pace=_number(value, 0, PACES - 1, comfort.pace))


def _number(value: str, least: int, most: int, was: int) -> int:
    if not (value.isascii() and value.isdigit()):
        return was
    return int(value) if least <= int(value) <= most else was


def _on(value: str, *, was: bool) -> bool:
    return {"on": True, "off": False}.get(value, was)


_CHANGES: Mapping[str, Callable[[Comfort, str], Comfort]] = {
    "size": _size,
    "contrast": _contrast,
    "reach": _reach,
    "elder": _elder,
    "aloud": _aloud,
    "volume": _volume,
    "pace": _pace,
}
