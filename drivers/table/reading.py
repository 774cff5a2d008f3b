"""Options with tables in them, checked: every key is known, every value within its bounds."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from drivers.options import OptionError
from drivers.types import Json


class Reader:
    """Reads one table of options; `place` is its name in messages. Call `end` when all known keys were read."""

    def __init__(self, given: Mapping[str, Json], place: str = "options") -> None:
        self._given = given
        self._place = place
        self._known: list[str] = []

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise OptionError(f"{self._place}.{key}: write a text in quotes")
        return value

    def word(self, key: str, words: tuple[str, ...]) -> str:
        """One of `words`; the first is the default."""
        value = self._take(key, words[0])
        if not isinstance(value, str) or value not in words:
            raise OptionError(f"{self._place}.{key}: write {' or '.join(words)}")
        return value

    def number(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise OptionError(f"{self._place}.{key}: write a whole number from {least} to {most}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise OptionError(f"{self._place}.{key}: write true or false")
        return value

    def texts(self, key: str) -> dict[str, str]:
        """A table of texts; empty when it is not there."""
        table = self.table(key)
        found: dict[str, str] = {}
        for name, value in table.items():
            if not isinstance(value, str):
                raise OptionError(f"{self._place}.{key}.{name}: write a text in quotes")
            found[name] = value
        return found

    def numbers(self, key: str, least: int, most: int) -> dict[str, int]:
        """A table of whole numbers; empty when it is not there."""
        table = Reader(self.table(key), f"{self._place}.{key}")
        return {name: table.number(name, least, least, most) for name in self.table(key)}

    def table(self, key: str) -> Mapping[str, Json]:
        """A table; empty when it is not there."""
        value = self._take(key, {})
        if not isinstance(value, Mapping):
            raise OptionError(f"{self._place}.{key}: write a table")
        return value

    def end(self) -> None:
        """Raise `OptionError` for a key that nobody read."""
        for key in self._given:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, n=1) or sorted(self._known)
                raise OptionError(f"{self._place}.{key} is not a setting; write {' or '.join(near)}")

    def _take(self, key: str, default: Json) -> Json:
        self._known.append(key)
        return self._given.get(key, default)
