"""What a panel at a distance demands of letters: sizes in pixels, room in em. Pure.

Least heights per metre of viewing distance: Chinese 4 mm, Latin and digits 3 mm (Japan MLIT
barrier-free guideline, signs), the called number 8 mm (digital signage practice).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from hall.settings import Screen

ZH_INK = 0.90
"""Height of a Chinese glyph (木) of Noto Sans CJK SC, in em; measured 0.919."""
LATIN_INK = 0.733
"""Height of its capitals and digits, in em."""
ZH_MM_PER_M = 4.0
LATIN_MM_PER_M = 3.0
CALLED_MM_PER_M = 8.0
_WIDE = frozenset("“”‘’…—")
NUMBER_EM = 3.7
"""Room of the longest number (A2-015, bold), in em."""


class TooFarError(Exception):
    """The panel is too small for its distance; `most_m` is how far away it may hang."""

    def __init__(self, most_m: float) -> None:
        super().__init__(
            f"这块屏在这么远的地方看不清：最远 {most_m:.1f} 米；请改正 units.screen 的 viewing_distance_m 或 width_mm,"
            f"或者换一块大屏 | the screen is too small for its viewing distance: at most {most_m:.1f} m; "
            "correct units.screen.viewing_distance_m or width_mm, or use a larger panel"
        )
        self.most_m = most_m


@dataclass(frozen=True)
class Rect:
    """Pixels."""

    x: int = 0
    y: int = 0
    w: int = 0
    h: int = 0


@dataclass(frozen=True)
class Type:
    """Font sizes (em, pixels) that are legible from afar, and the spaces that follow from them."""

    zh: int
    latin: int
    called: int

    @property
    def gap(self) -> int:
        """Between parts and around them."""
        return ceil(self.zh * 0.45)

    @property
    def row(self) -> int:
        """A line of the list: 1.6 of the text's height."""
        return ceil(self.zh * 1.6)

    @property
    def two_lines(self) -> int:
        """Chinese above Latin."""
        return ceil(self.zh * 1.4 + self.latin * 1.3)


def em(text: str) -> float:
    """Roomy width of a text in em: Chinese and its quotes 1, capitals and digits 0.66, small letters 0.52."""
    return sum(
        1.0 if ord(c) > 0x2E80 or c in _WIDE else 0.66 if c.isupper() or c.isdigit() else 0.52 for c in text
    )


def type_for(screen: Screen) -> Type:
    """The least legible font sizes on this panel at its distance."""
    px_per_m = screen.width_px / screen.width_mm * screen.viewing_distance_m
    return Type(
        zh=ceil(ZH_MM_PER_M * px_per_m / ZH_INK),
        latin=ceil(LATIN_MM_PER_M * px_per_m / LATIN_INK),
        called=ceil(CALLED_MM_PER_M * px_per_m / LATIN_INK),
    )


def farthest(screen: Screen, fits: Callable[[Screen], bool]) -> float:
    """The largest distance in metres at which a layout still fits, to a hundredth of it."""
    near, far = 0.0, screen.viewing_distance_m
    while far - near > far / 100:
        middle = (near + far) / 2
        if fits(screen.model_copy(update={"viewing_distance_m": middle})):
            near = middle
        else:
            far = middle
        if far < 0.01:
            break
    return near
