"""The charts of the indices' page, each with the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from hall.charts import Axis, Line, Row, Span, lines, ranges
from hall.contract.figures import GroupTold, IndexTold, Indices
from hall.domain.figures.formulas import Unit
from hall.domain.figures.tally import Grouping
from hall.domain.figures.terms import Term
from hall.server.console.statistics_pictures import MOST_ROWS, Picture
from hall.server.statistics.columns import Unit as Kind
from hall.server.statistics.columns import written
from hall.server.statistics.words import Words

_LEVELS: Final = (Term.N5, Term.N4, Term.N3, Term.N2, Term.N1)
_HALF: Final = 560.0
_WHOLE: Final = 1120.0
_WHOLE_SHARE: Final = 100.0
"""Per cent, and points too, end here."""
_DAYS: Final = (1, 2, 5, 7, 14, 30, 60, 90)


def pictures(found: Indices, days: Indices, chosen: str, words: Words) -> list[Picture]:
    """Those that show something. `chosen`: the index that groups are compared by; the first when it is none."""
    at = next((n for n, one in enumerate(found.indices) if one.id == chosen), 0)
    made = []
    if found.total.counts.get(Term.N):
        made.append(_levels(found, words))
    if len(found.groups) > 1 and found.by is not Grouping.DAY:
        made.append(_compare(found, at, words))
    if sum(bool(one.key) for one in days.groups) > 1:
        made.append(_days(days, at, words))
    if any(one.wait for one in found.groups):
        made.append(_times(found, words))
    return made


def _levels(found: Indices, words: Words) -> Picture:
    counts = [found.total.counts.get(term, 0) for term in _LEVELS]
    names = [words("term", term.value) for term in _LEVELS]
    title = words("chart", "levels")
    about = words("about", "levels", count=sum(counts))
    rows = [_bar(f"{count} · {name}", count) for name, count in zip(names, counts, strict=True)]
    svg = ranges(title, Axis(words("chart", "evaluations")), ("",), rows, about, _HALF)
    heading = (words("column", "level"), words("column", "count"))
    table = [(name, str(count)) for name, count in zip(names, counts, strict=True)]
    return Picture("levels", title, svg, heading, table)


def _compare(found: Indices, at: int, words: Words) -> Picture:
    """Groups of which there is nothing have no bar."""
    index, by = found.indices[at], words("by", found.by.value)
    name = words.name(index.name)
    title = words("chart", "compare", name=name, by=by)
    shown = [(words.name(one.name), one.figures[at].written, _value(one, at, index)) for one in found.groups]
    known = [(value, group) for group, _, value in shown if value is not None]
    about = words("about", "compare_none")
    if known:
        about = words(
            "about", "compare", count=len(shown), name=name, most=max(known)[1], least=min(known)[1]
        )
    axis = Axis(words("chart", index.unit.value), high=_WHOLE_SHARE)
    rows = [_bar(f"{told} · {group}", value) for group, told, value in shown[:MOST_ROWS]]
    svg = ranges(title, axis, ("",), rows, about, _HALF)
    table = [(words.name(one.name), one.figures[at].written, one.figures[at].numbers) for one in found.groups]
    heading = (by, words("label", f"head_{index.unit.value}", name=name), words("label", "with_numbers"))
    return Picture("compare", title, svg, heading, table, _note(rows, shown, words))


def _days(days: Indices, at: int, words: Words) -> Picture:
    index = days.indices[at]
    name = words.name(index.name)
    title = words("chart", "days", name=name)
    groups = [one for one in days.groups if one.key]
    first = date.fromisoformat(groups[0].key)
    points = [((date.fromisoformat(one.key) - first).days, _value(one, at, index)) for one in groups]
    along = Axis(label=lambda n: f"{first + timedelta(days=int(n)):%m-%d}", steps=_DAYS)
    up = Axis(words("chart", index.unit.value), high=_WHOLE_SHARE)
    about = words("about", "days", name=name, count=len(groups))
    svg = lines(title, along, up, [Line("", points)], about, (_WHOLE, 300.0))
    heading = (
        words("column", "day"),
        words("column", "count"),
        words("label", f"head_{index.unit.value}", name=name),
    )
    table = [(one.key, str(one.counts.get(Term.N, 0)), one.figures[at].written) for one in groups]
    return Picture("days", title, svg, heading, table, wide=True)


def _times(found: Indices, words: Words) -> Picture:
    by = words("by", found.by.value)
    title = words("chart", "times", by=by)
    rows, table = [], []
    for one in found.groups:
        if one.wait is not None:
            marks = (one.wait.p50_s, one.wait.p90_s, one.wait.p95_s)
            rows.append(Row(words.name(one.name), [Span(*(s / 60 for s in marks))]))
            table.append((words.name(one.name), *(written(s, Kind.MINUTES) for s in marks)))
    about = words("about", "times", count=len(rows))
    axis, names = Axis(words("chart", "minutes")), [words("chart", "times_span")]
    svg = ranges(title, axis, names, rows[:MOST_ROWS], about, _WHOLE)
    heading = (by, *(words("column", name) for name in ("p50", "p90", "p95")))
    return Picture("times", title, svg, heading, table, _note(rows[:MOST_ROWS], rows, words), wide=True)


def _note(drawn: Sequence[object], all_: Sequence[object], words: Words) -> str:
    return words("label", "more_groups", count=len(drawn)) if len(all_) > len(drawn) else ""


def _bar(label: str, value: float | None) -> Row:
    return Row(label, [None if value is None else Span(min(0, value), value, max(0, value))])


def _value(group: GroupTold, at: int, index: IndexTold) -> float | None:
    value = group.figures[at].value
    if value is None:
        return None
    return value * 100 if index.unit is Unit.PERCENT else value
