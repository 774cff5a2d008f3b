"""The clock of a device whose frames are a table: local time as the values of {year} {month} {day} {hour} …"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from drivers.table.template import Template

NAMES: Final = frozenset({"year", "month", "day", "hour", "minute", "second", "weekday"})
LATEST_S: Final = 4_102_444_800
"""2100-01-01: a later clock is a mistake."""


def local_time(epoch_s: int, offset_minutes: int) -> datetime:
    """The wall clock `offset_minutes` east of UTC at `epoch_s`, 0 to `LATEST_S`."""
    return datetime.fromtimestamp(epoch_s, UTC) + timedelta(minutes=offset_minutes)


def clock_values(template: Template, local: datetime) -> dict[str, int | str]:
    """The values for a frame; a year of one byte is without its century, Monday is 1."""
    wide = any(part.name == "year" and part.width > 1 for part in template.parts)
    return {
        "year": local.year if wide else local.year % 100,
        "month": local.month,
        "day": local.day,
        "hour": local.hour,
        "minute": local.minute,
        "second": local.second,
        "weekday": local.isoweekday(),
    }
