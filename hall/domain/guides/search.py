"""Finds items by Chinese words, pinyin, its first letters, department and theme. An index is made once and asked often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hall.domain.guides.nearly import meant, missing_most, score
from hall.domain.guides.spelling import Spoken, signs_of

_NO = 99
MOST = 1000
"""So many answers to what was typed; nobody reads on. Those whose name begins with it come first."""


_HEAD, _DEPARTMENT, _THEME = "=", "@", "#"
"""Signs that no text has: what a name begins with, whose an entry is, what it is part of."""


@dataclass(frozen=True)
class Entry:
    """What is known of one item. `names`: its own first, then what else people call it."""

    id: str
    names: tuple[str, ...]
    department: str = ""
    themes: tuple[str, ...] = ()
    english: str = ""
    until: str = ""
    """The last day (YYYY-MM-DD) it holds; "" for ever."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for. `department`, `theme`: only of these. `today`: what does not hold any more comes last."""

    typed: str = ""
    department: str = ""
    theme: str = ""
    today: str = ""


@dataclass(frozen=True)
class _Field:
    """One text of an entry. `rank`: how much a find in it weighs; less is better."""

    text: str
    rank: int
    spoken: Spoken


class Index:
    """Entries ready to be searched. `spelling`: of each Chinese text, as `hall.domain.guides.spelling` has it."""

    def __init__(self, entries: Sequence[Entry], spelling: Mapping[str, str]) -> None:
        self.entries = tuple(entries)
        self._spelling = spelling

    def find(self, wanted: Wanted) -> tuple[str, ...]:
        """Ids, the likeliest first, at most `MOST`; all of them when nothing is typed.

        When nothing has the words as they were typed, what was perhaps meant.
        """
        return self._literal(wanted) or self._nearly(wanted)

    def _literal(self, wanted: Wanted) -> tuple[str, ...]:
        words = wanted.typed.lower().split()
        found = []
        known: dict[tuple[str, str, int], tuple[int, int]] = {}
        for at in self._candidates(words, wanted):
            entry = self.entries[at]
            worst = max((self._mark(at, word, known) for word in words), default=(0, 0))
            if worst[0] < _NO:
                found.append((_is_over(entry, wanted), worst, len(entry.names[0]) if words else 0, at))
                if words and len(found) == MOST:
                    break
        return tuple(self.entries[at].id for *_, at in sorted(found))

    def _nearly(self, wanted: Wanted) -> tuple[str, ...]:
        """By Chinese signs in names, other names and themes: in any order, few of many missing."""
        signs = meant(wanted.typed)
        if not signs:
            return ()
        found = []
        for at in self._possible(signs, wanted):
            entry = self.entries[at]
            mark = score(signs, (*entry.names, *entry.themes))
            if mark is not None:
                found.append((_is_over(entry, wanted), mark, len(entry.names[0]), at))
        return tuple(self.entries[at].id for *_, at in sorted(found)[:MOST])

    def _possible(self, signs: str, wanted: Wanted) -> Iterator[int]:
        """Entries that hold one of the rarest signs at least: nobody lacks more of them."""
        held = sorted((self._holders.get(sign, 0) for sign in signs), key=int.bit_count)
        left = 0
        for some in held[: missing_most(signs) + 1]:
            left |= some
        for sign in _signs((), wanted):
            left &= self._holders.get(sign, 0)
        yield from _bits(left)

    def prepare(self) -> None:
        """Do now what the first search would wait for."""
        self._holders.get("")

    @cached_property
    def _fields(self) -> list[tuple[_Field, ...]]:
        made: dict[str, Spoken] = {}
        return [tuple(self._texts_of(entry, made)) for entry in self.entries]

    def _texts_of(self, entry: Entry, made: dict[str, Spoken]) -> Iterator[_Field]:
        ranked = [(name, 1 if place else 0) for place, name in enumerate(entry.names)]
        ranked += [(theme, 3) for theme in entry.themes]
        for text, rank in [*ranked, (entry.department, 4)]:
            if text and text not in made:
                made[text] = Spoken(self._spelling.get(text, ""))
            if text:
                yield _Field(text.lower(), rank, made[text])

    @cached_property
    def _holders(self) -> dict[str, int]:
        """Letters, pairs of them and Chinese characters, each with a bit for every entry that has it."""
        known: dict[str, frozenset[str]] = {}
        found: dict[str, int] = {}
        for at, fields in enumerate(self._fields):
            bit = 1 << at
            entry = self.entries[at]
            signs: set[str] = {_HEAD + sign for sign in fields[0].text[:1] + fields[0].spoken.initial}
            signs |= {_DEPARTMENT + entry.department, *(_THEME + theme for theme in entry.themes)}
            signs.update(_english(entry.english))
            for field in fields:
                if field.text not in known:
                    known[field.text] = field.spoken.signs() | frozenset(field.text)
                signs |= known[field.text]
            for sign in signs:
                found[sign] = found.get(sign, 0) | bit
        return found

    def _candidates(self, words: Sequence[str], wanted: Wanted) -> Iterator[int]:
        """Entries that hold every sign of the words: few, and all that can be found. Names that begin so come first."""
        left = (1 << len(self.entries)) - 1
        for sign in _signs(words, wanted):
            left &= self._holders.get(sign, 0)
        first = left & self._holders.get(_HEAD + words[0][0], 0) if words else left
        yield from _bits(first)
        yield from _bits(left ^ first)

    def _mark(
        self, at: int, word: str, known: dict[tuple[str, str, int], tuple[int, int]]
    ) -> tuple[int, int]:
        """How well an entry answers a word: (kind, place), less is better, `_NO` for not at all. `known`: of fields."""
        entry = self.entries[at]
        best = (_NO, 0)
        for field in self._fields[at]:
            key = word, field.text, field.rank
            if key not in known:
                known[key] = _mark_of(field, word)
            best = min(best, known[key])
        english = f" {entry.english.lower()}".find(f" {word}") if word.isascii() else -1
        return min(best, (26, english)) if english >= 0 else best


def _is_over(entry: Entry, wanted: Wanted) -> bool:
    return bool(entry.until and wanted.today and entry.until < wanted.today)


def _mark_of(field: _Field, word: str) -> tuple[int, int]:
    """0 whole, 1 its beginning, 2 within it; by letters 2 more, by an unusual reading 12 more; other texts behind names."""
    behind = field.rank * 5
    place = field.text.find(word)
    if place >= 0:
        return behind + (0 if field.text == word else 1 if place == 0 else 2), place
    found = field.spoken.fit(word) if word.isascii() else None
    if found is None:
        return _NO, 0
    kind = 2 if found.whole else 3 if found.start == 0 else 4
    return behind + kind + (12 if found.rare else 0), found.start


def _signs(words: Iterable[str], wanted: Wanted) -> Iterator[str]:
    """What an entry has to hold so that the words can be in it."""
    for word in words:
        yield from signs_of(word) if word.isascii() else word
    if wanted.department:
        yield _DEPARTMENT + wanted.department
    if wanted.theme:
        yield _THEME + wanted.theme


def _bits(left: int) -> Iterator[int]:
    """The places of the bits, from the lowest."""
    for byte, value in enumerate(left.to_bytes((left.bit_length() + 7) // 8, "little")):
        if value:
            yield from (8 * byte + bit for bit in range(8) if value >> bit & 1)


def _english(text: str) -> Iterator[str]:
    for word in text.lower().split():
        yield from signs_of(word)
