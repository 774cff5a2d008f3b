"""What a window may do with the ticket before it, and what it may not."""

from dataclasses import replace

import pytest

from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.day import Refused
from hall.domain.queue.rules import Return, Rules
from hall.domain.queue.ticket import Hold, TicketState
from tests.unit.hall.queue.hall import called, come, do, elder, hall, minute, second


def refused(verb, *args, **more):
    with pytest.raises(Refused) as answer:
        verb(*args, **more)
    return answer.value.code


def missed(day, window=1, at=0):
    """Call, call again, and nobody comes."""
    do(day, verbs.call_next, window, second(at))
    do(day, verbs.recall, window, second(at + 20))
    return do(day, aside.no_show, window, second(at + 40))


def test_the_next_call_ends_the_one_before():
    day = hall()
    come(day, "A001"), come(day, "A002", 1)
    called(day, 1, 5), called(day, 1, 6)
    assert day.ticket("A001").state is TicketState.DONE
    assert day.ticket("A001").ended == minute(6)
    assert day.ticket("A001").started == minute(5)


def test_a_paused_or_closed_window_calls_nobody():
    day = hall()
    come(day, "A001")
    do(day, presence.pause, 1, "lunch", minute(1))
    assert refused(verbs.call_next, day, 1, minute(2)) == "window.paused"
    do(day, presence.close, 1, minute(3))
    assert refused(verbs.call_next, day, 1, minute(4)) == "window.closed"
    assert refused(presence.pause, day, 2, "", minute(4)) == "window.pauseNeedsReason"


def test_nobody_is_a_no_show_before_the_number_was_called_twice_and_heard():
    day = hall()
    come(day, "A001")
    do(day, verbs.call_next, 1, second(0))
    assert refused(aside.no_show, day, 1, second(60)) == "ticket.callAgainFirst"
    do(day, verbs.recall, 1, second(60))
    assert refused(aside.no_show, day, 1, second(70)) == "ticket.callNotHeardYet"
    do(day, aside.no_show, 1, second(75))
    assert day.ticket("A001").state is TicketState.NO_SHOW
    assert day.desk(1).current == ""


def test_who_missed_the_call_comes_back_behind_three_and_only_once():
    day = hall()
    for number in range(1, 7):
        come(day, f"A00{number}", number)
    missed(day)
    do(day, aside.come_back, "A001", minute(9))
    assert [t.number for t in day.line("a")] == ["A002", "A003", "A004", "A001", "A005", "A006"]
    day.take(verbs.call_chosen(day, 1, "A001", second(600)))
    do(day, verbs.recall, 1, second(620))
    do(day, aside.no_show, 1, second(640))
    assert refused(aside.come_back, day, "A001", minute(20)) == "ticket.takeNew"


def test_two_who_come_back_to_the_same_place_keep_their_order():
    day = hall()
    for number in range(1, 7):
        come(day, f"A00{number}", number)
    missed(day), missed(day, at=100)
    do(day, aside.come_back, "A002", minute(9))
    do(day, aside.come_back, "A001", minute(9))
    assert [t.number for t in day.line("a")] == ["A003", "A004", "A005", "A001", "A002", "A006"]


@pytest.mark.parametrize(("rule", "order"), [(Return.END, ["A002", "A001"]), (Return.RETAKE, None)])
def test_other_halls_have_other_rules_for_a_missed_call(rule, order):
    day = hall(Rules(missed=rule))
    come(day, "A001"), come(day, "A002", 1)
    missed(day)
    if order is None:
        assert refused(aside.come_back, day, "A001", minute(9)) == "ticket.takeNew"
        return
    do(day, aside.come_back, "A001", minute(9))
    assert [t.number for t in day.line("a")] == order


def test_a_held_case_comes_back_to_its_window_without_queueing_again():
    day = hall()
    come(day, "A001"), come(day, "A002", 1)
    called(day, 1, 2)
    do(day, aside.hold, 1, Hold.WITHOUT_PAPERS, "照片", minute(3))
    assert day.desk(1).current == ""
    do(day, aside.come_back, "A001", minute(30))
    assert called(day, 3, 31)[0] == "A002"
    assert called(day, 1, 32)[0] == "A001"


def test_a_held_case_goes_on_at_a_free_window():
    day = hall()
    come(day, "A001"), come(day, "A002", 1)
    called(day, 1, 2)
    do(day, aside.hold, 1, Hold.ELSEWHERE, "", minute(3))
    called(day, 1, 4)
    assert refused(aside.resume, day, 1, "A001", minute(5)) == "window.busy"
    do(day, aside.resume, 3, "A001", minute(5))
    assert day.ticket("A001").state is TicketState.SERVING
    assert refused(aside.resume, day, 2, "A001", minute(6)) == "ticket.notHeld"


