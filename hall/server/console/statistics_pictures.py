"""The charts of the statistics' page, each with the same numbers as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hall.charts import Axis, Bars, Line, Row, Span, bars, clock_axis, lines, ranges
from hall.contract.statistics import Statistics
from hall.server.statistics.columns import Unit, written
from hall.server.statistics.words import Words

MOST_ROWS: Final = 40
_HALF: Final = (560.0, 280.0)
_WHOLE: Final = (1120.0, 300.0)
_QUARTERS: Final = 96


@dataclass(frozen=True)
class Picture:
    """A chart (`hall.charts` escapes what it writes) and its table. `wide`: over the page's whole width."""

    id: str
    title: str
    svg: str
    heading: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""
    wide: bool = False


def pictures(found: Statistics, words: Words) -> list[Picture]:
    """All of them; none when nobody came and no window opened."""
    made: list[Picture] = []
    if found.total.tickets:
        made = [draw(found, words) for draw in (_waiting, _arrivals, _waits, _told)]
    if found.windows:
        made.append(_load(found, words))
    return made


def _waiting(found: Statistics, words: Words) -> Picture:
    several = found.days > 1
    mean = [(_seconds(one.at), one.mean) for one in found.waiting]
    most = [(_seconds(one.at), float(one.most)) for one in found.waiting]
    series = [Line(words("chart", "waiting_mean") if several else "", mean, filled=True)]
    if several:
        series.append(Line(words("chart", "waiting_most"), most))
    about = words("about", "empty")
    if found.waiting:
        top = max(found.waiting, key=lambda one: one.most)
        about = words("about", "waiting", most=top.most, at=top.at)
    title = words("chart", "waiting")
    svg = lines(title, clock_axis(), Axis(words("chart", "people")), series, about, _HALF)
    shown = [one for one in found.waiting if one.at.endswith(("00", "30"))]
    if not several:
        heading: tuple[str, ...] = (words("column", "at"), words("column", "people"))
        rows: list[tuple[str, ...]] = [(one.at, str(one.most)) for one in shown]
    else:
        heading = tuple(words("column", name) for name in ("at", "mean", "most"))
        rows = [(one.at, f"{one.mean:.1f}", str(one.most)) for one in shown]
    return Picture("waiting", title, svg, heading, rows)


def _arrivals(found: Statistics, words: Words) -> Picture:
    counts = {one.at: one.tickets for one in found.arrivals}
    first, last = (_seconds(at) // 900 for at in (min(counts), max(counts)))
    # Whole hours at both ends: every fourth bar is named.
    names = [
        f"{at // 4:02}:{at % 4 * 15:02}" for at in range(first // 4 * 4, min(_QUARTERS, last // 4 * 4 + 4))
    ]
    days = max(found.days, 1)
    values = [counts.get(name, 0) / days for name in names]
    title = words("chart", "arrivals" if found.days <= 1 else "arrivals_mean")
    top = max(range(len(values)), key=values.__getitem__)
    about = words("about", "arrivals", most=f"{values[top]:.1f}".removesuffix(".0"), at=names[top])
    svg = bars(title, names, Axis(words("chart", "tickets")), [Bars("", values)], about, _HALF)
    rows = [(name, f"{value:.1f}".removesuffix(".0")) for name, value in zip(names, values, strict=True)]
    return Picture("arrivals", title, svg, (words("column", "at"), words("column", "tickets")), rows)


def _waits(found: Statistics, words: Words) -> Picture:
    rows, table = [], []
    for one in found.groups:
        wait = one.figures.wait
        if wait is None:
            continue
        name, times = words.name(one.name), (wait.p50_s, wait.p90_s, wait.p95_s)
        rows.append(Row(name, [Span(*(s / 60 for s in times))]))
        table.append((name, *(written(s, Unit.MINUTES) for s in times)))
    by = words("by", found.by.value)
    about = words("about", "waits", by=by, count=len(rows))
    title = words("chart", "waits")
    svg = _ranges(title, words, ("waits_span",), rows, about)
    heading = (by, *(words("column", name) for name in ("p50", "p90", "p95")))
    return Picture("waits", title, svg, heading, table, _note(rows, words))


def _told(found: Statistics, words: Words) -> Picture:
    rows, table = [], []
    for one in found.groups:
        told = one.figures.told
        if told is None:
            continue
        name = words.name(one.name)
        said = (told.told_low_s, told.told_middle_s, told.told_high_s)
        came = (told.came_low_s, told.came_middle_s, told.came_high_s)
        rows.append(Row(name, [Span(*(s / 60 for s in times)) for times in (said, came)]))
        range_told = f"{written(said[0], Unit.MINUTES)} – {written(said[2], Unit.MINUTES)}"
        range_came = " – ".join(written(s, Unit.MINUTES) for s in came)
        off = f"{written(told.half_s, Unit.MINUTES)} / {written(told.nine_of_ten_s, Unit.MINUTES)}"
        table.append((name, range_told, range_came, written(told.within, Unit.PERCENT), off))
    by = words("by", found.by.value)
    about = words("about", "told", by=by, count=len(rows))
    title = words("chart", "told")
    svg = _ranges(title, words, ("told_span", "came_span"), rows, about)
    heading = (by, *(words("column", name) for name in ("told", "came", "within", "error")))
    return Picture("told", title, svg, heading, table, _note(rows, words))


def _ranges(title: str, words: Words, spans: tuple[str, ...], rows: list[Row], about: str) -> str:
    names = [words("chart", name) for name in spans]
    return ranges(title, Axis(words("chart", "minutes")), names, rows[:MOST_ROWS], about, _HALF[0])


def _note(rows: list[Row], words: Words) -> str:
    return words("label", "more_groups", count=MOST_ROWS) if len(rows) > MOST_ROWS else ""


def _load(found: Statistics, words: Words) -> Picture:
    def hours(of: Callable[[int], int]) -> list[float]:
        return [of(at) / 3600 for at in range(len(found.windows))]

    series = [
        Bars(words("chart", "busy"), hours(lambda at: found.windows[at].busy_s)),
        Bars(words("chart", "paused"), hours(lambda at: found.windows[at].paused_s)),
        Bars(words("chart", "idle"), hours(lambda at: found.windows[at].idle_s)),
    ]
    title, count = words("chart", "load"), len(found.windows)
    names = [str(one.window) for one in found.windows]
    about = words("about", "load", count=count)
    svg = bars(title, names, Axis(words("chart", "hours")), series, about, _WHOLE)
    heading = tuple(
        words("column", name) for name in ("window", "served", "busy", "paused", "idle", "reasons")
    )
    return Picture("load", title, svg, heading, list(_load_rows(found, words)), wide=True)


def _load_rows(found: Statistics, words: Words) -> Iterator[tuple[str, ...]]:
    for one in found.windows:
        reasons = (
            f"{pause.reason or words('column', 'no_reason')} {pause.seconds / 3600:.1f}"
            for pause in one.pauses
        )
        times = (f"{seconds / 3600:.1f}" for seconds in (one.busy_s, one.paused_s, one.idle_s))
        yield words.name(one.name), str(one.served), *times, " · ".join(reasons)


def _seconds(at: str) -> int:
    return int(at[:2]) * 3600 + int(at[3:]) * 60
