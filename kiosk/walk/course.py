"""The way over a screen: where the targets are, what each touch means, what is told at the end. No Qt, no clock."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Any, Final

TARGET_MM: Final = 15.0
SPACING_MM: Final = 90.0
"""Targets are at most so far apart."""
HIT_MM: Final = 15.0
"""A touch nearer to a target's middle is meant for it."""
STRAYS: Final = 3
"""So many touches elsewhere, and the target cannot be hit."""
TARGET_MS: Final = 15_000
IDLE_MS: Final = 45_000
"""Nobody is there."""
DOUBLE_MS: Final = 200
"""No person lifts a finger and touches the same place again so soon."""
Point = tuple[float, float]


@unique
class Met(StrEnum):
    """How it went with one target."""

    OPEN = "open"
    HIT = "hit"
    MISSED = "missed"
    """Touches came, none near it."""
    DEAD = "dead"
    """No touch came at all."""
    SKIPPED = "skipped"
    """A person cannot reach it."""


@unique
class End(StrEnum):
    """How the walk ended."""

    WALKED = "walked"
    LEFT = "left"
    TIME_OUT = "timeOut"


@dataclass
class Target:
    """One place to touch. All in millimetres from the screen's upper left; `error`: touch less target."""

    at: Point
    met: Met = Met.OPEN
    error: Point | None = None
    ms: int = 0
    strays: list[Point] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As the report has it."""
        told: dict[str, Any] = {"x_mm": self.at[0], "y_mm": self.at[1], "result": self.met.value}
        if self.error is not None:
            dx, dy = self.error
            told |= {"dx_mm": _tenth(dx), "dy_mm": _tenth(dy), "error_mm": round(math.hypot(dx, dy), 1)}
        if self.strays:
            told["strays_mm"] = [[_tenth(x), _tenth(y)] for x, y in self.strays]
        return {**told, "ms": self.ms}


class Course:
    """The walk over a screen of `width` by `height` millimetres. Times are milliseconds of any one clock."""

    def __init__(self, width: float, height: float, now_ms: int) -> None:
        self.targets = [Target(place) for place in places(width, height)]
        self.end: End | None = None
        self.doubles = 0
        self.ghosts = 0
        self._at = 0
        self._since_ms = self._heard_ms = now_ms
        self._last: tuple[Point, int] | None = None

    @property
    def number(self) -> int:
        """Which target is lit, from 0."""
        return self._at

    @property
    def lit(self) -> Target | None:
        """The target to touch now."""
        return None if self.end else self.targets[self._at]

    def touch(self, at: Point, now_ms: int, fingers: int = 1) -> None:
        """A touch began; `fingers` are on the screen with it."""
        target = self.lit
        if target is None:
            return
        self._heard_ms = now_ms
        if fingers > 1:
            self.ghosts += 1
            return
        if self._last and now_ms - self._last[1] < DOUBLE_MS and math.dist(at, self._last[0]) < HIT_MM:
            self.doubles += 1
            return
        self._last = (at, now_ms)
        if math.dist(at, target.at) <= HIT_MM:
            target.error = (at[0] - target.at[0], at[1] - target.at[1])
            self._go_on(Met.HIT, now_ms)
            return
        target.strays.append(at)
        if len(target.strays) >= STRAYS:
            self._go_on(Met.MISSED, now_ms)

    def cannot_reach(self, now_ms: int) -> None:
        """A person cannot reach the target that is lit."""
        self._heard_ms = now_ms
        if self.lit is not None:
            self._go_on(Met.SKIPPED, now_ms)

    def leave(self) -> None:
        """End here."""
        self.end = self.end or End.LEFT

    def tick(self, now_ms: int) -> None:
        """Time passes."""
        target = self.lit
        if target is None:
            return
        if now_ms - self._heard_ms >= IDLE_MS:
            self.end = End.TIME_OUT
        elif now_ms - self._since_ms >= TARGET_MS:
            self._go_on(Met.MISSED if target.strays else Met.DEAD, now_ms)

    def _go_on(self, met: Met, now_ms: int) -> None:
        target = self.targets[self._at]
        target.met, target.ms = met, now_ms - self._since_ms
        self._since_ms = now_ms
        if self._at + 1 < len(self.targets):
            self._at += 1
        else:
            self.end = End.WALKED

    def as_json(self) -> dict[str, Any]:
        """What was found out."""
        errors = [target.error for target in self.targets if target.error is not None]
        count = {met.value: sum(target.met is met for target in self.targets) for met in Met}
        sizes = [math.hypot(*error) for error in errors]
        mean = [sum(error[axis] for error in errors) / max(1, len(errors)) for axis in (0, 1)]
        return {
            "end": (self.end or End.LEFT).value,
            "count": count,
            "mean_dx_mm": _tenth(mean[0]),
            "mean_dy_mm": _tenth(mean[1]),
            "mean_mm": round(sum(sizes) / max(1, len(sizes)), 1),
            "worst_mm": round(max(sizes, default=0.0), 1),
            "doubles": self.doubles,
            "ghosts": self.ghosts,
            "targets": [target.as_json() for target in self.targets],
        }


def places(width: float, height: float) -> list[Point]:
    """Middles of the targets: edges and corners first of all, to and fro from the top, so that no hand flies far."""
    columns, rows = _steps(width), _steps(height)
    found: list[Point] = []
    for row, y in enumerate(rows):
        found += [(x, y) for x in (columns if row % 2 == 0 else columns[::-1])]
    return found


def _steps(length: float) -> list[float]:
    """From edge to edge."""
    first, last = TARGET_MM / 2, length - TARGET_MM / 2
    count = max(1, math.ceil((last - first) / SPACING_MM))
    return [round(first + (last - first) * step / count, 1) for step in range(count + 1)]


def _tenth(length: float) -> float:
    """A tenth of a millimetre is enough; no minus before a zero."""
    return round(length, 1) + 0.0
