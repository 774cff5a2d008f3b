"""How Chinese is typed in Latin letters. A spelling is one syllable a character, other readings behind commas.

居住证 is `ju,ji zhu zheng`: what is usual here comes first. A letter or a digit is a syllable of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TO_NEXT = {
    False: r"(?:[^|,]*(?:,[^|,]+)*\|)?",
    True: r"(?:[^|,]*(?:,[^|,]+)*\|(?:[^|,]+,)*)?",
}
"""Between two letters: nothing, or the rest of the syllable and its other readings; then the next syllable's first
reading, with rare ones any of them."""
_BEGIN = {False: r"\|", True: r"[|,]"}


@dataclass(frozen=True)
class Fit:
    """Where typed letters fit. `start`: in which syllable; `rare`: only by a reading that is not usual there."""

    start: int
    rare: bool
    whole: bool
    """Nothing is left of the syllables."""


class Spoken:
    """A text as it is typed."""

    def __init__(self, spelling: str) -> None:
        self._written = "".join(f"|{each}" for each in spelling.split())

    @property
    def initial(self) -> str:
        """The first letter as it is usually typed, "" when nothing can be typed."""
        return self._written[1:2]

    def fit(self, typed: str) -> Fit | None:
        """The best place of `typed`: each syllable may be cut short, down to its first letter (jzz, juzz, juzhuz)."""
        for rare in (False, True) if "," in self._written else (False,):
            found = _pattern(typed, rare=rare).search(self._written)
            if found is not None:
                start = self._written.count("|", 0, found.start() + 1) - 1
                whole = start == 0 and "|" not in self._written[found.end() :]
                return Fit(start, rare, whole)
        return None

    def signs(self) -> frozenset[str]:
        """What stands in it: `^` and a letter that begins a syllable; every two that can be typed side by side."""
        found: set[str] = set()
        before = ""
        for readings in self._written[1:].split("|") if self._written else []:
            for reading in readings.split(","):
                found.add("^" + reading[0])
                found.update(reading[at : at + 2] for at in range(len(reading) - 1))
                found.update(letter + reading[0] for letter in before)
            before = readings.replace(",", "")
        return frozenset(found)


@lru_cache(256)
def _pattern(typed: str, *, rare: bool) -> re.Pattern[str]:
    """What the letters can be a short form of, in syllables with `|` before each and commas between readings."""
    return re.compile(_BEGIN[rare] + _TO_NEXT[rare].join(map(re.escape, typed)))


def signs_of(typed: str) -> list[str]:
    """What has to stand in a text so that the letters fit."""
    return ["^" + typed[0], *(typed[at : at + 2] for at in range(len(typed) - 1))]
