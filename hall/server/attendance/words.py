"""The words of attendance, from assets/i18n/attendance."""

from __future__ import annotations

from typing import Final

from hall.server.statistics.words import Words
from hall.texts import FOLDER

TEXTS: Final = FOLDER / "attendance"
CHINESE: Final = Words("zh", TEXTS)
ENGLISH: Final = Words("en", TEXTS)


def words_of(language: str) -> Words:
    """Of a browser's language."""
    return ENGLISH if language == "en" else CHINESE


def clock(minute: float) -> str:
    """HH:MM of a minute of the day."""
    return f"{int(minute) // 60:02}:{int(minute) % 60:02}"
