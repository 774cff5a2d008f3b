"""Upright bars, one over another when there are several: arrivals, what a window's day was made of."""

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
    room_for,
    scale,
    shortened,
    upright,
    width,
)

_FILLINGS: Final = (0.95, 0.45, 0.08)
"""From full to hollow; every bar has an outline of its colour."""
_EVERY: Final = (1, 2, 4, 8, 12, 24, 48, 96)
"""Names that are shown when there are too many: quarters of an hour thin out to whole ones."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One value for each name on the axis, none below 0."""

    name: str
    values: Sequence[float]


def bars(
    title: str,
    names: Sequence[str],
    y: Axis,
    series: Sequence[Bars],
    about: str,
    size: tuple[float, float] = (860, 300),
    empty: str = NOTHING,
) -> str:
    """A chart of bars; several series stand on each other. `size` in pixels, width and height."""
    sheet = Sheet(*size)
    sheet.heading(title)
    totals = [sum(column) for column in zip(*(one.values for one in series), strict=True)]
    if not any(totals):
        return nothing(sheet, empty, about)

    def sample(index: int, left: float, middle: float) -> None:
        _bar(sheet, index, left + 4, middle - 7, 18, 14)

    top = legend(sheet, [one.name for one in series], sample) + (TEXT + 8 if y.title else 0)
    bottom = sheet.high - TEXT - 10
    up = scale(y, totals, bottom, top, 5)
    left = room_for(y, up)
    upright(sheet, up, y, left, sheet.wide)
    pitch = (sheet.wide - left) / len(names)
    base = [up.first] * len(names)
    for index, one in enumerate(series):
        for at, value in enumerate(one.values):
            if value > 0:
                start, end = up.at(base[at]), up.at(base[at] + value)
                _bar(sheet, index, left + pitch * (at + 0.15), end, pitch * 0.7, start - end)
            base[at] += value
    if pitch > 34 and len(series) == 1:
        _write_values(sheet, up, y, totals, left, pitch)
    _write_names(sheet, names, left, pitch, bottom)
    return sheet.finish(about)


def _bar(sheet: Sheet, index: int, x: float, y: float, wide: float, high: float) -> None:
    colour = PAINT[index % len(PAINT)]
    filling = _FILLINGS[index % len(_FILLINGS)]
    sheet.add(
        "rect", x=x, y=y, width=wide, height=high, fill=colour, fill_opacity=f"{filling}", stroke=colour
    )


def _write_values(
    sheet: Sheet, up: Scale, axis: Axis, values: Sequence[float], left: float, pitch: float
) -> None:
    for at, value in enumerate(values):
        if value:
            sheet.text(left + pitch * (at + 0.5), up.at(value) - 5, axis.label(value), "middle")


def _write_names(sheet: Sheet, names: Sequence[str], left: float, pitch: float, bottom: float) -> None:
    longest = min(max(map(width, names)), 90.0) + 8
    every = next((one for one in _EVERY if pitch * one >= longest), len(names))
    for at in range(0, len(names), every):
        words = shortened(names[at], max(pitch * every, longest))
        sheet.text(left + pitch * (at + 0.5), bottom + TEXT + 6, words, "middle")
