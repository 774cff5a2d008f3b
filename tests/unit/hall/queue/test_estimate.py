"""Waiting times told as a range: silent when unknown, right eight times of ten, measured."""

import heapq
import random
from collections import Counter
from datetime import timedelta

import pytest

from hall.domain.queue import estimate, presence, verbs
from hall.domain.queue.estimate import Pace, Past, Wait
from tests.unit.hall.queue.hall import NINE, called, come, do, hall


def past(count, mean, sd):
    return Past(count, count * mean, count * (sd * sd + mean * mean))


HISTORY = {"a": past(500, 300, 150)}


def wait(day, pace, service, ahead):
    lines = Counter(ticket.service for ticket in day.waiting())
    return estimate.wait(day.desks.values(), lines, pace, service, ahead)


def test_nothing_is_told_when_no_window_is_open_or_nobody_was_ever_served():
    day = hall()
    assert wait(day, Pace({}), "a", 3) is None
    do(day, presence.close, 1, NINE)
    do(day, presence.close, 3, NINE)
    assert wait(day, Pace(HISTORY), "a", 3) is None


def test_more_people_ahead_wait_longer_and_a_second_window_halves_it():
    day = hall()
    one = do(day, presence.close, 3, NINE) and wait(day, Pace(HISTORY), "a", 4)
    assert one.low < one.middle < one.high
    assert one.middle == timedelta(seconds=4 * 300)
    do(day, presence.open_window, 3, "", NINE)
    assert wait(day, Pace(HISTORY), "a", 4).middle == one.middle / 2


def test_a_window_shared_with_another_queue_helps_only_by_its_share():
    day = hall()
    for number in range(6):
        come(day, f"B00{number}")
    come(day, "A001"), come(day, "A002")
    told = wait(day, Pace(HISTORY), "a", 2)
    assert told.middle == timedelta(seconds=round(2 * 300 / 1.25))


def test_today_outweighs_history_after_a_while():
    assert 500 < Pace(HISTORY, {"a": past(60, 600, 0)}).of("a").mean_s < 600
    assert Pace(HISTORY).of("a").mean_s == pytest.approx(300)
    assert Pace(HISTORY).of("a").sd_s == pytest.approx(150)


def test_the_error_is_measured():
    def told(low, middle, high):
        return Wait(*(timedelta(minutes=m) for m in (low, middle, high)))

    assert estimate.errors([]) is None
    pairs = [(told(5, 10, 15), timedelta(minutes=m)) for m in (5, 8, 10, 11, 16)]
    found = estimate.errors(pairs)
    assert (found.count, found.within, found.half_s, found.nine_of_ten_s) == (5, 0.8, 120, 360)


def test_eight_of_ten_waits_fall_within_what_was_told_though_history_was_wrong():
    """Full mornings of 300 people at three windows, log-normal service times, a history that is too slow by half."""
    mornings = [estimate.errors(_morning(random.Random(seed))) for seed in range(8)]
    assert all(one.count == 300 for one in mornings)
    assert min(one.within for one in mornings) >= 0.65, mornings
    assert sum(one.within for one in mornings) / len(mornings) >= 0.78, mornings


def _morning(chance):
    day, told, pairs, now = hall(), {}, [], NINE
    history, today = {"a": past(50, 240, 120)}, Past()
    events = [(NINE + timedelta(seconds=chance.uniform(0, 4 * 3600)), 0, f"A{n:03d}") for n in range(300)]
    heapq.heapify(events)
    for window in (2, 3):
        do(day, presence.lend, window, frozenset("a"), NINE)
    while events:
        now, what, who = heapq.heappop(events)
        if what == 0:
            ticket = come(day, who, (now - NINE).total_seconds() / 60)
            pace = Pace(history, {"a": today})
            told[who] = wait(day, pace, "a", day.ahead(ticket, now))
        else:
            done = day.ticket(day.desk(what).current)
            do(day, verbs.finish, what, now)
            today = today.and_one((now - done.called).total_seconds())
        for desk in list(day.desks.values()):
            if not desk.current and called(day, desk.number, (now - NINE).total_seconds() / 60)[0]:
                ticket = day.ticket(day.desk(desk.number).current)
                took = timedelta(seconds=chance.lognormvariate(4.9, 0.5))
                heapq.heappush(events, (now + took, desk.number, ""))
                pairs.append((told[ticket.id], now - ticket.joined))
    return pairs
