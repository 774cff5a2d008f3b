"""A citizen who stands at a window when the day ends is served to the end."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.contract.messages import CallRequest
from hall.server.problems import Refusal
from hall.server.store import desks, expected

EVE = datetime(2026, 11, 22, 15, 59, 50, tzinfo=UTC)
"""Ten seconds before midnight in China."""


def state(room):
    [one] = room.tickets()
    return one.state


def called_before_midnight(room, ago=timedelta(0)):
    room.clock.at = EVE - ago
    room.issue(1)
    room.call(2, 1)
    room.clock.at = EVE + timedelta(seconds=15)


def test_a_ticket_called_before_midnight_is_finished_after_it_and_once(room):
    called_before_midnight(room)
    done = room.finish(2, 2)
    assert (done.ticket.number, state(room)) == ("A001", "done")
    assert room.finish(2, 2) == done
    assert [one.kind for one in room.events()].count("ticket.done") == 1
    with pytest.raises(Refusal, match=r"^window\.idle$"):
        room.finish(2, 3)


def test_the_window_tells_who_is_there_since_the_evening_and_a_finish_may_name_it(room):
    called_before_midnight(room)
    look = lambda: room.store.read_now(lambda c: desks.state(c, room.catalogue, 2, room.clock.at))  # noqa: E731
    assert (look().presence, look().current.number, look().current.date) == ("closed", "A001", "2026-11-22")
    named = CallRequest(event_id="press-000001", expects="ticket-000001")
    room.write(lambda tx: expected.require(tx, 2, named))
    with pytest.raises(Refusal, match=r"^ticket\.notThisOne$"):
        room.write(lambda tx: expected.require(tx, 1, named))
    room.finish(2, 2)
    assert look().current is None
    with pytest.raises(Refusal, match=r"^ticket\.notThisOne$"):
        room.write(lambda tx: expected.require(tx, 2, named))


def test_whoever_goes_on_with_the_new_day_has_finished_the_ticket_of_the_evening(room):
    called_before_midnight(room)
    room.issue(2)
    assert room.call(2, 2).ticket.event_id == "ticket-000002"
    assert state(room) == "done"


def test_a_ticket_left_behind_at_the_end_of_a_day_is_nobodys_visit_of_the_next(room):
    called_before_midnight(room, timedelta(hours=6))
    with pytest.raises(Refusal, match=r"^window\.idle$"):
        room.finish(2, 2)
    assert state(room) == "called"
