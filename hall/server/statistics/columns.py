"""The columns of every table of figures: what is in each, how it is counted and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from hall.contract.statistics import FiguresInfo, SpreadInfo, Statistics, ToldInfo
from hall.server.statistics.words import Words

Value = int | float | None


@unique
class Unit(Enum):
    """How a value is written."""

    COUNT = "count"
    MINUTES = "minutes"
    """Kept in seconds."""
    PERCENT = "percent"
    """Kept as a share of 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """`name`: key of its heading in the words' table `figure`. `brief`: on pages and terminals too."""

    name: str
    unit: Unit
    of: Callable[[FiguresInfo], Value]
    brief: bool = False


def _spread(name: str, which: str, mark: str, *, brief: bool = False) -> Column:
    def of(figures: FiguresInfo) -> Value:
        spread: SpreadInfo | None = getattr(figures, which)
        value: Value = getattr(spread, mark) if spread else None
        return value

    return Column(name, Unit.MINUTES, of, brief)


def _told(name: str, mark: str, unit: Unit, *, brief: bool = False) -> Column:
    def of(figures: FiguresInfo) -> Value:
        told: ToldInfo | None = figures.told
        value: Value = getattr(told, mark) if told else None
        return value

    return Column(name, unit, of, brief)


def _count(name: str, *, brief: bool = False) -> Column:
    def of(figures: FiguresInfo) -> Value:
        value: Value = getattr(figures, name)
        return value

    return Column(name, Unit.COUNT, of, brief)


def _share(name: str, of: str, *, brief: bool = False) -> Column:
    def share(figures: FiguresInfo) -> Value:
        value: Value = getattr(figures, name) if getattr(figures, of) else None
        return value

    return Column(name, Unit.PERCENT, share, brief)


COLUMNS: Final = (
    _count("tickets", brief=True),
    _count("served", brief=True),
    _count("no_show"),
    _count("cancelled"),
    _count("left"),
    _count("open"),
    _count("abandoned"),
    _share("abandoned_share", "tickets", brief=True),
    _spread("wait_mean", "wait", "mean_s"),
    _spread("wait_p50", "wait", "p50_s", brief=True),
    _spread("wait_p80", "wait", "p80_s"),
    _spread("wait_p90", "wait", "p90_s", brief=True),
    _spread("wait_p95", "wait", "p95_s", brief=True),
    _spread("wait_p99", "wait", "p99_s"),
    _spread("wait_max", "wait", "max_s", brief=True),
    _count("waited_long"),
    _share("waited_long_share", "wait", brief=True),
    _spread("service_mean", "service", "mean_s"),
    _spread("service_p50", "service", "p50_s", brief=True),
    _spread("service_p80", "service", "p80_s"),
    _spread("service_p90", "service", "p90_s", brief=True),
    _spread("service_p95", "service", "p95_s"),
    _spread("service_p99", "service", "p99_s"),
    _spread("service_max", "service", "max_s"),
    _count("offline"),
    _share("offline_share", "tickets"),
    _count("priority", brief=True),
    _share("priority_share", "tickets"),
    _count("appointment", brief=True),
    _share("appointment_share", "tickets"),
    _count("passed", brief=True),
    _count("recalls"),
    _count("transfers"),
    _count("holds"),
    _count("returns"),
    _told("told_count", "count", Unit.COUNT),
    _told("told_within", "within", Unit.PERCENT, brief=True),
    _told("told_half", "half_s", Unit.MINUTES),
    _told("told_nine_of_ten", "nine_of_ten_s", Unit.MINUTES),
    _told("told_bias", "bias_s", Unit.MINUTES),
    _count("no_paper"),
)


def written(value: Value, unit: Unit) -> str:
    """A number as it is read: minutes and per cent to a tenth; "" for what is not known."""
    if value is None:
        return ""
    match unit:
        case Unit.COUNT:
            return str(value)
        case Unit.MINUTES:
            return f"{value / 60:.1f}"
        case Unit.PERCENT:
            return f"{value * 100:.1f}"


def rows(found: Statistics, words: Words, *, brief: bool) -> Iterator[list[str]]:
    """The heading, a line for each group, and all of them together."""
    columns = [one for one in COLUMNS if one.brief or not brief]
    yield [words("by", found.by.value), *(words("figure", one.name) for one in columns)]
    named = [(words.name(one.name), one.figures) for one in found.groups]
    for name, figures in [*named, (words("label", "total"), found.total)]:
        yield [name, *(written(one.of(figures), one.unit) for one in columns)]
