"""The indices of a span of days. Reads only, in turn with the statistics; nothing here goes through the writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection

from hall.contract.figures import FigureTold, GroupTold, IndexTold, Indices
from hall.contract.messages import Text
from hall.domain.cases.workdays import day_of
from hall.domain.figures.formulas import Figure, Formula, Index
from hall.domain.figures.tally import Counts, Grouping, Tally
from hall.domain.figures.terms import Term
from hall.domain.statistics.figures import Figures
from hall.domain.statistics.report import Collector
from hall.server.desk import Desk
from hall.server.figures.counting import Counting, Part
from hall.server.figures.names import GroupNames
from hall.server.figures.reads import Span
from hall.server.figures.times import clerks, key_of
from hall.server.figures.words import CHINESE, ENGLISH, both
from hall.server.statistics.told import spread_info
from hall.server.statistics.words import Words
from hall.settings.figures import load_formulas


class FigureBook:
    """Figures of a hall's store, by the formulas that the hall file chooses."""

    def __init__(self, desk: Desk) -> None:
        settings = desk.catalogue.settings
        self.names = GroupNames(settings)
        self.formulas = load_formulas(settings.figures)
        self._desk = desk
        self._counting = Counting(desk.catalogue)

    async def told(self, first: str, last: str, by: Grouping) -> Indices:
        """`first` to `last`, as `Book.range_of` gives them."""
        (found,) = await self.several(first, last, by)
        return found

    async def several(self, first: str, last: str, *ways: Grouping) -> list[Indices]:
        """The same counts, told apart by each of `ways`. Times are those of the first alone."""
        now = self._desk.clock.now()
        span = Span(date.fromisoformat(first), date.fromisoformat(last), day_of(now))
        tallies, book = [Tally(by) for by in ways], self._desk.book
        for part in self._counting.parts(span):
            await book.read(partial(_count, part, tallies))
        turns = await book.read(partial(clerks, span=span))
        collector = Collector(key_of(ways[0], self._counting.departments, turns))
        async for _ in book.days(first, last, collector.add):
            pass
        report = collector.report()
        nothing: Mapping[str, Figures] = {}
        return [
            self._told(first, last, now, tally, report.total, nothing if at else report.groups)
            for at, tally in enumerate(tallies)
        ]

    def _told(
        self, first: str, last: str, now: datetime, tally: Tally, whole: Figures, times: Mapping[str, Figures]
    ) -> Indices:
        made, by = self.formulas, tally.by
        keys = sorted({*tally.groups, *times}, key=lambda key: self.names.order(by, key))
        return Indices(
            first=first,
            last=last,
            by=by,
            as_of=now,
            formulas=made.id,
            title=_text(made.name),
            note=_text(made.note),
            indices=[_index(one) for one in made.indices],
            terms=[one for one in Term if one in made.terms or tally.total[one]],
            total=self._group("", both("label", "total"), tally.total, whole),
            groups=[
                self._group(key, self.names.of(by, key), tally.groups.get(key, {}), times.get(key))
                for key in keys
            ],
        )

    def _group(self, key: str, name: Text, counts: Counts, times: Figures | None) -> GroupTold:
        return GroupTold(
            key=key,
            name=name,
            counts={one: counts[one] for one in Term if counts.get(one)},
            figures=[_figure(one) for one in self.formulas.figures(counts)],
            wait=spread_info(times.wait if times else None),
            service=spread_info(times.service if times else None),
        )


def _count(part: Part, tallies: Sequence[Tally], connection: Connection) -> None:
    for one in part(connection):
        for tally in tallies:
            tally.add(one)


def _index(one: Index) -> IndexTold:
    return IndexTold(
        id=one.id,
        name=_text(one.name),
        unit=one.unit,
        symbols=one.formula.with_symbols(),
        words=Text(zh=_spelt(one.formula, CHINESE), en=_spelt(one.formula, ENGLISH)),
    )


def _spelt(formula: Formula, words: Words) -> str:
    return formula.written(lambda term: words("term", term.value))


def _figure(one: Figure) -> FigureTold:
    return FigureTold(
        id=one.index.id,
        written=one.written,
        value=one.value,
        above=one.above,
        below=one.below,
        numbers=one.numbers,
    )


def _text(words: tuple[str, str]) -> Text:
    return Text(zh=words[0], en=words[1])
