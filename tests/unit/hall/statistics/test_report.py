"""Small days counted by hand."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.domain.statistics.report import By
from hall.domain.statistics.spread import percentile, spread
from tests.unit.hall.statistics.small import NINE, came, day, report, row, step, turn, us


def test_percentiles_by_nearest_rank():
    """The example every text book has: 15, 20, 35, 40, 50."""
    values = [15, 20, 35, 40, 50]
    assert [percentile(values, p) for p in (5, 30, 40, 50, 100)] == [15, 20, 20, 35, 50]
    assert [percentile(list(range(1, 11)), p) for p in (50, 80, 90, 95, 99)] == [5, 8, 9, 10, 10]
    assert spread([]) is None
    one = spread([7])
    assert (one.p50_s, one.p99_s, one.max_s, one.mean_s) == (7, 7, 7, 7)


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=80))
def test_percentiles_lie_between_the_least_and_the_most_and_are_somebodys(seconds):
    found = spread(seconds)
    marks = [found.p50_s, found.p80_s, found.p90_s, found.p95_s, found.p99_s, found.max_s]
    assert marks == sorted(marks)
    assert set(marks) <= set(seconds)
    assert min(seconds) <= marks[0]
    assert found.max_s == max(seconds)
    assert sum(one <= found.p90_s for one in seconds) >= 0.9 * len(seconds)
    assert min(seconds) <= found.mean_s <= max(seconds)


def small():
    """Six tickets.

    A001 waits 10, served 5. A002 waits 20, served 10, told 15-25. A003 waits 40, served 15, told 10-20.
    A004 is missed for good. A005 gives up at 30. A006's paper never came out. A2-007 (offline) waits at close.
    """
    missed = (step("called", 35), step("recalled", 36), step("no_show", 37))
    return [
        came(row(1, 0, called=10, ended=15)),
        came(row(2, 0, called=20, ended=30, told=(900, 1200, 1500))),
        came(row(3, 5, called=45, ended=60, told=(600, 900, 1200), window=2, service="property")),
        came(row(4, 5, called=36, ended=37, state="no_show"), *missed),
        came(row(5, 6, ended=30, state="void")),
        came(row(6, 7, ended=7.2, state="void", paper="failed")),
        came(row(7, 8, state="waiting", number="A2-007")),
    ]


def test_a_small_day_by_hand():
    total = report(day(small())).total
    assert (total.tickets, total.served, total.no_show, total.cancelled, total.left) == (6, 3, 1, 1, 1)
    assert (total.no_paper, total.open, total.abandoned, total.offline) == (1, 0, 3, 1)
    assert total.share(total.abandoned) == 0.5
    assert [total.wait.p50_s / 60, total.wait.p80_s / 60, total.wait.max_s / 60] == [20, 40, 40]
    assert total.wait.mean_s == (10 + 20 + 40 + 30) * 60 / 4
    assert (total.waited_long, total.waited_long_share) == (1, 0.25), "exactly 30 minutes is not over 30"
    assert [total.service.p50_s / 60, total.service.max_s / 60, total.service.count] == [10, 15, 3]
    assert total.recalls == 1


def test_what_was_told_against_what_came():
    """Told 20 (15-25), came 20: inside, off by 0. Told 15 (10-20), came 40: outside, off by 25."""
    told = report(day(small())).total.told
    assert (told.errors.count, told.errors.within) == (2, 0.5)
    assert (told.errors.half_s, told.errors.nine_of_ten_s) == (0, 25 * 60)
    assert told.bias_s == (20 + 40 - 20 - 15) * 60 / 2
    assert told.told_s == (600, 900, 1200)
    assert told.came_s == (1200, 1200, 2400)


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (By.SERVICE, {"property": 1, "social": 5}),
        (By.WINDOW, {"1": 3, "2": 1, "": 2}),
        (By.HOUR, {"09": 6}),
        (By.WEEKDAY, {"5": 6}),
        (By.LANE, {"walk_in": 6}),
        (By.DAY, {"2026-11-20": 6}),
    ],
)
def test_groups_by_everything(by, keys):
    groups = report(day(small()), by=by).groups
    assert {key: figures.tickets for key, figures in groups.items()} == keys


def test_whoever_missed_a_call_and_came_back_counts_for_the_window_that_called():
    """A001 missed window 2 and still waits at close, A002 missed it and was served by 1, A003 was passed on by 1."""
    missed = (step("called", 5, 2), step("no_show", 7, 2), step("returned", 15))
    visits = [
        came(row(1, 0, state="waiting"), *missed),
        came(row(2, 0, called=20, ended=25), *missed, step("called", 20), step("done", 25)),
        came(row(3, 0, state="waiting"), step("called", 30), step("transferred", 33)),
        came(row(4, 0, state="waiting")),
    ]
    groups = report(day(visits), by=By.WINDOW).groups
    told = {key: (one.tickets, one.served, one.left, one.returns) for key, one in groups.items()}
    assert told == {"1": (2, 1, 1, 1), "2": (1, 0, 1, 1), "": (1, 0, 1, 0)}


def test_priority_is_told_apart_by_its_group():
    visits = [
        came(row(n, 0, lane="priority", reason=group))
        for n, group in enumerate(("elder", "soldier", "elder"))
    ]
    visits.append(came(row(4, 0, lane="appointment")))
    groups = report(day(visits), by=By.LANE).groups
    assert {key: one.tickets for key, one in groups.items()} == {
        "appointment": 1,
        "priority:elder": 2,
        "priority:soldier": 1,
    }


def test_walk_ins_that_were_passed():
    """An old man comes fourth and is called at 12: A001 is gone, A003 wants something else, A002 is passed, A005 came later."""
    visits = [
        came(row(1, 0, called=10, ended=12)),
        came(row(2, 1, called=14, ended=20)),
        came(row(3, 2, called=13, ended=20, service="property", window=2)),
        came(row(4, 3, called=12, ended=14, lane="priority", reason="elder")),
        came(row(5, 4, called=30, ended=31)),
    ]
    found = report(day(visits), by=By.LANE)
    assert found.total.passed == 1
    assert found.groups["priority:elder"].passed == 1
    assert found.groups["walk_in"].passed == 0


def test_the_waiting_curve_by_hand():
    """09:00 two come; 09:05 still two; at 09:10 one is called; at 09:20 nobody waits any more."""
    visits = [came(row(1, 0, called=10, ended=15)), came(row(2, 0, called=18, ended=30))]
    curves = report(day(visits)).curves
    counts = {one.s // 60 - 9 * 60: one.most for one in curves.waiting()}
    assert counts == {0: 2, 5: 2, 10: 1, 15: 1, 20: 0, 25: 0, 30: 0}
    assert dict(curves.arrivals) == {9 * 3600: 2}


def test_the_curve_of_two_days_has_a_mean_and_a_fullest():
    one = day([came(row(1, 0, called=10, ended=15))])
    two = day([came(row(n, 0, called=10, ended=15)) for n in range(3)])
    at_nine = report(one, two).curves.waiting()[0]
    assert (at_nine.s, at_nine.mean, at_nine.most) == (9 * 3600, 2.0, 3)


def test_today_ends_now():
    waiting = came(row(1, 0, state="waiting"), over=False)
    curves = report(day([waiting], now=12)).curves
    assert [one.most for one in curves.waiting()] == [1, 1, 1, 1]


def test_a_windows_day_by_hand():
    """Open 0 to 60, tickets at 0-10 and 20-30 (pausing at 25 for 20 minutes: 5 of them with somebody there)."""
    visits = [
        came(row(1, 0, called=0, ended=10)),
        came(row(2, 0, called=20, ended=30)),
    ]
    turns = [turn("opened", 0), turn("paused", 25, reason="午餐"), turn("opened", 45), turn("closed", 60)]
    load = report(day(visits, turns)).loads.windows[1]
    assert load.served == 2
    assert load.busy_us / 6e7 == 20
    assert load.idle_us / 6e7 == (20 - 10) + (60 - 45)
    assert {reason: part / 6e7 for reason, part in load.paused_us.items()} == {"午餐": 15}


def test_a_pause_that_was_taken_back_lasted_until_then():
    turns = [
        turn("opened", 0),
        turn("paused", 10, reason="午餐"),
        turn("paused_undone", 11),
        turn("closed", 30),
    ]
    load = report(day([], turns)).loads.windows[1]
    assert load.idle_us / 6e7 == 29
    assert load.paused_us["午餐"] / 6e7 == 1


def test_a_window_that_nobody_closed_ends_with_the_last_step_of_its_day():
    visits = [came(row(1, 0, called=0, ended=10))]
    load = report(day(visits, [turn("opened", 0)])).loads.windows[1]
    assert load.idle_us == 0
    assert load.busy_us / 6e7 == 10


TIMES = st.tuples(*[st.floats(0, 200, allow_nan=False)] * 4).map(sorted)
STATES = st.sampled_from(["done", "void", "no_show", "waiting"])


def _made(n, times, state, service, lane):
    issued, called, started, ended = times
    if state in {"void", "waiting"}:
        return came(
            row(n, issued, ended=ended if state == "void" else None, state=state, service=service, lane=lane)
        )
    return came(row(n, issued, called, started, ended, state, service=service, lane=lane))


VISIT = st.tuples(TIMES, STATES, st.sampled_from(["a", "b"]), st.sampled_from(["walk_in", "priority"]))


@given(st.lists(VISIT, max_size=25), st.sampled_from(list(By)))
def test_groups_add_up_to_the_whole(made, by):
    found = report(day([_made(n, *one) for n, one in enumerate(made)]), by=by)
    for name in ("tickets", "served", "no_show", "cancelled", "left", "passed", "priority", "waited_long"):
        assert sum(getattr(one, name) for one in found.groups.values()) == getattr(found.total, name)
    whole = found.total
    assert whole.tickets == whole.served + whole.abandoned + whole.open
    assert whole.tickets + whole.no_paper == len(made) == sum(found.curves.arrivals.values())


@given(st.lists(VISIT, min_size=1, max_size=25))
def test_nobody_waits_at_the_end_when_all_are_done(made):
    visits = [_made(n, times, "done", *rest) for n, (times, _, *rest) in enumerate(made)]
    curve = report(day(visits)).curves.waiting()
    assert curve[-1].most == 0
    assert all(0 <= one.mean <= one.most <= len(visits) for one in curve)


def test_who_passed_whom_as_a_slow_count_says():
    chance = random.Random(7)
    for _ in range(30):
        visits = []
        for n in range(40):
            issued = chance.uniform(0, 100)
            called = issued + chance.uniform(0, 60)
            lane = chance.choice(["walk_in", "walk_in", "appointment"])
            visits.append(
                came(row(n, issued, called, ended=called + 1, lane=lane, service=chance.choice("ab")))
            )
        slow = sum(
            first.row.service == other.row.service
            and other.row.issued_us < first.row.issued_us
            and other.row.called_us > first.row.called_us
            for first in visits
            if first.row.lane != "walk_in"
            for other in visits
            if other.row.lane == "walk_in"
        )
        assert report(day(visits)).total.passed == slow


def test_the_hours_are_chinas():
    assert us(0) == NINE
    assert NINE // 1_000_000 % 86_400 == 1 * 3600
