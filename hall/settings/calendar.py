"""A calendar in a file of its own: the year's holidays and days made up for, one file for many halls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import Field

from hall.settings.base import Part
from hall.settings.problems import Finding
from hall.settings.schema import Settings
from hall.settings.time_checks import dates
from hall.settings.times import Holiday, Workday

_FROM_MONTH = 12
"""The State Council tells of the next year's days in November."""


class CalendarFile(Part):
    """放假和调休的文件 · Holidays and days made up for."""

    holidays: list[Holiday] = Field(default=[])
    """放假 · days at rest"""
    workdays: list[Workday] = Field(default=[])
    """调休上班 · days off that are worked"""


def calendar_faults(settings: Settings, data: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with the file's data, and what the hall file says already."""
    yield from dates(data)
    known = {one.date for one in settings.workdays}
    listed = data.get("workdays")
    for index, entry in enumerate(listed if isinstance(listed, list) else []):
        day = entry.get("date") if isinstance(entry, dict) else None
        if day in known:
            yield Finding(
                ("workdays", index, "date"),
                f"{day} 在大厅文件里已经写了",
                f"{day} is in the hall file already",
            )


def joined(settings: Settings, calendar: CalendarFile) -> Settings:
    """The hall with both its own days and the file's."""
    return settings.model_copy(
        update={
            "holidays": [*settings.holidays, *calendar.holidays],
            "workdays": [*settings.workdays, *calendar.workdays],
        }
    )


def year_without(settings: Settings, today: date) -> int | None:
    """A year of which no holiday is known though its days are counted: this one, from December on the next."""
    known = {int(text[:4]) for one in settings.holidays for text in (one.first, one.last)}
    asked = (today.year, today.year + 1) if today.month >= _FROM_MONTH else (today.year,)
    return next((year for year in asked if year not in known), None)
