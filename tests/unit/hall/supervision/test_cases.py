"""Warnings of cases by working days: the clock stands, holidays and make-up days, the law's time apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hall.domain.calendar import Calendar, Holiday
from hall.domain.cases.case import Case, Special, Step, Verb
from hall.domain.cases.lights import Rules, clock
from hall.domain.cases.workdays import Workdays
from hall.domain.supervision.causes import of_case, of_order

REST = Calendar(
    (Holiday(date(2026, 10, 1), date(2026, 10, 7), ("国庆节", "National Day")),), {date(2026, 10, 10): 4}
)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""Ten in the morning in China."""
BEFORE_REST = datetime(2026, 9, 29, 2, tzinfo=UTC)
"""A Tuesday: 30 September counts, then the holiday, then 8, 9 and 10 October."""


def on(start, days):
    return (start + timedelta(days=days)).date()


def accepted(start, promised=5, statutory=8, *more):
    return Case(start, (Step(Verb.ACCEPT, start, "李敏", promised=promised, statutory=statutory), *more))


def told(case, today):
    runs = clock(case, today, Workdays(REST), Rules())
    return [(one.kind.value, one.light.value, one.facts["count"]) for one in of_case("C1", runs, today)]


def pause(days, start=MONDAY):
    return Step(Verb.PAUSE, start + timedelta(days=days), "李敏", special=Special.SURVEY)


def resume(days, start=MONDAY):
    return Step(Verb.RESUME, start + timedelta(days=days), "李敏")


TABLE = [
    ("two days are not near", accepted(MONDAY), on(MONDAY, 2), []),
    ("two days left", accepted(MONDAY), on(MONDAY, 3), [("case_due_soon", "yellow", 2)]),
    ("the last day", accepted(MONDAY), on(MONDAY, 7), [("case_due_soon", "yellow", 0)]),
    ("a day late", accepted(MONDAY), on(MONDAY, 8), [("case_overdue", "red", 1)]),
    (
        "beyond the law's time too",
        accepted(MONDAY),
        on(MONDAY, 11),
        [("case_overdue", "red", 4), ("case_statutory", "red", 1)],
    ),
    ("no law's time", accepted(MONDAY, 5, 0), on(MONDAY, 11), [("case_overdue", "red", 4)]),
    ("the clock stands", accepted(MONDAY, 5, 8, pause(3)), on(MONDAY, 21), []),
    ("it ran on", accepted(MONDAY, 5, 8, pause(1), resume(4)), on(MONDAY, 7), []),
    (
        "near, after it ran on",
        accepted(MONDAY, 5, 8, pause(1), resume(4)),
        on(MONDAY, 8),
        [("case_due_soon", "yellow", 2)],
    ),
    (
        "it was late before it stood",
        accepted(MONDAY, 1, 0, pause(3)),
        on(MONDAY, 20),
        [("case_overdue", "red", 2)],
    ),
    ("a holiday does not count", accepted(BEFORE_REST), date(2026, 10, 7), []),
    ("a day made up for does", accepted(BEFORE_REST), date(2026, 10, 10), [("case_due_soon", "yellow", 1)]),
    ("and then it is late", accepted(BEFORE_REST), date(2026, 10, 13), [("case_overdue", "red", 1)]),
    ("undecided, with time", Case(MONDAY), on(MONDAY, 2), []),
    ("undecided, nearly", Case(MONDAY), on(MONDAY, 3), [("case_undecided", "yellow", 2)]),
    ("undecided, late", Case(MONDAY), on(MONDAY, 8), [("case_undecided", "red", 1)]),
    (
        "corrections are awaited",
        Case(MONDAY, (Step(Verb.ASK, MONDAY, "李敏", ("照片",), on(MONDAY, 5)),)),
        on(MONDAY, 20),
        [],
    ),
    ("finished", accepted(MONDAY, 5, 8, Step(Verb.FINISH, MONDAY, "李敏")), on(MONDAY, 30), []),
]


@pytest.mark.parametrize(
    ("case", "today", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_case_is_warned_of_by_its_days(case, today, found):
    assert told(case, today) == found


def test_an_order_is_warned_of_from_the_day_after_its_day():
    due = date(2026, 11, 24)
    assert of_order("CP-1", due, due, 3, "张芳") == []
    [cause] = of_order("CP-1", due, due + timedelta(days=1), 3, "张芳")
    assert (cause.key, cause.window, cause.clerk) == ("order_overdue:ledger:CP-1", 3, "张芳")
