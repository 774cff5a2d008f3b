"""Materials that were promised by a day (容缺): in time, nearly due, overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import Workdays


@dataclass(frozen=True)
class Promise:
    """`material`: its key in the application. `here`: the day it was handed in, None while it is owed."""

    material: str
    name: str
    until: date
    here: date | None = None


def left(promise: Promise, today: date, days: Workdays) -> int:
    """Working days from tomorrow to its day; below 0 once that has gone."""
    if promise.until < today:
        return -max(1, days.used(promise.until, today))
    return days.used(today, promise.until)


def light(promise: Promise, today: date, days: Workdays, warn_days: int) -> Light:
    """NONE once it is here. Yellow with `warn_days` or fewer working days left, red after its day."""
    if promise.here is not None:
        return Light.NONE
    if promise.until < today:
        return Light.RED
    return Light.YELLOW if left(promise, today, days) <= warn_days else Light.GREEN


def worst(lights: Iterable[Light]) -> Light:
    """Of several; NONE of none."""
    found = set(lights)
    return next((one for one in (Light.RED, Light.YELLOW, Light.GREEN) if one in found), Light.NONE)
