"""The clerk's verbs: the oldest is called, nobody twice, each press counts once."""

import pytest

from hall.contract.messages import TicketState
from hall.server.problems import Refusal


def kinds(room):
    return [(event.kind, event.number) for event in room.events()]


def test_the_oldest_of_the_windows_services_is_called(room):
    room.issue(1, "property")
    room.issue(2, "social")
    room.issue(3, "business")
    assert room.call(2, 1).ticket.number == "A001"
    assert room.call(4, 2).ticket.number == "D001"
    assert room.call(4, 3).ticket.number == "C001"
    assert room.call(4, 4).ticket is None


def test_a_repeated_press_calls_nobody_else(room):
    room.issue(1)
    room.issue(2)
    first = room.call(1, 1)
    assert room.call(1, 1) == first
    assert room.call(2, 2).ticket.number == "A002"


def test_a_press_that_found_nobody_stays_so(room):
    assert room.call(1, 1).ticket is None
    room.issue(1)
    assert room.call(1, 1).ticket is None
    assert room.call(1, 2).ticket.number == "A001"


def test_one_id_is_for_one_verb_at_one_window(room):
    room.issue(1)
    room.call(1, 1)
    with pytest.raises(Refusal, match=r"verb\.idReused"):
        room.call(2, 1)
    with pytest.raises(Refusal, match=r"verb\.idReused"):
        room.finish(1, 1)


def test_calling_the_next_ends_the_one_before(room):
    room.issue(1)
    room.issue(2)
    room.call(1, 1)
    room.call(1, 2)
    assert [one.state for one in room.tickets()] == [TicketState.DONE, TicketState.CALLED]
    assert kinds(room)[2:] == [("ticket.called", "A001"), ("ticket.done", "A001"), ("ticket.called", "A002")]


def test_who_stands_at_the_window_stays_when_nobody_waits(room):
    room.issue(1)
    room.call(1, 1)
    assert room.call(1, 2).ticket is None
    assert room.recall(1, 3).ticket.number == "A001"


def test_recall_and_finish(room):
    room.issue(1)
    room.call(1, 1)
    again = room.recall(1, 2)
    done = room.finish(1, 3)
    assert (again.ticket.number, done.ticket.state) == ("A001", TicketState.DONE)
    assert [event.seq for event in room.events()] == [1, 2, again.seq, done.seq]
    assert room.events()[-1].window == 1
    with pytest.raises(Refusal, match=r"window\.idle"):
        room.finish(1, 4)


def test_events_tell_how_many_wait(room):
    room.issue(1)
    room.issue(2, "business")
    room.call(1, 1)
    assert [event.waiting["social"] for event in room.events()] == [1, 1, 0]
    assert room.events()[-1].waiting == {"social": 0, "residence": 0, "business": 1, "property": 0}


def test_the_call_is_one_statement_on_an_index(room):
    """However long the history: the plan of the choice reads the queue's index and sorts nothing by itself."""
    plan = room.write(
        lambda tx: tx.connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM ticket WHERE date = '2026-11-22' AND state = 'waiting' "
            "AND service IN ('social') ORDER BY issued_us, id LIMIT 1"
        ).all()
    )
    assert any("ticket_queue" in str(row) for row in plan), plan
    assert not any("SCAN" in str(row) for row in plan), plan
