"""Formulas as data: sums of named terms, one over another. What is printed is made of what is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

from hall.domain.figures.terms import Term

NOTHING: Final = "—"
"""Of nothing there is no share: neither 0 % nor 100 %."""
OVER: Final = " ÷ "
_MINUS: Final = "−"
_TENTHS: Final = 10


@unique
class Unit(StrEnum):
    """How a figure is written, to a tenth."""

    PERCENT = "percent"
    POINTS = "points"


@dataclass(frozen=True)
class Sum:
    """Terms and how often each counts, in the order of writing; at least one, none 0 times."""

    parts: tuple[tuple[Term, int], ...]

    def of(self, counts: Mapping[Term, int]) -> int:
        """Its number; a term that is not there is 0."""
        return sum(times * counts.get(term, 0) for term, times in self.parts)

    def written(self, label: Callable[[Term], str]) -> str:
        """`100×n5 + 80×n4`; in brackets when there are several."""
        first, *rest = self.parts
        text = ("" if first[1] > 0 else _MINUS) + _part(first, label)
        text += "".join(f" {'+' if one[1] > 0 else _MINUS} {_part(one, label)}" for one in rest)
        return f"({text})" if rest else text


@dataclass(frozen=True)
class Formula:
    """`above` over `below`."""

    above: Sum
    below: Sum

    def written(self, label: Callable[[Term], str]) -> str:
        """With the terms called as `label` says: by symbols, words, or numbers."""
        return f"{self.above.written(label)}{OVER}{self.below.written(label)}"

    def with_symbols(self) -> str:
        """`(n5 + n4) ÷ n`."""
        return self.written(lambda term: term.value)

    def with_numbers(self, counts: Mapping[Term, int]) -> str:
        """`(120 + 30) ÷ 160`."""
        return self.written(lambda term: str(counts.get(term, 0)))

    @property
    def terms(self) -> tuple[Term, ...]:
        """Those it uses, once each, as they are written."""
        return tuple(dict.fromkeys(term for term, _ in (*self.above.parts, *self.below.parts)))


@dataclass(frozen=True)
class Index:
    """A named formula. `name`: (Chinese, English). `variants`: other formulas that a hall may choose, by name."""

    id: str
    name: tuple[str, str]
    unit: Unit
    formula: Formula
    variants: Mapping[str, Formula]


@dataclass(frozen=True)
class Figure:
    """An index of some records: `above` over `below`, by the formula printed beside it."""

    index: Index
    formula: Formula
    above: int
    below: int
    numbers: str

    @property
    def value(self) -> float | None:
        """A share of 1, or points; None of nothing."""
        return self.above / self.below if self.below else None

    @property
    def written(self) -> str:
        """To a tenth, halves up. What is not quite all or not quite nothing is never written as 100.0 or 0.0."""
        if not self.below:
            return NOTHING
        scale = 100 if self.index.unit is Unit.PERCENT else 1
        wanted, whole = self.above * scale * _TENTHS, self.below
        tenths = (2 * wanted + whole) // (2 * whole)
        if self.index.unit is Unit.PERCENT:
            if self.above > 0 and not tenths:
                tenths = 1
            if self.above < self.below and tenths == 100 * _TENTHS:
                tenths -= 1
        sign, rest = ("-", -tenths) if tenths < 0 else ("", tenths)
        return f"{sign}{rest // _TENTHS}.{rest % _TENTHS}"


@dataclass(frozen=True)
class FormulaSet:
    """The indices of a hall, with the formula chosen for each."""

    id: str
    name: tuple[str, str]
    note: tuple[str, str]
    indices: tuple[Index, ...]

    def figures(self, counts: Mapping[Term, int]) -> tuple[Figure, ...]:
        """All indices of some counts."""
        return tuple(_figure(one, counts) for one in self.indices)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that its formulas use, in the order of `Term`."""
        used = {term for one in self.indices for term in one.formula.terms}
        return tuple(term for term in Term if term in used)


def _figure(index: Index, counts: Mapping[Term, int]) -> Figure:
    formula = index.formula
    above, below = formula.above.of(counts), formula.below.of(counts)
    return Figure(index, formula, above, below, formula.with_numbers(counts))


def _part(part: tuple[Term, int], label: Callable[[Term], str]) -> str:
    term, times = part
    return label(term) if abs(times) == 1 else f"{abs(times)}×{label(term)}"
