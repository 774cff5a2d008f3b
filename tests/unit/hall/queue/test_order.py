"""Who is next: rights go first, nobody starves, and the reason can be told."""

import pytest

from hall.domain.queue import explain, verbs
from hall.domain.queue.day import Refused
from hall.domain.queue.order import Why
from hall.domain.queue.rules import MOST_JUMPS, Rules
from tests.unit.hall.queue.hall import booked, called, come, do, elder, hall, minute


def test_first_come_first_served():
    day = hall()
    come(day, "A001", 0), come(day, "A002", 1)
    assert called(day, 1, 5) == ("A001", Why.ARRIVAL)
    assert called(day, 1, 6) == ("A002", Why.ARRIVAL)
    assert called(day, 1, 7) == ("", None)


def test_a_window_for_everything_takes_who_came_first_of_any_service():
    day = hall()
    come(day, "B001", 0), come(day, "A001", 1)
    assert called(day, 1, 5)[0] == "A001"
    assert called(day, 3, 5)[0] == "B001"


def test_an_elder_goes_before_who_came_earlier_and_the_reason_is_told():
    day = hall()
    come(day, "A001", 0), elder(day, "A002", 3)
    step = do(day, verbs.call_next, 1, minute(4))
    assert (step.facts[0].why, step.facts[0].passed) == (Why.PRIORITY, "A001")


def test_after_two_who_go_first_the_walk_in_has_the_turn():
    day = hall()
    come(day, "A001", 0), come(day, "A002", 1)
    for number in range(3, 8):
        elder(day, f"A00{number}", number)
    numbers = [called(day, 1, 10 + at) for at in range(6)]
    assert numbers == [
        ("A003", Why.PRIORITY),
        ("A004", Why.PRIORITY),
        ("A001", Why.TURN),
        ("A005", Why.PRIORITY),
        ("A006", Why.PRIORITY),
        ("A002", Why.TURN),
    ]


def test_an_elder_who_came_first_is_never_held_back_for_a_later_walk_in():
    day = hall()
    come(day, "A001", 0), elder(day, "A002", 1), elder(day, "A003", 2), elder(day, "A004", 3)
    come(day, "A005", 4)
    assert [called(day, 1, 10)[0] for _ in range(5)] == ["A002", "A003", "A001", "A004", "A005"]


def test_who_waits_too_long_gets_every_second_call():
    day = hall()
    come(day, "A001", 0), come(day, "A002", 1)
    for number in range(3, 8):
        elder(day, f"A00{number}", 40)
    numbers = [called(day, 1, 50) for _ in range(4)]
    assert numbers == [
        ("A003", Why.PRIORITY),
        ("A001", Why.LONG_WAIT),
        ("A004", Why.PRIORITY),
        ("A002", Why.LONG_WAIT),
    ]


@pytest.mark.parametrize(("at", "first"), [(-1, "A001"), (0, "A002"), (180, "A002"), (181, "A001")])
def test_an_appointment_goes_first_from_an_hour_before_its_slot_to_an_hour_after(at, first):
    day = hall(Rules(longest_wait=minute(600) - minute(0)))
    come(day, "A001", -100), booked(day, "A002", -99, slot=60)
    assert called(day, 1, at)[0] == first


def test_appointments_and_elders_go_by_the_older_claim():
    day = hall()
    come(day, "A001", 0), elder(day, "A002", 20), booked(day, "A003", 5, slot=30)
    assert [called(day, 1, 40)[0] for _ in range(3)] == ["A002", "A003", "A001"]


def test_no_setting_lets_walk_ins_starve():
    with pytest.raises(ValueError, match="walk-in"):
        Rules(jumps=MOST_JUMPS + 1)


def test_the_clerk_may_choose_and_those_passed_are_known():
    day = hall()
    come(day, "A001", 0), come(day, "A002", 1)
    step = do(day, verbs.call_chosen, 1, "A002", minute(5))
    assert (step.facts[0].why, step.facts[0].passed) == (Why.CHOSEN, "A001")
    come(day, "B001", 2)
    for id_, code in [
        ("A002", "ticket.calledElsewhere"),
        ("B001", "ticket.otherWindow"),
        ("X", "ticket.unknown"),
    ]:
        with pytest.raises(Refused) as refused:
            verbs.call_chosen(day, 1, id_, minute(6))
        assert refused.value.code == code


def test_why_was_that_person_before_me():
    day = hall()
    mine = come(day, "A001", 0)
    elder(day, "A002", 3)
    step = do(day, verbs.call_next, 1, minute(4))
    fact = step.facts[0]
    told = explain.Called(fact.ticket.number, 1, minute(4), fact.ticket.place, fact.why, fact.ticket.reason)
    earlier = explain.Called("A000", 2, minute(3), (minute(-9), 0, "A000"), Why.ARRIVAL)
    assert explain.before_me(mine, [earlier, told], minute(9)) == [told]
    assert told.reason == "elder"


def called_before(day, ticket):
    """How many window 1 calls before it, if nobody else comes."""
    trial = day.copy()
    for count in range(100):
        step = verbs.call_next(trial, 1, minute(20))
        trial.take(step)
        if any(one.id == ticket.id for one in step.tickets if one.window):
            return count
    raise AssertionError(ticket)


def test_the_people_ahead_are_those_who_will_be_called_before():
    day = hall()
    first, second_ = come(day, "A001", 0), come(day, "A002", 1)
    elders = [elder(day, f"A0{n}", n) for n in range(11, 16)]
    for one in (first, second_, *elders):
        assert day.ahead(one, minute(20)) == called_before(day, one), one.number
