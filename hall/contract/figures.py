"""The indices of a hall's days, as `GET /v1/figures` answers. What each counts: docs/figures.md. No citizen in here."""

from __future__ import annotations

from pydantic import AwareDatetime

from hall.contract.messages import Message, Text
from hall.contract.statistics import SpreadInfo
from hall.domain.figures.formulas import Unit
from hall.domain.figures.tally import Grouping
from hall.domain.figures.terms import Term


class FigureTold(Message):
    """`written`: as people read it, "—" of nothing. `value`: a share of 1, or points; None of nothing.

    `numbers`: the formula with this group's numbers in it: `(120 + 30) ÷ 160`.
    """

    id: str
    written: str
    value: float | None
    above: int
    below: int
    numbers: str


class IndexTold(Message):
    """An index and its formula, in symbols (`Term`) and in words."""

    id: str
    name: Text
    unit: Unit
    symbols: str
    words: Text


class GroupTold(Message):
    """What has one thing in common; `key` is stable, `name` for people. "" is none: nobody knows.

    `wait`, `service`: times of tickets, as statistics count them.
    """

    key: str
    name: Text
    counts: dict[Term, int]
    figures: list[FigureTold]
    wait: SpreadInfo | None
    service: SpreadInfo | None


class Indices(Message):
    """Service dates `first` to `last`, both included.

    `formulas`: the set the hall has chosen; `title`, `note`: its name, and whence it comes. `terms`: what its formulas
    use, and whatever else was counted. `total` and each of `groups` have a figure for each index, in their order.
    """

    first: str
    last: str
    by: Grouping
    as_of: AwareDatetime
    formulas: str
    title: Text
    note: Text
    indices: list[IndexTold]
    terms: list[Term]
    total: GroupTold
    groups: list[GroupTold]
