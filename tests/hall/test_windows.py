"""The clerk's verbs: the oldest is called, nobody twice, each press counts once."""

import ast
from datetime import timedelta
from pathlib import Path
from string import Formatter

import pytest

from hall.contract.messages import TicketRequest
from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.order import Why
from hall.domain.queue.ticket import Hold, TicketState
from hall.server.problems import CATALOGUE, Refusal
from hall.server.store import day_book, desks, events, tickets, why, windows


def kinds(room):
    return [(event.kind, event.number) for event in room.events() if event.number]


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
    assert [event.kind for event in room.events()][:2] == ["ticket.issued", "window.opened"]
    assert [event.seq for event in room.events()] == [1, 2, 3, again.seq, done.seq]
    assert room.events()[-1].window == 1
    with pytest.raises(Refusal, match=r"window\.idle"):
        room.finish(1, 4)


def test_events_tell_how_many_wait(room):
    room.issue(1)
    room.issue(2, "business")
    room.call(1, 1)
    assert [event.waiting["social"] for event in room.events()] == [1, 1, 0, 0]
    assert room.events()[-1].waiting == {"social": 0, "residence": 0, "business": 1, "property": 0}


def test_the_day_is_read_by_an_index_however_long_the_history(file_room):
    query = day_book.open_tickets("2026-11-22", ["ticket-000001"])
    text = str(query.compile(compile_kwargs={"literal_binds": True}))
    plan = file_room.store.read_now(lambda c: c.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all())
    assert not any("SCAN" in str(row) for row in plan), plan


def test_a_call_opens_a_closed_window_and_a_paused_one_stays_so(room):
    room.issue(1)
    assert room.call(1, 1).ticket.number == "A001"
    room.do(1, 2, presence.pause, "lunch")
    with pytest.raises(Refusal, match=r"window\.paused"):
        room.call(1, 3)


def test_every_verb_leaves_its_trace_and_can_be_undone_after_a_restart(room):
    room.issue(1)
    room.call(1, 1)
    again = room.reopened()
    try:
        assert again.do(1, 2, verbs.undo).ticket.state is TicketState.WAITING
        assert [event.kind for event in again.events()][-1] == "ticket.taken_back"
    finally:
        again.store.close()


def test_a_call_taken_back_is_not_on_the_board_any_more(room):
    room.issue(1), room.issue(2)
    room.call(1, 1)
    room.call(1, 2)
    room.do(1, 3, verbs.undo)
    assert kinds(room)[-2:] == [("ticket.back", "A001"), ("ticket.taken_back", "A002")]
    shown = room.store.read_now(lambda c: events.calls(c, "2026-11-22", 20))
    assert [one.number for one in shown] == ["A001"]


def test_a_held_case_and_a_missed_one_come_back(room):
    for n in range(1, 7):
        room.issue(n)
    room.call(1, 1)
    room.do(1, 2, aside.hold, Hold.WITHOUT_PAPERS, "照片")
    room.call(1, 3)
    room.recall(1, 4)
    room.clock.at += timedelta(seconds=30)
    assert room.do(1, 5, aside.no_show).ticket.state is TicketState.NO_SHOW
    back = room.write(lambda tx: windows.of_citizen(tx, "return", "back-000001", "ticket-000002"))
    assert back.ticket.ahead == 3
    room.write(lambda tx: windows.of_citizen(tx, "return", "back-000002", "ticket-000001"))
    assert room.call(1, 6).ticket.number == "A001"


def test_an_elder_goes_first_and_the_one_passed_can_see_why(room):
    room.issue(1)
    request = TicketRequest(event_id="ticket-000002", service="social", unit="t1", group="elder")
    room.write(lambda tx: tickets.issue(tx, request, "A"))
    assert room.call(1, 1).ticket.number == "A002"
    told = room.store.read_now(lambda c: why.why(c, room.catalogue, "ticket-000001", room.clock.now()))
    assert [(one.number, one.why, one.group) for one in told.before] == [("A002", Why.PRIORITY, "elder")]
    assert (
        room.store.read_now(lambda c: why.why(c, room.catalogue, "ticket-000002", room.clock.now())).before
        == []
    )


def test_somebody_of_another_service_who_was_called_first_is_told_too(room):
    room.issue(1)
    room.write(
        lambda tx: tickets.issue(
            tx,
            TicketRequest(event_id="ticket-000002", service="business", unit="t1", group="elder"),
            "C",
        )
    )
    assert room.call(1, 1).ticket.number == "C001", "window 1 does both"
    told = room.store.read_now(lambda c: why.why(c, room.catalogue, "ticket-000001", room.clock.now()))
    assert [(one.number, one.why) for one in told.before] == [("C001", Why.PRIORITY)]


def test_the_clerks_view_has_the_line_the_case_and_what_rests(room):
    for n in range(1, 4):
        room.issue(n)
    room.call(2, 1)
    room.do(2, 2, aside.hold, Hold.ELSEWHERE, "公安局证明")
    room.call(2, 3)
    seen = room.store.read_now(lambda c: desks.state(c, room.catalogue, 2, room.clock.now()))
    assert (seen.presence, seen.current.number) == (presence.Presence.OPEN, "A002")
    assert ([one.number for one in seen.line], [one.note for one in seen.held]) == (["A003"], ["公安局证明"])


def test_every_answer_of_the_rules_has_its_words(room):
    """Each code that a rule refuses with is in the server's catalogue, and brings every word that its texts need."""
    refusals = []
    for file in Path(verbs.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                code, given = node.args[0], {word.arg for word in node.keywords}
                refusals += [(one, given) for one in _codes(code)]
    assert len(refusals) > 25
    for code, given in refusals:
        for text in (CATALOGUE[code].what, CATALOGUE[code].do):
            wanted = {
                name for language in (text.zh, text.en) for _, name, _, _ in Formatter().parse(language)
            }
            assert wanted - {None} <= given, code


def _codes(node):
    """A code as written, of every state of a window, or one of a function's returns."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["window.closed", "window.paused"]
    if isinstance(node, ast.IfExp):
        return [*_codes(node.body), *_codes(node.orelse)]
    assert node.func.id == "_why_not"
    return ["ticket.calledElsewhere", "ticket.otherWindow", "ticket.notWaiting"]
