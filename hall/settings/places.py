"""Where each key and value of a TOML text stands: tomllib has no positions, people need them.

The text must have passed tomllib already; this walk only finds places.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

Loc = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]*")


@dataclass(frozen=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int


def place_of(text: str, offset: int) -> Place:
    """Turn an offset into line and column (characters)."""
    before = text[:offset]
    return Place(before.count("\n") + 1, offset - before.rfind("\n"))


@dataclass
class Places:
    """Offsets of a text: `keys` where a name is written, `values` where its value begins."""

    text: str
    keys: dict[Loc, int] = field(default_factory=dict)
    values: dict[Loc, int] = field(default_factory=dict)

    def key(self, loc: Loc) -> Place:
        """The place of a name, else of what encloses it."""
        return place_of(self.text, self._nearest(loc, self.keys, self.values))

    def value(self, loc: Loc) -> Place:
        """The place of a value, else of its name, else of what encloses it."""
        return place_of(self.text, self._nearest(loc, self.values, self.keys))

    @staticmethod
    def _nearest(loc: Loc, first: dict[Loc, int], second: dict[Loc, int]) -> int:
        for end in range(len(loc), 0, -1):
            for known in (first, second):
                if loc[:end] in known:
                    return known[loc[:end]]
        return 0


def find_places(text: str) -> Places:
    """Walk a valid TOML text."""
    return _Walk(text).run()


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._places = Places(text)
        self._last: dict[Loc, int] = {}
        """Index of the last table of each array of tables."""

    def run(self) -> Places:
        table: Loc = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self._text):
                return self._places
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, what: re.Pattern[str]) -> str:
        found = what.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found.group()

    def _name(self) -> tuple[str, int]:
        self._skip(_SPACE)
        begin = self._at
        raw = self._skip(_KEY)
        if raw[:1] in {'"', "'"}:
            raw = str(tomllib.loads(f"k = {raw}")["k"])
        self._skip(_SPACE)
        return raw, begin

    def _names(self) -> list[tuple[str, int]]:
        names = [self._name()]
        while self._text[self._at] == ".":
            self._at += 1
            names.append(self._name())
        return names

    def _header(self) -> Loc:
        """`[a.b]` or `[[a.b]]`; a part that names an array of tables means its last table."""
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        names = self._names()
        self._at += 2 if many else 1
        loc: Loc = ()
        for index, (name, begin) in enumerate(names):
            loc = (*loc, name)
            self._places.keys.setdefault(loc, begin)
            if many and index == len(names) - 1:
                self._last[loc] = self._last.get(loc, -1) + 1
            if loc in self._last:
                loc = (*loc, self._last[loc])
                self._places.keys.setdefault(loc, begin)
        return loc

    def _pair(self, table: Loc) -> None:
        loc = table
        for name, begin in self._names():
            loc = (*loc, name)
            self._places.keys.setdefault(loc, begin)
        self._at += 1
        self._value(loc)

    def _value(self, loc: Loc) -> None:
        self._skip(_SPACE)
        self._places.values[loc] = self._at
        first = self._text[self._at]
        if first == "[":
            self._array(loc)
        elif first == "{":
            self._inline(loc)
        elif first in {'"', "'"}:
            self._skip(_STRING)
        else:
            self._skip(_BARE)

    def _array(self, loc: Loc) -> None:
        self._at += 1
        index = 0
        while not self._closes("]"):
            self._value((*loc, index))
            index += 1

    def _inline(self, loc: Loc) -> None:
        self._at += 1
        while not self._closes("}"):
            self._pair(loc)

    def _closes(self, end: str) -> bool:
        """Skip to the next element; take the closing bracket when there is none."""
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)
        if self._text[self._at] == end:
            self._at += 1
            return True
        return False
