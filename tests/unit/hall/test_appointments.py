"""Appointments: what can be booked, and that walking in always works."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hall.domain.appointments import (
    LEAST_WALK_IN,
    Arrival,
    Times,
    admission,
    blocked_until,
    bookable,
    nearest,
    slots,
    walk_ins_left,
)
from hall.domain.calendar import Calendar, Span
from hall.domain.hours import Hours
from hall.domain.queue.order import Why, choose, goes_first
from hall.domain.queue.rules import MOST_JUMPS, Rules
from hall.domain.queue.ticket import Lane, Ticket
from tests.unit.hall.queue.hall import NINE, hall, minute

HALF = timedelta(minutes=30)
FRIDAY = date(2026, 10, 9)


@given(st.integers(0, 2000), st.integers(-50, 150))
def test_no_setting_takes_the_walk_ins_share(capacity, percent):
    rest = capacity - bookable(capacity, percent)
    assert rest * 100 >= capacity * LEAST_WALK_IN
    assert bookable(capacity, percent) >= 0


def test_a_larger_share_leaves_fewer_to_book():
    assert [bookable(10, percent) for percent in (0, 30, 50, 100)] == [7, 7, 5, 0]
    assert bookable(1, 30) == 0, "the only place of a slot is never booked"


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_whatever_was_booked_walk_ins_get_their_share_of_the_cap(cap, walk_ins, with_booking, expected):
    left = walk_ins_left(cap, 30, walk_ins + with_booking, walk_ins, expected)
    assert walk_ins + left >= min(cap, -(-cap * 30 // 100))
    if with_booking + expected <= cap * 70 // 100:
        assert walk_ins + with_booking + expected + left <= max(cap, walk_ins + with_booking + expected)


def test_slots_fit_wholly_into_their_times():
    times = [
        Times("a", Hours({4: (Span(540, 620), Span(810, 870))}), 4),
        Times("a", Hours({4: (Span(540, 570),)}), 2),
        Times("b", Hours({4: (Span(540, 570),)}), 9),
    ]
    found = slots(times, Calendar(), "a", FRIDAY, HALF)
    assert {begin.strftime("%H:%M"): many for begin, many in found.items()} == {
        "09:00": 6,
        "09:30": 4,
        "13:30": 4,
        "14:00": 4,
    }


def test_the_nearest_free_slots_are_told_by_time():
    begins = [minute(count) for count in (0, 30, 60, 120, 300)]
    assert nearest(begins, minute(70)) == [minute(30), minute(60), minute(120)]


def test_who_missed_too_many_is_blocked_until_the_oldest_of_them_is_forgotten():
    month, now = timedelta(days=30), NINE
    missed = [now - timedelta(days=days) for days in (40, 20, 10, 1)]
    assert blocked_until(missed, 3, month, now) == now + timedelta(days=10)
    assert blocked_until(missed, 4, month, now) is None
    assert blocked_until(missed, 0, month, now) is None


@given(st.integers(-300, 300), st.integers(0, 240), st.sampled_from([30, 60]))
def test_whoever_checks_in_on_time_goes_first(at, elastic, length):
    rules = Rules(elastic=timedelta(minutes=elastic), slot=timedelta(minutes=length))
    now = minute(at)
    on_time = admission(NINE, rules).arrival(now) is Arrival.ON_TIME
    ticket = Ticket("T1", "A001", "a", now, lane=Lane.APPOINTMENT, slot=NINE)
    assert on_time == goes_first(ticket, rules, now)


arrivals = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=25)


@given(arrivals, st.integers(0, MOST_JUMPS))
def test_appointments_go_first_and_never_more_in_a_row_than_the_rules_allow(people, jumps):
    rules = Rules(jumps=jumps)
    day = hall(rules)
    desk, now = day.desk(1), minute(70)
    waiting = [
        Ticket(f"T{index:02}", f"A{index:03}", "a", minute(at), lane=Lane.APPOINTMENT, slot=NINE)
        if booked
        else Ticket(f"T{index:02}", f"A{index:03}", "a", minute(at))
        for index, (at, booked) in enumerate(people)
    ]
    overtaken = 0
    while waiting:
        choice = choose(waiting, desk, rules, now)
        passed = [one for one in waiting if one.lane is Lane.WALK_IN and one.place < choice.ticket.place]
        overtaken = overtaken + 1 if choice.why is Why.APPOINTMENT and passed else 0
        assert overtaken <= jumps
        if jumps and not desk.jumps and any(one.lane is Lane.APPOINTMENT for one in waiting):
            assert choice.ticket.lane is Lane.APPOINTMENT
        waiting.remove(choice.ticket)
        desk = type(desk)(desk.number, desk.services, desk.presence, jumps=choice.jumps)
