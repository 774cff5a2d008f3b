"""A line of a signature as QML tells it."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.flows.filing.filing import Point


def line_of(points: Sequence[float]) -> tuple[Point, ...]:
    """Return the points of x, y, x, y…"""
    return tuple((float(x), float(y)) for x, y in zip(points[::2], points[1::2], strict=True))
