"""The large place: nobody's call is skipped, none flashes by."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hall.contract.messages import Call
from queue_display.stage import HOLD_MS, LEAST_MS, Stage, admit, advance, cleared, let_go, opened
from tests.unit.queue_display.hall import MORNING


def call(number, *, recall=False):
    return Call(seq=1, number=number, window=3, at=MORNING, recall=recall)


def played(stage, arrivals, until_ms, step_ms=250):
    """Who was on the large place, from when: arrivals are (ms, call)."""
    shown, now = [], 0
    while now <= until_ms:
        for at, who in arrivals:
            if now - step_ms < at <= now:
                stage = admit(stage, who)
        stage = advance(stage, now)
        if stage.fresh and (not shown or shown[-1][1] is not stage.shown):
            shown.append((now, stage.shown))
        now += step_ms
    return shown, stage


def test_a_call_alone_is_announced_for_ten_seconds_and_then_stays():
    stage = advance(admit(Stage(), call("A012")), 1_000)
    assert advance(stage, 1_000 + HOLD_MS - 1).fresh
    later = advance(stage, 1_000 + HOLD_MS)
    assert not later.fresh
    assert later.shown.number == "A012"


def test_two_calls_in_the_same_second_are_both_shown():
    shown, _ = played(Stage(), [(0, call("A012")), (200, call("B003"))], 20_000)
    assert [who.number for _, who in shown] == ["A012", "B003"]
    assert shown[1][0] - shown[0][0] >= LEAST_MS


@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=30))
def test_every_call_gets_the_place_for_three_seconds_at_least_whatever_comes(times):
    arrivals = [(at, call(f"A{i:03d}")) for i, at in enumerate(sorted(times))]
    shown, stage = played(Stage(), arrivals, 45_000 + 31 * HOLD_MS)
    assert [who for _, who in shown] == [who for _, who in arrivals]
    assert all(later - sooner >= LEAST_MS for (sooner, _), (later, _) in pairwise(shown))
    assert not stage.fresh


def test_a_recall_of_a_waiting_call_takes_its_place_in_line():
    stage = advance(admit(Stage(), call("A012")), 0)
    stage = admit(admit(admit(stage, call("A013")), call("A014")), call("A013", recall=True))
    assert [(c.number, c.recall) for c in stage.queue] == [("A013", True), ("A014", False)]


def test_a_recall_of_the_shown_call_is_announced_anew():
    shown, _ = played(Stage(), [(0, call("A012")), (4_000, call("A012", recall=True))], 20_000)
    assert [who.recall for _, who in shown] == [False, True]


def test_after_a_restart_the_last_call_is_there_without_fanfare():
    stage = advance(opened(call("A012")), 0)
    assert stage.shown.number == "A012"
    assert not stage.fresh


def test_a_new_day_clears_the_place_but_not_those_who_wait():
    stage = cleared(admit(opened(call("A012")), call("A001")))
    assert stage.shown is None
    assert [c.number for c in stage.queue] == ["A001"]


def over(*numbers):
    return lambda call: call.number in numbers


def test_a_number_that_is_finished_is_not_announced_any_more_and_the_next_comes_at_once():
    stage = advance(admit(admit(Stage(), call("A002")), call("C001")), 0)
    stage = advance(let_go(stage, over("A002")), 1)
    assert (stage.shown.number, stage.fresh) == ("C001", True)


def test_a_number_that_was_finished_before_its_turn_leaves_the_line():
    stage = advance(admit(admit(admit(Stage(), call("A002")), call("C001")), call("D001")), 0)
    stage = let_go(stage, over("C001"))
    assert (stage.shown.number, stage.fresh) == ("A002", True)
    assert [c.number for c in stage.queue] == ["D001"]


def test_when_all_are_finished_the_newest_stays_without_being_announced():
    stage = advance(admit(admit(admit(Stage(), call("A002")), call("C001")), call("D001")), 0)
    stage = let_go(stage, over("A002", "C001", "D001"))
    assert (stage.shown.number, stage.fresh, stage.queue) == ("D001", False, ())
    assert let_go(stage, over("A002", "C001", "D001")) == stage


def test_an_empty_place_lets_nobody_go():
    assert let_go(Stage(), over()) == Stage()
