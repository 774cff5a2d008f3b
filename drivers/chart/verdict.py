"""Whether a camera is good enough, by the numbers of its chart; every fault has its code."""

from __future__ import annotations

from typing import Final

from drivers.chart.layout import MARKS, STEPS
from drivers.chart.measure import Measured
from drivers.codes import Code
from drivers.types import Json

BLURRED: Final = 0.10
"""Cycles a pixel at half contrast. A good lens leaves 0.2 to 0.3; below this a finer picture shows no more."""
COARSE_DPI: Final = 70.0
"""Below it a character of ordinary print (3.7 mm) has fewer than ten pixels."""
FINE_DPI: Final = 150.0
"""From it small print can be filed; `advice` says so below."""
DARK: Final = 110.0
"""Grey of the paper."""
WHITE: Final = 252.0
LEAST_STEPS: Final = 9
SIZE_PERCENT: Final = 2.5
DISTORTED_MM: Final = 1.5
ASKEW_DEGREES: Final = 1.0


def faults(seen: Measured) -> list[Code]:
    """What is wrong, the first cause first; empty for a good camera."""
    if seen.missing:
        return [Code.PAGE_CUT_OFF if seen.outside else Code.CHART_DISTORTED]
    found = []
    if seen.greys and seen.greys[0] < DARK:
        found.append(Code.PAGE_DARK)
    if seen.mtf50 is None or seen.mtf50 < BLURRED:
        found.append(Code.PAGE_BLURRED)
    if seen.told_apart < LEAST_STEPS:
        bright = bool(seen.greys) and seen.greys[1] >= WHITE
        found.append(Code.PAGE_OVEREXPOSED if bright else Code.CHART_GREYS)
    if max(abs(one - 100) for one in seen.geometry.size_percent) > SIZE_PERCENT:
        found.append(Code.CHART_SIZE)
    if seen.geometry.worst_mm > DISTORTED_MM or abs(seen.geometry.skew_degrees) > ASKEW_DEGREES:
        found.append(Code.CHART_DISTORTED)
    if min(seen.geometry.dpi) < COARSE_DPI:
        found.append(Code.CHART_COARSE)
    return found


def missing_sides(seen: Measured) -> tuple[str, ...]:
    """The sides of the chart whose marks are all off the picture: top, right, bottom, left."""
    sides = {
        "top": [n for n, (_, y) in enumerate(MARKS) if y < 100],
        "right": [n for n, (x, _) in enumerate(MARKS) if x > 150],
        "bottom": [n for n, (_, y) in enumerate(MARKS) if y > 200],
        "left": [n for n, (x, _) in enumerate(MARKS) if x < 60],
    }
    return tuple(name for name, numbers in sides.items() if set(numbers) <= set(seen.outside))


def facts(seen: Measured) -> dict[str, Json]:
    """As numbers."""
    geometry = seen.geometry
    sides: list[Json] = [*missing_sides(seen)]
    return {
        "marks_found": len(MARKS) - len(seen.missing),
        "marks": len(MARKS),
        "sides_missing": sides,
        "dpi": [*geometry.dpi],
        "size_percent": [*geometry.size_percent],
        "turned_degrees": 90 * geometry.turned,
        "lean_degrees": geometry.lean_degrees,
        "skew_degrees": geometry.skew_degrees,
        "worst_mark_mm": geometry.worst_mm,
        "mean_mark_mm": geometry.mean_mm,
        "mtf50_cycles_per_px": [*seen.sharpness],
        "effective_dpi": round(seen.effective_dpi, 1),
        "paper_grey": seen.greys[0] if seen.greys else None,
        "greys": [*seen.greys],
        "noise": seen.noise,
        "steps_told_apart": seen.told_apart,
        "steps": len(STEPS),
    }
