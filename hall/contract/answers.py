"""What answers a question of an item and what does not: one judge for terminal, server and import. Pure.

A bound of a date is a day (2026-01-01), today, or today moved by days, months or years (today-30d, today+6m, today-120y).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from hall.contract.filing import Question

UNSURE: Final = "unsure"
"""The answer "I do not know"."""
DIGITS: Final = frozenset("0123456789")
DATE_DIGITS: Final = 8
"""YYYYMMDD."""
EMPTY, NO_DATE, NUMBER = "question.empty", "question.noDate", "question.number"
FULL, SHORT = "question.full", "question.short"
EARLY, LATE, SMALL, LARGE = "question.early", "question.late", "question.small", "question.large"
OUTSIDE: Final = frozenset({EARLY, LATE, SMALL, LARGE, SHORT})
"""What is wrong with an answer that is one, but beyond the question's bounds."""
_MOVED: Final = re.compile(r"today(?:([+-]\d{1,3})([dmy]))?", re.ASCII)
_MONTHS: Final = 12


@dataclass(frozen=True)
class Limit:
    """One bound: a day, or a number. `today`: the day is the present one, and said so."""

    which: Literal["early", "late", "small", "large", "short"]
    day: date | None = None
    n: int = 0
    today: bool = False


_FIRST: Final = Limit("early", date(1900, 1, 1))
"""Of a date whose question has no earliest day."""


def problem(question: Question, value: str, today: date | None) -> str:
    """Return "" for an answer, else what is the matter with it, as a dotted code. `today` None: nobody knows the day."""
    if value == UNSURE and question.unsure:
        return ""
    if not value.strip():
        return "" if question.optional else EMPTY
    match question.kind:
        case "choice":
            return "" if value in {each.id for each in question.choices} else EMPTY
        case "date":
            return _of_day(question, day_of(value), today)
        case "number":
            return _of_number(question, value)
        case "text":
            return _of_text(question, value)


def limits(question: Question, today: date | None) -> tuple[Limit, ...]:
    """The bounds of a question; of those that move with the day none when nobody knows it."""
    return tuple(_limits(question, today))


def judged(question: Question, today: date | None) -> tuple[Limit, ...]:
    """The bounds an answer is held against: those of the question, and the first day of all where it has no earliest."""
    own = limits(question, today)
    bounded = question.kind != "date" or any(each.which == "early" for each in own)
    return own if bounded else (*own, _FIRST)


def day_of(value: str) -> date | None:
    """The day of eight digits with or without hyphens; None for no day of the calendar."""
    digits = value.replace("-", "")
    if len(digits) != DATE_DIGITS or not set(digits) <= DIGITS:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def bound_day(bound: str, today: date | None) -> date | None:
    """The day that a bound means; None for none, and for one that moves with a day nobody knows.

    Raises `ValueError` for what is no bound.
    """
    found = _MOVED.fullmatch(bound)
    if found is None:
        return date.fromisoformat(bound) if bound else None
    if today is None or found[1] is None:
        return today
    by = int(found[1])
    return (
        today + timedelta(days=by)
        if found[2] == "d"
        else _moved(today, by * (_MONTHS if found[2] == "y" else 1))
    )


def _moved(day: date, months: int) -> date:
    """By calendar months; where the month is shorter, its last day."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _limits(question: Question, today: date | None) -> Iterator[Limit]:
    if question.kind == "date":
        first, last = bound_day(question.earliest, today), bound_day(question.latest, today)
        if first is not None:
            yield Limit("early", first, today=question.earliest == "today")
        if last is not None:
            yield Limit("late", last, today=question.latest == "today")
    elif question.kind == "number":
        if question.smallest is not None:
            yield Limit("small", n=question.smallest)
        if question.largest is not None:
            yield Limit("large", n=question.largest)
    elif question.kind == "text" and question.shortest > 1:
        yield Limit("short", n=question.shortest)


def _of_text(question: Question, value: str) -> str:
    if len(value) > question.most:
        return FULL
    return SHORT if len(value.strip()) < question.shortest else ""


def _of_day(question: Question, day: date | None, today: date | None) -> str:
    if day is None:
        return NO_DATE
    for each in judged(question, today):
        if each.day is not None and (day < each.day if each.which == "early" else day > each.day):
            return EARLY if each.which == "early" else LATE
    return ""


def _of_number(question: Question, value: str) -> str:
    if not set(value) <= DIGITS or len(value) > question.most:
        return NUMBER
    for each in limits(question, None):
        if int(value) < each.n if each.which == "small" else int(value) > each.n:
            return SMALL if each.which == "small" else LARGE
    return ""
