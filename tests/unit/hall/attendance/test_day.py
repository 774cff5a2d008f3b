"""A day's punches against the hours: tables of what a supervisor would say."""

from datetime import date

import pytest

from hall.domain.attendance.day import Asked, Excuse, Rules, judge
from hall.domain.attendance.month import total
from hall.domain.attendance.punches import Punch
from hall.domain.attendance.roster import Roster
from hall.domain.attendance.words import Kind, Mark, Way
from hall.domain.calendar import Calendar, Holiday, Span
from hall.domain.hours import Hours

WEEK = (Span(9 * 60, 12 * 60), Span(13 * 60 + 30, 17 * 60))
WAYS = {"<": Way.IN, ">": Way.OUT, "?": Way.UNKNOWN}


def minutes(text):
    hours, _, rest = text.partition(":")
    return 60 * int(hours) + float(rest)


def punches(text):
    """`<8:55 >17:02 ?12:00`: in, out, and of a machine that does not say which."""
    return tuple(Punch(minutes(one[1:]), WAYS[one[0]], one) for one in text.split())


def day(text, *excuses, now=None, spans=WEEK):
    return judge(Asked(spans, punches(text), excuses, now), Rules())


def off(kind, begin="0:00", end="24:00"):
    return Excuse(kind, Span(int(minutes(begin)), int(minutes(end))))


LEAVE, TRIP, OVERTIME = Kind.LEAVE, Kind.TRIP, Kind.OVERTIME


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        ("<8:55 >17:02", {}),
        ("<9:05.9 >16:55", {}),  # within five minutes
        ("<9:06 >17:02", {Mark.LATE: 6}),
        ("<8:55 >16:40", {Mark.EARLY: 20}),
        ("<9:30 >16:00", {Mark.LATE: 30, Mark.EARLY: 60}),
        ("<11:10 >17:02", {Mark.HALF: 0}),  # more than two hours late
        ("<13:25 >17:02", {Mark.HALF: 0}),  # the afternoon alone
        ("<13:50 >17:02", {Mark.HALF: 0, Mark.LATE: 20}),
        ("<8:55 >12:03", {Mark.HALF: 0}),
        ("", {Mark.ABSENT: 0}),
        ("<18:00 >18:30", {Mark.ABSENT: 0}),
        ("<8:55", {Mark.NO_OUT: 0}),
        (">17:02", {Mark.NO_IN: 0}),
        ("?8:55", {Mark.NO_OUT: 0}),  # alone: what it is nearer to
        ("?16:58", {Mark.NO_IN: 0}),
        ("?8:55 ?17:02", {}),
        ("<8:55 >12:01 <13:20 >17:02", {}),  # the noon break is nobody's absence
        ("<8:55 >10:00 <10:40 >17:02", {Mark.AWAY: 40}),
        ("<8:55 >11:55 <13:50 >17:02", {Mark.AWAY: 25}),
        ("<8:55 >10:00 <10:14 >17:02", {}),  # within a quarter of an hour
        ("<8:55 >12:00 >17:02", {}),  # forgot to punch in after noon
        ("?8:55 ?12:00 ?17:02", {}),  # one is missing, nobody knows which: no absence is made of it
        ("<8:55 <8:55.5 >17:02", {}),  # a double punch
    ],
)
def test_a_day_that_is_over_is_judged(told, marks):
    assert day(told).marks == marks


