"""A month as tables of words: a line for each clerk with a sign for each day, and a line for each clerk's day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hall.domain.attendance.day import Judged
from hall.domain.attendance.month import Total
from hall.domain.attendance.words import Kind, Mark
from hall.domain.calendar import MINUTES
from hall.server.attendance.book import AttendanceBook, ClerkDay, ClerkMonth
from hall.server.attendance.words import clock
from hall.server.statistics.words import Words
from hall.server.store.attendance_entries import Entry
from hall.settings.times import DAYS

SUMS: Final = (
    "expected",
    "attended",
    "late",
    "late_min",
    "early",
    "early_min",
    "away_min",
    "no_card",
    "half",
    "absent",
    "leave_h",
    "trip_h",
    "overtime_h",
)
"""Columns behind the days."""
_HEADS: Final = ("number", "name", "department")
"""The number first: a workbook keeps its first column as texts, and with them leading zeros."""
_DETAILS: Final = (*_HEADS, "date", "weekday", "hours", "first", "last", "result", "entries", "odd")


@dataclass(frozen=True)
class Who:
    """A clerk in words; of one who has left the hall file only the number is known."""

    id: str
    name: str
    department: str


def who(book: AttendanceBook, clerk: str) -> Who:
    """The clerk."""
    found = book.clerks.get(clerk)
    return Who(clerk, found.name, found.department) if found is not None else Who(clerk, clerk, "")


def month(book: AttendanceBook, found: Sequence[ClerkMonth], words: Words) -> Iterator[list[str]]:
    """The heading, and a line for each clerk."""
    days = [str(one.day.day) for one in found[0].days] if found else []
    yield [*(words("label", one) for one in _HEADS), *days, *(words("label", one) for one in SUMS)]
    for one in found:
        known = who(book, one.clerk)
        yield [
            known.id,
            known.name,
            known.department,
            *(sign(day, words) for day in one.days),
            *sums(one.total),
        ]


def details(book: AttendanceBook, found: Iterable[ClerkMonth], words: Words) -> Iterator[list[str]]:
    """The heading, and a line for each day of which there is anything to say."""
    yield [words("label", one) for one in _DETAILS]
    for of_clerk in found:
        known = who(book, of_clerk.clerk)
        for one in filter(telling, of_clerk.days):
            yield [
                known.id,
                known.name,
                known.department,
                one.day.isoformat(),
                words("day", DAYS[one.day.weekday()]),
                hours(one),
                moment(one.judged.first if one.judged else None),
                moment(one.judged.last if one.judged else None),
                words("label", "joint").join(results(one.judged, words)),
                words("label", "joint").join(
                    entered(each, words) for each in one.entries if not each.withdrawn
                ),
                words("label", "joint").join(words("flag", flag) for flag in _odd(one)),
            ]


def telling(one: ClerkDay) -> bool:
    """Whether there is anything to say of a day."""
    return one.judged is not None and (one.judged.expected or bool(one.records) or bool(one.entries))


def sign(one: ClerkDay, words: Words) -> str:
    """The signs of a day: one on time has the good one, one at rest none."""
    if one.judged is None:
        return ""
    signs = dict.fromkeys(words("sign", mark.value) for mark in one.judged.marks)
    return "".join([*([words("sign", "good")] if _good(one.judged) else []), *signs])


def results(judged: Judged | None, words: Words) -> list[str]:
    """How a day was, in words."""
    if judged is None:
        return []
    found = [words("mark", mark.value, n=minutes) for mark, minutes in judged.marks.items()]
    return [*([words("mark", "good")] if _good(judged) else []), *found]


def _good(judged: Judged) -> bool:
    """On time, as far as anybody knows: a day that goes on is not yet."""
    came = judged.first is not None or judged.last is not None
    return judged.expected and judged.over and came and not set(judged.marks) - {Mark.OVERTIME}


def entered(one: Entry, words: Words) -> str:
    """What was entered, in words."""
    kind = words("kind", one.kind.value)
    if one.kind is Kind.PUNCH:
        return f"{kind} {clock(one.begin)} {words('way', one.way.value)}"
    if one.kind is Kind.VOID:
        return kind
    whole = (one.begin, one.end) == (0, MINUTES)
    span = words("page", "span", begin=clock(one.begin), end=clock(one.end))
    return f"{kind} {words('page', 'all_day') if whole else span}"


def sums(found: Total) -> list[str]:
    """The numbers of a month, as `SUMS` has them."""
    times, minutes = found.times, found.minutes
    no_card = times.get(Mark.NO_IN, 0) + times.get(Mark.NO_OUT, 0)
    counts = (
        found.expected,
        found.attended,
        times.get(Mark.LATE, 0),
        minutes.get(Mark.LATE, 0),
        times.get(Mark.EARLY, 0),
        minutes.get(Mark.EARLY, 0),
        minutes.get(Mark.AWAY, 0),
        no_card,
        times.get(Mark.HALF, 0),
        times.get(Mark.ABSENT, 0),
    )
    hours_ = (minutes.get(mark, 0) / 60 for mark in (Mark.LEAVE, Mark.TRIP, Mark.OVERTIME))
    return [*map(str, counts), *(f"{each:.1f}".removesuffix(".0") for each in hours_)]


def hours(one: ClerkDay) -> str:
    """When somebody is expected."""
    return " ".join(f"{clock(span.begin)}–{clock(span.end)}" for span in one.spans)


def moment(minute: float | None) -> str:
    """HH:MM, or nothing."""
    return "" if minute is None else clock(minute)


def _odd(one: ClerkDay) -> list[str]:
    return list(dict.fromkeys(flag.value for record in one.records for flag in sorted(record.flags)))
