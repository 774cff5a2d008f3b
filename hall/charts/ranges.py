"""Lying spans, one row a thing: percentiles of a wait, or what was told beside what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hall.charts.sheet import (
    NOTHING,
    PAINT,
    TEXT,
    Axis,
    Scale,
    Sheet,
    legend,
    nothing,
    scale,
    shortened,
    width,
)

_PITCH: Final = 16
_THICK: Final = (11, 7, 4)
_MOST_LABEL: Final = 220.0


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high` with a mark at `middle`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """A thing's name and its spans, one for each name of the legend; None where nothing is known."""

    label: str
    spans: Sequence[Span | None]


def ranges(
    title: str,
    x: Axis,
    names: Sequence[str],
    rows: Sequence[Row],
    about: str,
    wide: float = 860,
    empty: str = NOTHING,
) -> str:
    """A chart of spans, as high as it has rows. `names`: what the spans of a row are, in order."""
    each = _PITCH * len(names) + 12
    sheet = Sheet(wide, 0)
    sheet.heading(title)
    ends = [end for row in rows for span in row.spans if span for end in (span.low, span.high)]
    if not ends:
        sheet.high = 120
        return nothing(sheet, empty, about)

    def sample(index: int, left: float, middle: float) -> None:
        _span(sheet, index, (left, left + 13, left + 26), middle)

    top = legend(sheet, names, sample)
    bottom = top + each * len(rows)
    sheet.high = bottom + TEXT + 10 + (TEXT + 6 if x.title else 0)
    left = min(max(width(row.label) for row in rows), _MOST_LABEL) + 12
    along = scale(x, ends, left, wide - 24, int((wide - left) // 80))
    _grid(sheet, along, x, top, bottom)
    for index, row in enumerate(rows):
        middle = top + each * (index + 0.5)
        sheet.text(left - 12, middle + 5, shortened(row.label, _MOST_LABEL), "end")
        for at, span in enumerate(row.spans):
            if span:
                places = (along.at(span.low), along.at(span.middle), along.at(span.high))
                _span(sheet, at, places, middle + _PITCH * (at - (len(names) - 1) / 2))
    return sheet.finish(about)


def _span(sheet: Sheet, index: int, places: tuple[float, float, float], y: float) -> None:
    low, middle, high = places
    thick = _THICK[index % len(_THICK)]
    colour = PAINT[index % len(PAINT)]
    sheet.add(
        "rect", x=low, y=y - thick / 2, width=max(high - low, 1.0), height=thick, fill=colour, rx=thick / 2
    )
    sheet.add("rect", x=middle - 1.5, y=y - 7, width=3, height=14, fill="currentColor")


def _grid(sheet: Sheet, along: Scale, axis: Axis, top: float, bottom: float) -> None:
    for value in along.ticks():
        at, words = along.at(value), axis.label(value)
        sheet.rule(at, top, at, bottom, 0.55 if value == along.first else 0.16)
        sheet.text(min(at, sheet.wide - width(words) / 2), bottom + TEXT + 6, words, "middle")
    if axis.title:
        sheet.text(sheet.wide - 24, sheet.high - 4, axis.title, "end", fill_opacity=0.75)