def test_a_held_case_is_not_lost_when_its_window_closes():
    day = hall()
    come(day, "A001")
    called(day, 1, 2)
    do(day, aside.hold, 1, Hold.WITH_PAPERS, "", minute(3))
    do(day, presence.close, 1, minute(4))
    do(day, aside.come_back, "A001", minute(5))
    assert called(day, 3, 6)[0] == "A001"


def test_a_transfer_keeps_the_place():
    day = hall()
    come(day, "A001", 0), come(day, "B001", 1)
    called(day, 1, 2)
    do(day, aside.transfer, 1, minute(3), service="b", note="户口本已看")
    assert day.ticket("A001").note == "户口本已看"
    assert called(day, 2, 4)[0] == "A001"


def test_a_transfer_to_a_window_is_for_that_window_until_it_closes():
    day = hall()
    come(day, "A001")
    called(day, 1, 2)
    do(day, aside.transfer, 1, minute(3), to_window=2)
    assert called(day, 3, 4) == ("", None)
    assert [t.number for t in day.line_of(day.desk(2))] == ["A001"]
    do(day, presence.close, 2, minute(5))
    assert called(day, 3, 6)[0] == "A001"


def test_a_transfer_that_leads_nowhere_is_refused():
    day = hall()
    come(day, "A001")
    called(day, 1, 2)
    do(day, presence.close, 2, minute(2))
    assert refused(aside.transfer, day, 1, minute(3), service="a") == "ticket.transferNowhere"
    assert refused(aside.transfer, day, 1, minute(3), to_window=1) == "ticket.transferNowhere"
    assert refused(aside.transfer, day, 1, minute(3), service="z") == "service.noWindow"
    assert refused(aside.transfer, day, 1, minute(3), to_window=2) == "window.closed"
    assert day.ticket("A001").state is TicketState.CALLED


def test_a_place_can_be_given_up_but_not_under_the_clerks_hands():
    day = hall()
    come(day, "A001"), come(day, "A002", 1)
    called(day, 1, 2)
    assert refused(aside.cancel, day, "A001", minute(3)) == "ticket.beingServed"
    do(day, aside.cancel, "A002", minute(3))
    assert refused(aside.cancel, day, "A002", minute(4)) == "ticket.ended"
    assert called(day, 1, 5) == ("", None)


@pytest.mark.parametrize(
    "verb",
    [
        lambda day, now: verbs.call_next(day, 1, now),
        lambda day, now: verbs.start(day, 1, now),
        lambda day, now: verbs.finish(day, 1, now),
        lambda day, now: verbs.add_item(day, 1, "passport", now),
        lambda day, now: aside.hold(day, 1, Hold.ELSEWHERE, "", now),
        lambda day, now: aside.transfer(day, 1, now, service="b"),
        lambda day, now: presence.pause(day, 1, "lunch", now),
        lambda day, now: presence.lend(day, 1, frozenset("b"), now),
    ],
    ids=["call", "start", "finish", "item", "hold", "transfer", "pause", "lend"],
)
def test_the_last_verb_can_be_taken_back_for_ten_seconds(verb):
    day = hall()
    come(day, "A001"), elder(day, "A002", 1), come(day, "A003", 2)
    called(day, 1, 3)
    before = dict(day.tickets), dict(day.desks)
    do(day, verb, second(300))
    assert (dict(day.tickets), dict(day.desks)) != before
    assert refused(verbs.undo, day, 1, second(311)) == "undo.tooLate"
    do(day, verbs.undo, 1, second(310))
    assert (dict(day.tickets), dict(day.desks)) == before
    assert refused(verbs.undo, day, 1, second(310)) == "undo.nothing"


def test_what_another_window_has_touched_since_cannot_be_taken_back():
    day = hall()
    come(day, "A001")
    called(day, 1, 2)
    do(day, aside.transfer, 1, second(200), service="b")
    do(day, verbs.call_next, 2, second(203))
    assert refused(verbs.undo, day, 1, second(205)) == "undo.changedSince"
    assert day.desk(2).current == "A001"


def test_a_substitute_is_named():
    day = hall()
    do(day, presence.open_window, 1, "王晓燕", minute(1), stands_in_for="李卫东")
    assert (day.desk(1).clerk, day.desk(1).stands_in_for) == ("王晓燕", "李卫东")
    assert day.desk(1) == replace(day.desk(1), undo=None)
