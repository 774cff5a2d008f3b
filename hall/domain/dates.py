"""Days as people read them on screens and papers: 2026年11月22日, 22 Nov 2026. Files and interfaces have ISO 8601."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from hall.domain.clock import CHINA

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_in(language: str, day: date) -> str:
    """With its year."""
    if language == "zh":
        return f"{day.year}年{short_in(language, day)}"
    return f"{short_in(language, day)} {day.year}"


def short_in(language: str, day: date) -> str:
    """Of a day not far away: without its year."""
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {_MONTHS[day.month - 1]}"


def minute_in(language: str, at: datetime) -> str:
    """A moment in China, with its year."""
    here = at.astimezone(CHINA)
    return f"{day_in(language, here.date())} {here:%H:%M}"


def short_minute_in(language: str, at: datetime) -> str:
    """A moment in China not far away."""
    here = at.astimezone(CHINA)
    return f"{short_in(language, here.date())} {here:%H:%M}"


def iso_in(language: str, day: str) -> str:
    """Of a day as files have it; "" for none."""
    return day_in(language, date.fromisoformat(day)) if day else ""


def slot_in(language: str, slot: str) -> str:
    """A slot as clocks say it, 10:00-11:00; one of another day has its day before it, as files have it."""
    day, space, hours = slot.partition(" ")
    return f"{iso_in(language, day)} {hours}" if space else slot
