"""The words of the indices, from assets/i18n/figures: for pages and files."""

from __future__ import annotations

from typing import Final

from hall.contract.messages import Text
from hall.server.statistics.words import Words
from hall.texts import FOLDER

TEXTS: Final = FOLDER / "figures"
CHINESE: Final = Words("zh", TEXTS)
ENGLISH: Final = Words("en", TEXTS)


def words_of(language: str) -> Words:
    """Of a browser's language."""
    return ENGLISH if language == "en" else CHINESE


def both(table: str, name: str, **facts: object) -> Text:
    """In both languages."""
    return Text(zh=CHINESE(table, name, **facts), en=ENGLISH(table, name, **facts))
