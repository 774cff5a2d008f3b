"""Red, yellow, green: hand-counted over a holiday and a made-up Saturday, and what holds for any calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.domain.calendar import Calendar, Holiday
from hall.domain.cases.case import Case, Result, Special, Step, Verb
from hall.domain.cases.lights import Light, Rules, Runs, clock, light
from hall.domain.cases.workdays import Stop, Workdays

# September 28, 2026 is a Monday. The holiday is October 1 to 7; Saturday the 10th is worked instead.
AUTUMN = Workdays(
    Calendar(
        (Holiday(date(2026, 10, 1), date(2026, 10, 7), ("国庆", "National Day")),), {date(2026, 10, 10): 2}
    )
)
RULES = Rules(accept_days=5, warn_days=2)


def at(month, day, hour=2):
    return datetime(2026, month, day, hour, tzinfo=UTC)


def step(verb, when, **more):
    return Step(verb, when, "李静", **more)


def accepted(*steps, promised=5, statutory=0):
    first = step(Verb.ACCEPT, at(9, 28), promised=promised, statutory=statutory)
    return Case(at(9, 28), (first, *steps))


def look(case, day):
    return clock(case, day, AUTUMN, RULES)


def test_five_days_run_over_the_holiday_and_through_the_made_up_saturday():
    assert AUTUMN.due(date(2026, 9, 28), 5) == date(2026, 10, 10)  # 29 30 | 8 9 10
    case = accepted()
    seen = {
        day: look(case, date(2026, *day))
        for day in [(9, 28), (9, 29), (10, 5), (10, 8), (10, 10), (10, 11), (10, 12)]
    }
    assert [one.now.left for one in seen.values()] == [5, 4, 3, 2, 0, 0, -1]
    assert [one.light.value for one in seen.values()] == ["green"] * 3 + ["yellow"] * 3 + ["red"]
    assert {one.now.due for one in seen.values()} == {date(2026, 10, 10)}


def test_a_public_notice_takes_no_day_of_the_office():
    notice = [
        step(Verb.PAUSE, at(9, 29), special=Special.PUBLICITY),
        step(Verb.RESUME, at(10, 9)),
    ]
    standing = look(accepted(notice[0]), date(2026, 10, 8))
    assert standing.stopped
    assert (standing.now.left, standing.now.due) == (4, None)
    after = look(accepted(*notice), date(2026, 10, 12))
    assert after.now.due == date(2026, 10, 14)  # 29 | 10 12 13 14
    assert after.now.left == 2


def test_corrections_that_are_asked_for_after_acceptance_stop_the_clock_too():
    asked = step(Verb.ASK, at(9, 29), what=("委托书",), until=date(2026, 10, 9))
    assert look(accepted(asked), date(2026, 10, 12)).now.left == 4
    back = look(accepted(asked, step(Verb.CORRECTED, at(10, 8))), date(2026, 10, 9))
    assert (back.now.left, back.stopped) == (3, False)


def test_the_extension_moves_both_periods_by_its_days():
    case = accepted(step(Verb.EXTEND, at(9, 30), days=3, reason="材料多"), statutory=10)
    seen = look(case, date(2026, 10, 8))
    assert seen.now.due == date(2026, 10, 14)
    assert (seen.now.left, seen.statutory.left) == (5, 10)


def test_who_says_nothing_in_time_has_accepted_from_the_first_day_on():
    silent = Case(at(9, 28))
    assert look(silent, date(2026, 10, 10)).now.left == 0
    late = look(silent, date(2026, 10, 12))
    assert (late.light, late.deemed, late.runs) == (Light.RED, True, Runs.DECISION)
    said = Case(at(9, 28), (step(Verb.ACCEPT, at(10, 12), promised=10),))
    assert look(said, date(2026, 10, 12)).now.left == 10 - 6
    in_time = Case(at(9, 28), (step(Verb.ACCEPT, at(10, 10), promised=10),))
    assert look(in_time, date(2026, 10, 12)).now.left == 9


def test_after_corrections_the_time_to_decide_begins_anew():
    asked = step(Verb.ASK, at(9, 29), what=("照片",), until=date(2026, 10, 9))
    waiting = look(Case(at(9, 28), (asked,)), date(2026, 10, 12))
    assert (waiting.stopped, waiting.deemed) == (True, False)
    here = Case(at(9, 28), (asked, step(Verb.CORRECTED, at(10, 9))))
    assert look(here, date(2026, 10, 10)).now.left == 4


def test_a_case_that_was_done_in_time_stays_green_for_ever_and_a_late_one_red():
    for day, wanted in ((10, Light.GREEN), (12, Light.RED)):
        done = accepted(step(Verb.FINISH, at(10, day), result=Result.GRANTED))
        seen = look(done, date(2027, 1, 4))
        assert (seen.light, seen.runs) == (wanted, Runs.OVER)


def test_a_day_in_china_begins_while_it_is_still_yesterday_in_utc():
    late_evening = Case(
        at(9, 28), (step(Verb.ACCEPT, at(9, 28, 17), promised=1),)
    )  # 01:00 on the 29th in China
    assert look(late_evening, date(2026, 9, 29)).now.due == date(2026, 9, 30)


@pytest.mark.parametrize(("total", "yellow_from"), [(0, 0), (1, 0), (3, 1), (5, 2), (20, 2)])
def test_a_short_promise_is_not_yellow_from_its_first_day_on(total, yellow_from):
    case = accepted(promised=total)
    lights = {}
    for ahead in range(60):
        seen = look(case, date(2026, 9, 28) + timedelta(days=ahead))
        lights.setdefault(seen.light, seen.now.left)
    assert lights[Light.YELLOW] == yellow_from
    assert lights[Light.RED] == -1


DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def calendars(draw):
    rests = draw(st.lists(st.tuples(DAYS, st.integers(0, 9)), max_size=6))
    worked = draw(st.dictionaries(DAYS, st.integers(0, 4), max_size=6))
    holidays = tuple(Holiday(day, day + timedelta(days=more), ("假", "rest")) for day, more in rests)
    return Workdays(Calendar(holidays, worked))


@given(calendars(), DAYS, st.integers(1, 40))
def test_the_last_day_is_a_working_day_and_the_first_by_which_all_days_are_used(days, start, total):
    due = days.due(start, total)
    assert days.is_one(due)
    assert days.used(start, due) == total
    assert days.used(start, due - timedelta(days=1)) == total - 1


@given(calendars(), DAYS, st.integers(1, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_clock_that_stands_never_shortens_a_period(days, start, total, after, standing):
    first = start + timedelta(days=after)
    stop = Stop(first, first + timedelta(days=standing))
    assert days.due(start, total, [stop]) >= days.due(start, total)
    assert days.used(start, days.due(start, total, [stop]), [stop]) == total


@given(calendars(), DAYS, st.integers(0, 30))
def test_lights_only_ever_go_from_green_by_yellow_to_red(days, start, total):
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    begun = datetime(start.year, start.month, start.day, 4, tzinfo=UTC)
    case = Case(begun, (Step(Verb.ACCEPT, begun, "李静", promised=total),))
    seen = [clock(case, start + timedelta(days=ahead), days, RULES) for ahead in range(45)]
    assert [order.index(one.light) for one in seen] == sorted(order.index(one.light) for one in seen)
    assert all(one.light is light(one.now, RULES) for one in seen)
