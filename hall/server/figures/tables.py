"""The tables of the indices: groups side by side, the formulas with their numbers, and what the numbers are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hall.contract.figures import GroupTold, Indices
from hall.contract.statistics import SpreadInfo
from hall.domain.figures.formulas import NOTHING
from hall.server.figures.words import words_of
from hall.server.statistics.columns import Unit, written
from hall.server.statistics.words import Words

_TIMES: Final = ("wait_half", "wait_nine", "service_half", "service_nine")


def comparison(found: Indices, words: Words) -> Iterator[list[str]]:
    """The heading, a line for each group, and all of them together; the counts after the indices."""
    heads = [words("label", f"head_{one.unit.value}", name=words.name(one.name)) for one in found.indices]
    counted = [
        words("label", "count_of", name=words("term", one.value), symbol=one.value) for one in found.terms
    ]
    yield [
        words("by", found.by.value),
        *heads,
        *(words("label", name) for name in _TIMES),
        *counted,
    ]
    for group in (*found.groups, found.total):
        counts = [str(group.counts.get(term, 0)) for term in found.terms]
        yield [words.name(group.name), *(one.written for one in group.figures), *times(group), *counts]


def formulas(found: Indices, words: Words) -> Iterator[list[str]]:
    """A line for each index: its formula in words, in symbols, and with the numbers of all together."""
    yield [words("label", name) for name in ("index", "formula", "symbols", "with_numbers", "value")]
    for one, figure in zip(found.indices, found.total.figures, strict=True):
        yield [words.name(one.name), words.name(one.words), one.symbols, figure.numbers, figure.written]
    yield [words("label", "formulas", name=words.name(found.title)), words.name(found.note)]


def counts(found: Indices, words: Words) -> Iterator[list[str]]:
    """A line for each number that the formulas use."""
    yield [words("label", name) for name in ("symbols", "term", "count")]
    for term in found.terms:
        yield [term.value, words("term", term.value), str(found.total.counts.get(term, 0))]


def times(group: GroupTold) -> tuple[str, ...]:
    """Minutes to a tenth; the dash where nobody waited, or nobody was served."""
    return tuple(
        (written(value, Unit.MINUTES) if value is not None else NOTHING)
        for spread in (group.wait, group.service)
        for value in _half_and_nine(spread)
    )


def tables(found: Indices, language: str) -> tuple[list[list[str]], ...]:
    """All three, in one language."""
    words = words_of(language)
    return tuple(list(made(found, words)) for made in (comparison, formulas, counts))


def _half_and_nine(spread: SpreadInfo | None) -> tuple[int | None, int | None]:
    return (spread.p50_s, spread.p90_s) if spread else (None, None)
