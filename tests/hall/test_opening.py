"""Hours and caps at the server: nobody gets a number too early, too late or too many, and offline papers count."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from hall.domain.queue import aside
from hall.server.problems import Refusal
from hall.server.store import opening
from hall.settings import Holiday, Words
from tests.hall.hours import hours, rooms, slots

WORK = hours("09:00-12:00", "13:30-17:00", days=["mon", "tue", "wed", "thu", "fri"])
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Nine in the morning in China."""


@pytest.fixture
def make(tmp_path):
    with rooms(tmp_path, MONDAY) as build:
        yield build


def refused(code):
    return pytest.raises(Refusal, match=f"^{code}$")


def test_at_noon_no_number_is_given_and_one_is_told_when(make):
    room = make(MONDAY + timedelta(hours=3), hours=WORK)
    with refused("service.closed") as caught:
        room.number(1)
    problem = caught.value.problem
    assert problem.what.zh == "社会保险现在不取号：中间休息。"
    assert problem.do.zh == "请到时再来：今天 13:30 开始取号。"
    assert "13:30 today" in problem.do.en
    room.clock.at = MONDAY + timedelta(hours=4, minutes=30)
    assert room.number(1)[0].number == "A001"


def test_a_repeat_after_closing_time_gets_the_ticket_it_has(make):
    room = make(MONDAY + timedelta(hours=7, minutes=59), hours=WORK)
    first, _ = room.number(1)
    room.clock.at += timedelta(minutes=5)
    assert room.number(1)[0].number == first.number
    with refused("service.closed"):
        room.number(2)


def test_a_holiday_is_named_on_every_screen(make):
    day = Holiday(name=Words(zh="校庆", en="Founding Day"), first="2026-11-23", last="2026-11-23")
    room = make(hours=WORK, holidays=[day])
    with refused("service.closed") as caught:
        room.number(1)
    assert "校庆放假" in caught.value.problem.what.zh
    closed = opening.closed_now(room.catalogue, room.clock.at)
    assert set(closed) == set(room.catalogue.service_ids)


def test_what_was_printed_offline_counts_and_is_never_refused(make):
    room = make(MONDAY + timedelta(hours=12), hours=WORK, services={"social": {"cap": 1}})
    assert room.printed("A2-001", 1, date="2026-11-23").outcome == "accepted"
    assert room.printed("A2-002", 2, date="2026-11-23").outcome == "accepted"
    assert room.store.read_now(lambda c: opening.left(c, room.catalogue, room.clock.at)) == {"social": 0}


def test_a_number_that_was_passed_on_still_counts_where_it_was_taken(make):
    room = make(services={"social": {"cap": 1}, "residence": {"cap": 1}})
    room.number(1)
    room.call(2, 2)
    room.do(2, 3, aside.transfer, service="residence")
    left = room.store.read_now(lambda c: opening.left(c, room.catalogue, room.clock.at))
    assert left == {"social": 0, "residence": 1}
    with refused("service.full"):
        room.number(2)
    assert room.number(3, "residence")[0].number.endswith("001")


def test_the_cap_holds_against_any_number_of_clients_and_a_cancelled_place_is_free_again(make):
    room = make(services={"social": {"cap": 7}})

    def attempt(n):
        try:
            return room.number(n)[0].number
        except Refusal as refusal:
            return refusal.problem.code

    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(attempt, range(40)))
    assert sorted(one for one in got if one != "service.full") == [f"A{n:03}" for n in range(1, 8)]
    assert got.count("service.full") == 33
    assert room.number(99, "business")[0].number == "C001", "another service is another cap"
    with refused("service.full") as caught:
        room.number(100)
    assert "7 个号" in caught.value.problem.what.zh


def test_bookings_keep_their_numbers_of_the_cap_and_walk_ins_theirs(make):
    room = make(services={"social": {"cap": 10}}, slots=slots(capacity=20))
    half_past = MONDAY + timedelta(minutes=30)
    codes = [one.appointment.code for one in room.book(half_past, many=9)]
    for n in range(3):
        room.number(n)
    with refused("service.full"):
        room.number(3)
    assert room.number(10, appointment=codes[0])[0].number == "A004"
