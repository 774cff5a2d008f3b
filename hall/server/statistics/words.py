"""The words of statistics, from assets/i18n/statistics: for pages, files and the command."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hall.contract.messages import Text
from hall.texts import FOLDER, load_texts

TEXTS: Final = FOLDER / "statistics"


class Words:
    """One language. `words("figure", "tickets")` is the text `figure.tickets`."""

    def __init__(self, language: str, folder: Path = TEXTS) -> None:
        self._texts = load_texts(language, folder)

    def __call__(self, table: str, name: str, /, **facts: object) -> str:
        """A text with its facts."""
        return self._texts.say(f"{table}.{name}", **facts)

    @property
    def language(self) -> str:
        """Either zh or en."""
        return self._texts.language

    def name(self, text: Text) -> str:
        """A name of the hall in this language."""
        return text.en if self.language == "en" else text.zh


CHINESE: Final = Words("zh")
ENGLISH: Final = Words("en")


def words_of(language: str) -> Words:
    """Of a browser's language."""
    return ENGLISH if language == "en" else CHINESE
