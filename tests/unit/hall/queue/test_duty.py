"""Whose window it is, who may stand in, and what staff are told by the hours."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hall.domain.calendar import Span
from hall.domain.hours import Hours, Opening
from hall.domain.queue import duty, presence
from hall.domain.queue.clerks import Clerks
from hall.domain.queue.day import Refused
from hall.domain.queue.tide import EBB, Kind, Tide, ebbed
from tests.unit.hall.queue.hall import NINE, come, do, hall, minute

CLERKS = Clerks(
    names={"c1": "张芳", "c2": "李强", "c3": "陈静"},
    stands_in={"张芳": frozenset(), "李强": frozenset({"张芳"}), "陈静": frozenset()},
    posts={1: frozenset({"张芳"})},
)
TEN = timedelta(minutes=10)
MORNING = Opening(hall=Hours({0: (Span(540, 720),)}))
assert date(2026, 11, 23).weekday() == 0


def refused(code, clerk, owner="", number=1):
    with pytest.raises(Refused) as caught:
        CLERKS.admit(hall().desk(number), clerk, owner)
    assert caught.value.code == code
    return caught.value.facts


def test_a_clerk_opens_their_own_window_by_number_or_name():
    desk = hall().desk(1)
    assert CLERKS.admit(desk, "c1", "") == CLERKS.admit(desk, "张芳", "") == ("张芳", "")


def test_a_substitute_stands_in_without_saying_so():
    assert CLERKS.admit(hall().desk(1), "c2", "") == ("李强", "张芳")
    assert CLERKS.admit(hall().desk(1), "c2", "c1") == ("李强", "张芳")


def test_who_may_not_is_refused_with_who_may():
    assert refused("clerk.otherWindow", "c3") == {"clerk": "陈静", "window": 1, "may": "张芳、李强"}
    assert refused("clerk.noSubstitute", "c3", "c1")["may"] == "李强"
    assert refused("clerk.unknown", "c9") == {"clerk": "c9"}


def test_a_window_that_is_nobodys_is_anybodys_and_a_hall_without_clerks_asks_nothing():
    assert CLERKS.admit(hall().desk(2), "c3", "") == ("陈静", "")
    assert Clerks().admit(hall().desk(1), "whoever", "somebody") == ("whoever", "somebody")
    assert CLERKS.admit(hall().desk(1), "", "") == ("", "")


def test_going_on_after_a_pause_needs_no_name():
    desk = replace(hall().desk(1), clerk="李强", stands_in_for="张芳")
    assert CLERKS.admit(desk, "", "张芳") == ("李强", "张芳")


def test_a_free_substitute_is_proposed_after_a_long_pause_and_a_busy_one_is_not():
    day = hall()
    do(day, presence.open_window, 1, "张芳", NINE)
    do(day, presence.pause, 1, "meal", NINE)
    assert duty.alone(day, CLERKS, {1: NINE}, TEN, minute(9)) == []
    [found] = duty.alone(day, CLERKS, {1: NINE}, TEN, minute(10))
    assert (found.kind, found.window, found.who, found.since) == (Kind.SUBSTITUTE, 1, "李强", NINE)
    do(day, presence.open_window, 2, "李强", minute(10))
    assert duty.alone(day, CLERKS, {1: NINE}, TEN, minute(11)) == []


def test_a_window_beyond_its_hours_may_go_on_and_is_told():
    day = hall()
    come(day, "A001")
    do(day, presence.close, 2, NINE)
    assert duty.beyond(day, MORNING, minute(179)) == []
    found = duty.beyond(day, MORNING, minute(200))
    assert [(one.window, one.waiting, one.since) for one in found] == [
        (1, 1, minute(180)),
        (3, 1, minute(180)),
    ]


def test_few_numbers_left_are_told():
    found = duty.scarce({"a": 5, "b": 11}, {"a": 10, "b": 10}, NINE)
    assert [(one.subject, one.waiting) for one in found] == [("cap:a", 5)]


def test_what_was_lent_goes_back_once_the_crowd_is_gone():
    day, own = hall(), {1: {"a"}, 2: {"b"}}
    do(day, presence.help_out, 2, "a", NINE)
    lent, later = [(2, "a", NINE)], NINE + EBB
    assert ebbed(day, lent, own, Tide(), later - timedelta(seconds=1)) == []
    assert [one.subject for one in ebbed(day, lent, own, Tide(), later)] == ["back:2:a"]
    for number in range(6):
        come(day, f"A{number:03}", 29)
    assert ebbed(day, lent, own, Tide(), later) == []


def test_help_opens_a_closed_window_and_leaves_a_paused_one_alone():
    day = hall()
    do(day, presence.close, 2, NINE)
    step = do(day, presence.help_out, 2, "a", NINE)
    assert [fact.kind for fact in step.facts] == ["window.opened"]
    assert day.desk(2).services == {"a", "b"}
    do(day, presence.pause, 2, "meal", NINE)
    with pytest.raises(Refused, match=r"^window.paused$"):
        presence.help_out(day, 2, "a", NINE)
