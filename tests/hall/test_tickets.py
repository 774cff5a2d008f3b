"""Taking a number: dense, once per intent, one place per person."""

from datetime import timedelta

import pytest

from hall.contract.messages import OwnTicket
from hall.server.problems import Refusal


def refused(code):
    return pytest.raises(Refusal, match=f"^{code}$")


def test_numbers_are_dense_per_prefix(room):
    got = [
        room.issue(n, service).number for n, service in enumerate(["social", "business", "social", "social"])
    ]
    assert got == ["A001", "C001", "A002", "A003"]


def test_a_repeated_request_gets_the_very_same_ticket(room):
    first = room.issue(1)
    room.issue(2)
    assert room.issue(1) == first
    assert room.numbers() == ["A001", "A002"]
    assert len(room.events()) == 2


def test_the_same_id_for_another_service_is_refused(room):
    room.issue(1)
    with refused("ticket.idReused"):
        room.issue(1, "business")
    assert room.numbers() == ["A001"]


def test_a_person_has_one_waiting_ticket_per_service(room):
    room.issue(1, identity="hash-of-somebody")
    with refused("ticket.alreadyWaiting") as caught:
        room.issue(2, identity="hash-of-somebody")
    problem = caught.value.problem
    assert problem.detail == "A001"
    assert problem.ticket == OwnTicket(number="A001", service="social", ahead=0)
    assert "A001" in problem.what.zh
    assert "A001" in problem.what.en
    assert room.issue(3, "business", identity="hash-of-somebody").number == "C001"
    assert room.issue(4).number == "A002", "a refusal uses no number up"


def test_who_was_called_may_take_another_number(room):
    room.issue(1, identity="hash-of-somebody")
    room.call(1, 1)
    assert room.issue(2, identity="hash-of-somebody").number == "A002"


def test_people_ahead_are_counted_per_service(room):
    assert [room.issue(n).ahead for n in range(3)] == [0, 1, 2]
    assert room.issue(9, "business").ahead == 0
    room.call(1, 1)
    assert room.issue(2).ahead == 1
    assert [one.ahead for one in room.tickets() if one.service == "social"] == [0, 0, 1]


def test_a_new_day_begins_at_one_and_yesterday_is_not_called(room, clock):
    room.issue(1)
    clock.at += timedelta(days=1)
    assert room.call(1, 1).ticket is None
    assert room.issue(2).number == "A001"
    assert room.call(1, 2).ticket.date == "2026-11-23"


def test_a_window_left_open_overnight_serves_nobody_in_the_morning(room, clock):
    room.issue(1)
    room.call(1, 1)
    clock.at += timedelta(days=1)
    with refused("window.idle"):
        room.recall(1, 2)