@pytest.mark.parametrize(
    ("told", "excuses", "marks"),
    [
        ("", [off(LEAVE)], {Mark.LEAVE: 390}),
        ("<13:28 >17:00", [off(LEAVE, "0:00", "12:00")], {Mark.LEAVE: 180}),
        ("<14:00 >17:00", [off(LEAVE, "0:00", "12:00")], {Mark.LEAVE: 180, Mark.LATE: 30}),
        ("", [off(LEAVE, "0:00", "12:00")], {Mark.LEAVE: 180, Mark.HALF: 0}),
        ("<8:55 >15:00", [off(TRIP, "15:00", "17:00")], {Mark.TRIP: 120}),
        ("<8:55 >10:00 <11:00 >17:00", [off(TRIP, "10:00", "11:00")], {Mark.TRIP: 60}),
        ("<8:55 >19:00", [off(OVERTIME, "17:00", "19:00")], {Mark.OVERTIME: 120}),
        ("", [off(OVERTIME, "17:00", "19:00")], {Mark.OVERTIME: 120, Mark.ABSENT: 0}),
    ],
)
def test_leave_and_business_elsewhere_excuse_their_own_hours(told, excuses, marks):
    assert day(told, *excuses).marks == marks


@pytest.mark.parametrize(
    ("told", "now", "here", "marks"),
    [
        ("", "8:50", False, {}),
        ("", "9:20", False, {Mark.NOT_COME: 20}),
        ("", "17:30", False, {Mark.ABSENT: 0}),
        ("<9:12", "9:20", True, {Mark.LATE: 12}),
        ("?8:55", "9:20", True, {}),
        ("?8:55 ?12:01", "12:30", False, {}),
        ("?8:55 ?12:01 ?13:20", "14:00", True, {}),
        ("<8:55 >16:00", "16:30", False, {}),  # may come back
        ("<8:55 >16:00", "17:10", False, {Mark.EARLY: 60}),
        ("<8:55", "17:10", True, {}),  # stays longer
    ],
)
def test_today_is_judged_as_far_as_it_has_come(told, now, here, marks):
    found = day(told, now=minutes(now))
    assert (found.here, found.marks) == (here, marks)


def test_two_punches_within_a_minute_are_one_unless_they_go_different_ways():
    assert day("<8:55 <8:55.5 >17:00").doubles == {"<8:55.5"}
    assert day("?8:55 ?8:55.5 ?17:00").doubles == {"?8:55.5"}
    assert day("<8:55 >8:55.5 <8:58 >17:00").doubles == frozenset()


def test_a_day_at_rest_asks_for_nothing():
    found = day("<9:30 >10:00", spans=())
    assert (found.expected, found.marks) == (False, {})


def test_holidays_rest_and_days_made_up_for_are_worked():
    hours = Hours.of((weekday, span) for weekday in range(5) for span in WEEK)
    holiday = Holiday(date(2026, 10, 1), date(2026, 10, 7), ("国庆", "National Day"))
    calendar = Calendar((holiday,), {date(2026, 10, 10): 2})
    roster = Roster(calendar, {"0312": hours}, before_min=10)
    first = (Span(8 * 60 + 50, 12 * 60), WEEK[1])
    found = {n: roster.spans("0312", date(2026, 10, n)) for n in (1, 8, 10, 11)}
    assert found == {1: (), 8: first, 10: first, 11: ()}
    assert roster.spans("9001", date(2026, 10, 8)) == ()


def test_nobody_was_absent_before_attendance_began_or_before_they_came():
    hours = {
        one: Hours.of((weekday, span) for weekday in range(7) for span in WEEK) for one in ("0312", "1103")
    }
    roster = Roster(Calendar(), hours, since=date(2026, 12, 1), joined={"1103": date(2026, 12, 15)})
    first = [next(n for n in range(1, 31) if roster.spans(one, date(2026, 12, n))) for one in hours]
    assert (first, roster.spans("0312", date(2026, 11, 30))) == ([1, 15], ())


def test_a_month_is_the_sum_of_its_days():
    found = total(
        [day("<9:06 >17:00"), day("<9:10 >17:00"), day(""), day("<9:30", spans=()), day("", off(LEAVE))]
    )
    assert (found.expected, found.attended) == (4, 2)
    assert found.times == {Mark.LATE: 2, Mark.ABSENT: 1, Mark.LEAVE: 1}
    assert found.minutes[Mark.LATE] == 16
