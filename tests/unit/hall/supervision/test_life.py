"""The life of a warning: once for each cause, no flapping, and who may do what with it."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.domain.cases.lights import Light
from hall.domain.queue.day import Refused
from hall.domain.supervision.causes import Cause
from hall.domain.supervision.life import Standing, State, Verb, after, compare, may
from hall.domain.supervision.rules import Kind

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
CALM = timedelta(minutes=3)
LATE = Cause(Kind.WINDOW_LATE, "window:3", Light.YELLOW, NINE, 3)
RED = Cause(Kind.WINDOW_LATE, "window:3", Light.RED, NINE, 3)
THERE = Standing(LATE.key, Light.YELLOW)


def look(standing, found, minutes=0, looked=True):
    return compare(standing, found, lambda _: looked, NINE + timedelta(minutes=minutes), lambda _: CALM)


def test_a_cause_is_raised_once_and_then_it_stands():
    assert look([], [LATE]).raised == (LATE,)
    again = look([THERE], [LATE])
    assert (again.raised, again.still, again.worse) == ((), (LATE,), ())


def test_yellow_becomes_red_and_never_yellow_again():
    assert look([THERE], [RED]).worse == (RED,)
    assert look([Standing(LATE.key, Light.RED)], [LATE]).worse == ()


def test_what_is_away_for_a_moment_is_not_over():
    assert look([THERE], []).missing == (LATE.key,)
    gone = Standing(LATE.key, Light.YELLOW, NINE)
    assert look([gone], [], 2).over == ()
    assert look([gone], [LATE], 2).back == (LATE.key,)
    assert look([gone], [], 3).over == (LATE.key,)


def test_what_was_not_looked_for_stays():
    gone = Standing(LATE.key, Light.YELLOW, NINE)
    changes = look([THERE, gone], [], 60, looked=False)
    assert (changes.missing, changes.over) == ((), ())


def test_without_calm_it_is_over_at_once():
    changes = compare([THERE], [], lambda _: True, NINE, lambda _: timedelta())
    assert changes.over == (LATE.key,)


@pytest.mark.parametrize("state", list(State))
def test_what_leads_where(state):
    if state in {State.EXCUSED, State.CONFIRMED}:
        assert may(state) == ()
        return
    steps = {Verb.URGE: State.URGED, Verb.EXPLAIN: State.EXPLAINED, Verb.EXCUSE: State.EXCUSED}
    for verb, leads in {**steps, Verb.CONFIRM: State.CONFIRMED}.items():
        assert after(state, verb, "主任", "请说明", ()) is leads


@pytest.mark.parametrize(
    ("state", "verb", "by", "words", "code"),
    [
        (State.EXCUSED, Verb.URGE, "主任", "请说明", "warning.settled"),
        (State.CONFIRMED, Verb.EXPLAIN, "张芳", "开会", "warning.settled"),
        (State.RAISED, Verb.RAISE, "主任", "", "warning.settled"),
        (State.RAISED, Verb.URGE, "", "请说明", "warning.unsigned"),
        (State.RAISED, Verb.URGE, "主任", "", "warning.noWords"),
        (State.URGED, Verb.EXPLAIN, "张芳", "", "warning.noWords"),
        (State.EXPLAINED, Verb.EXCUSE, "主任", "", "warning.noWords"),
        (State.EXPLAINED, Verb.EXCUSE, "张芳", "开会", "warning.own"),
        (State.EXPLAINED, Verb.CONFIRM, "0312", "", "warning.own"),
    ],
)
def test_what_is_refused(state, verb, by, words, code):
    with pytest.raises(Refused) as refused:
        after(state, verb, by, words, {"张芳", "0312"})
    assert refused.value.code == code
