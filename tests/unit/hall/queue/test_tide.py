"""Tidal windows: help is proposed when people wait, to a window that can, and not at the first crowd."""

from dataclasses import replace
from datetime import timedelta

from hall.domain.queue import aside, presence
from hall.domain.queue.desk import Desk
from hall.domain.queue.tide import Gauge, Tide
from tests.unit.hall.queue.hall import NINE, come, do, hall, minute

ABLE = [Desk(1, frozenset("ab")), Desk(2, frozenset("ab")), Desk(3, frozenset("ab"))]


def crowd(day, letter, many, at=0):
    for number in range(many):
        come(day, f"{letter}{number:03d}", at)


def test_a_short_crowd_calls_nobody_and_a_lasting_one_does():
    day, gauge = hall(), Gauge(Tide())
    crowd(day, "A", 12)
    assert gauge.look(day, ABLE, minute(0)) == []
    assert gauge.look(day, ABLE, minute(4)) == []
    [proposal] = gauge.look(day, ABLE, minute(5))
    assert (proposal.window, proposal.service, proposal.opens) == (2, "a", False)
    assert (proposal.waiting, proposal.longest, proposal.since) == (12, timedelta(minutes=5), NINE)


def test_one_who_waits_too_long_is_enough():
    day, gauge = hall(), Gauge(Tide())
    come(day, "A001")
    assert gauge.look(day, ABLE, minute(31)) == []
    assert [one.longest for one in gauge.look(day, ABLE, minute(36))] == [timedelta(minutes=36)]


def test_the_pressure_must_last_without_a_break():
    day, gauge = hall(), Gauge(Tide(people=1))
    crowd(day, "A", 2)
    gauge.look(day, ABLE, minute(0))
    do(day, aside.cancel, "A000", minute(1))
    assert gauge.look(day, ABLE, minute(1)) == []
    come(day, "A009", 2)
    assert gauge.look(day, ABLE, minute(5)) == []
    assert gauge.look(day, ABLE, minute(10)) != []


def test_a_window_under_pressure_itself_is_left_alone_and_a_closed_one_is_opened():
    day, gauge = hall(), Gauge(Tide())
    crowd(day, "A", 12)
    crowd(day, "B", 12)
    do(day, presence.close, 3, NINE)
    gauge.look(day, ABLE, minute(0))
    proposals = gauge.look(day, ABLE, minute(6))
    assert [(one.window, one.opens) for one in proposals] == [(3, True)]


def test_a_window_that_cannot_do_it_is_not_asked():
    day, gauge = hall(), Gauge(Tide())
    crowd(day, "A", 12)
    do(day, presence.close, 3, NINE)
    unable = [ABLE[0], replace(ABLE[1], services=frozenset("b")), replace(ABLE[2], services=frozenset("b"))]
    gauge.look(day, unable, minute(0))
    assert gauge.look(day, unable, minute(6)) == []
