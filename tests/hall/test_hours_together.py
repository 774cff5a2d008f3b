"""Two servers of one hall on one database: one cap, one share of each slot, one proposal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from hall.contract.tides import AcceptRequest
from hall.domain.queue import presence
from hall.server.problems import Refusal
from hall.server.store import tides
from tests.hall.hours import rooms, slots

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def pair(tmp_path, postgres):
    parts = {
        "services": {"social": {"cap": 5}},
        "slots": slots(capacity=10),
        "windows": {2: {"at_need": ["residence"]}},
    }
    with rooms(tmp_path, NINE, postgres.database(), **parts) as build:
        yield build(), build()


def together(pair, attempt, many):
    """`attempt` by both servers at once."""
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda n: attempt(pair[n % 2], n), range(many)))


def test_they_keep_one_cap(pair):
    def attempt(room, n):
        try:
            return room.number(n)[0].number
        except Refusal as refusal:
            return refusal.problem.code

    got = together(pair, attempt, 12)
    assert sorted(one for one in got if one != "service.full") == [f"A{n:03}" for n in range(1, 6)]


def test_they_keep_one_share_of_a_slot_and_know_each_others_people(pair):
    ten = NINE + timedelta(hours=1)
    replies = [one for each in together(pair, lambda room, n: room.book(ten, n), 12) for one in each]
    assert sum(reply.problem is None for reply in replies) == 7
    again = pair[1].book(ten + timedelta(hours=1), 50, id_number="110101199003071234")
    assert again[0].problem is None
    [other] = pair[0].book(ten + timedelta(minutes=30), 51, id_number="110101199003071234")
    assert other.problem.code == "appointment.already", "both hash with one key"


def test_they_make_one_proposal_and_do_it_once(pair):
    one, two = pair
    for number in (2, 3):
        one.do(number, 900 + number, presence.open_window, "")
    for n in range(11):
        one.issue(n, "residence")
    for minutes in (0, 6, 7):
        for room in pair:
            room.clock.at = NINE + timedelta(minutes=minutes)
            room.write(room.lookout.look)
    [row] = [one for one in two.standing() if one.kind == "help"]

    def press(room, n):
        asked = AcceptRequest(event_id=f"press-{n:06d}")
        try:
            return room.write(lambda tx: tides.accept(tx, row.id, asked)).state
        except Refusal as refusal:
            return refusal.problem.code

    assert sorted(together(pair, press, 4)) == ["accepted", "tide.over", "tide.over", "tide.over"]
    assert "residence" in one.write(lambda tx: tx.day.desk(2)).services
