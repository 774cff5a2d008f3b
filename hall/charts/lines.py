"""Curves over one axis, such as people waiting over a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    upright,
    width,
)

_DASHES: Final = ("none", "9 5", "2 5", "12 4 2 4")


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y) from left to right; a y of None is a gap. `filled`: the area below is shaded."""

    name: str
    points: Sequence[tuple[float, float | None]]
    filled: bool = False


def lines(
    title: str,
    x: Axis,
    y: Axis,
    series: Sequence[Line],
    about: str,
    size: tuple[float, float] = (860, 320),
    empty: str = NOTHING,
) -> str:
    """A chart of curves. `size` in pixels, width and height."""
    sheet = Sheet(*size)
    sheet.heading(title)
    drawn = [(at, value) for line in series for at, value in line.points if value is not None]
    if not drawn:
        return nothing(sheet, empty, about)

    def sample(index: int, left: float, middle: float) -> None:
        _stroke(sheet, index, f"M{left:.1f} {middle:.1f}h26")

    top = legend(sheet, [line.name for line in series], sample) + (TEXT + 8 if y.title else 0)
    bottom = sheet.high - TEXT - 10 - (TEXT + 6 if x.title else 0)
    up = scale(y, [value for _, value in drawn], bottom, top, 6)
    left = room_for(y, up)
    along = scale(x, [at for at, _ in drawn], left, sheet.wide - 24, int((sheet.wide - left) // 70))
    upright(sheet, up, y, left, sheet.wide - 24)
    _lying(sheet, along, x, bottom)
    for index, line in enumerate(series):
        for run in _runs(line.points):
            path = "L".join(f"{along.at(at):.1f} {up.at(value):.1f}" for at, value in run)
            if line.filled:
                first, last = along.at(run[0][0]), along.at(run[-1][0])
                area = f"M{first:.1f} {bottom:.1f}L{path}L{last:.1f} {bottom:.1f}Z"
                sheet.add("path", d=area, fill=PAINT[index % len(PAINT)], fill_opacity="0.15")
            _stroke(sheet, index, f"M{path}")
    return sheet.finish(about)


def _stroke(sheet: Sheet, index: int, path: str) -> None:
    sheet.add(
        "path",
        d=path,
        fill="none",
        stroke=PAINT[index % len(PAINT)],
        stroke_width="2.5",
        stroke_linejoin="round",
        stroke_dasharray=_DASHES[index % len(_DASHES)],
    )


def _lying(sheet: Sheet, along: Scale, axis: Axis, bottom: float) -> None:
    """The horizontal axis; labels at the ends stay on the sheet."""
    for value in along.ticks():
        at, words = along.at(value), axis.label(value)
        sheet.rule(at, bottom, at, bottom + 5, 0.55)
        sheet.text(min(at, sheet.wide - width(words) / 2), bottom + TEXT + 6, words, "middle")
    if axis.title:
        sheet.text(sheet.wide - 24, sheet.high - 4, axis.title, "end", fill_opacity=0.75)


def _runs(points: Sequence[tuple[float, float | None]]) -> Iterator[list[tuple[float, float]]]:
    """The pieces between gaps; a single point becomes a short dash."""
    run: list[tuple[float, float]] = []
    for at, value in [*points, (0.0, None)]:
        if value is not None:
            run.append((at, value))
        elif run:
            yield run if len(run) > 1 else [run[0], run[0]]
            run = []
