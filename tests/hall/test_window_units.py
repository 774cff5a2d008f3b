"""What window units tell afterwards: calls without the server, and evaluations."""

from datetime import timedelta

import pytest

from hall.contract.screens import Rating
from hall.server.problems import Refusal
from hall.server.store import ratings, why, windows
from hall.server.store.statistics import day_record
from hall.server.store.tables import quarantine, rating
from hall.server.store.times import to_us

DATE = "2026-11-22"


def called(room, n, number, outcome="done", window=3, unit="w3", event="local-call-1"):
    at = room.clock.at
    body = {
        "ticket": f"ticket-{n:06d}",
        "number": number,
        "window": window,
        "called_at": (at - timedelta(minutes=9)).isoformat(),
        "ended_at": None if outcome == "serving" else (at - timedelta(minutes=2)).isoformat(),
        "outcome": outcome,
    }
    return room.take("ticket.called_locally", body, event, unit)


def state(room, n):
    return next(one for one in room.tickets() if one.event_id == f"ticket-{n:06d}")


def rate(room, n, stars=5, event="rating-one", window=3):
    given = Rating(event_id=event, window=window, stars=stars, given_at=room.clock.at)
    return room.write(lambda tx: ratings.put(tx, f"ticket-{n:06d}", given))


@pytest.mark.parametrize(
    ("outcome", "now"), [("done", "done"), ("no_show", "no_show"), ("serving", "serving")]
)
def test_a_call_without_the_server_is_taken_in_with_its_times(room, outcome, now):
    room.issue(1, "residence")
    assert called(room, 1, "B001", outcome).outcome == "accepted"
    one = state(room, 1)
    assert (one.state, one.window) == (now, 3)
    [call] = [event for event in room.events() if event.kind.startswith("ticket.called")]
    assert (call.kind, call.window) == ("ticket.called_alone", 3), "nobody is called a second time"
    assert room.clock.at - call.at >= timedelta(minutes=9), "when it was really called"


def test_a_call_without_the_server_answers_why_somebody_was_before(room):
    room.issue(1, "residence")
    room.issue(2, "residence")
    room.clock.at += timedelta(minutes=20)
    called(room, 2, "B002")
    told = room.store.read_now(lambda c: why.why(c, room.catalogue, "ticket-000001", room.clock.at))
    assert [(one.number, one.window, one.why) for one in told.before] == [("B002", 3, "alone")]


def test_who_came_back_after_a_call_without_the_server_had_two_calls(room):
    """Called alone 9 minutes ago and missed 2 minutes ago; back now, called by the server 4 minutes later."""
    room.issue(1, "residence")
    room.clock.at += timedelta(minutes=20)
    now_us = to_us(room.clock.at)
    called(room, 1, "B001", "no_show")
    room.write(lambda tx: windows.of_citizen(tx, "return", "press-000001", "ticket-000001"))
    room.clock.at += timedelta(minutes=4)
    room.call(3, 1)
    read = lambda c: [*day_record(c, DATE, DATE, now_us).visits]  # noqa: E731
    [day] = [one.course for one in room.store.read_now(read)]
    assert [(one.window, one.end_us is None) for one in day.stays] == [(3, False), (3, True)]
    first, _ = day.stays
    assert round((first.end_us - first.start_us) / 60_000_000) == 7


def test_who_is_still_there_goes_on_at_that_window(room):
    room.issue(1, "residence")
    called(room, 1, "B001", "serving")
    assert room.finish(3, 1).ticket.number == "B001"


def test_who_stood_there_when_the_server_went_away_is_finished_afterwards(room):
    room.issue(1, "residence")
    room.call(3, 1)
    assert called(room, 1, "B001").outcome == "accepted"
    assert state(room, 1).state == "done"
    assert room.call(3, 2).ticket is None, "the window is free"


def test_a_ticket_that_was_called_elsewhere_meanwhile_is_kept_for_a_person_to_look_at(room):
    room.issue(1, "residence")
    room.call(1, 1)
    told = called(room, 1, "B001")
    assert (told.outcome, told.reason) == ("quarantined", "ticket.calledElsewhere")
    assert state(room, 1).window == 1
    (kept,) = room.store.read_now(lambda c: list(c.execute(quarantine.select())))
    assert kept.reason == "ticket.calledElsewhere"


def test_a_ticket_that_was_done_elsewhere_stays_as_it_is(room):
    room.issue(1, "residence")
    room.call(1, 1)
    room.finish(1, 2)
    assert called(room, 1, "B001").reason == "ticket.notWaiting"


def test_told_twice_it_counts_once(room):
    room.issue(1, "residence")
    called(room, 1, "B001")
    room.clock.at -= timedelta(milliseconds=3)
    events = len(room.events())
    room.take("ticket.called_locally", {}, "local-call-1", "w3")
    assert len(room.events()) == events


def test_a_unit_tells_of_its_own_window_only(room):
    room.issue(1, "residence")
    assert called(room, 1, "B001", window=1).reason == "local.otherWindow"
    assert called(room, 1, "B001", unit="t1", event="local-call-2").reason == "local.otherWindow"


def test_the_other_number_on_the_paper_is_told(room):
    room.issue(1, "residence")
    assert called(room, 1, "B002").reason == "ticket.numberDiffers"


def test_yesterdays_call_is_taken_in_after_midnight(room):
    room.issue(1, "residence")
    room.clock.at += timedelta(hours=13)
    assert called(room, 1, "B001").outcome == "accepted"
    assert state(room, 1).state == "done"


def test_a_ticket_is_evaluated_once_and_the_first_stands(room):
    room.issue(1, "residence")
    room.call(3, 1)
    with pytest.raises(Refusal) as early:
        rate(room, 1)
    assert early.value.problem.code == "rating.notServed"
    room.finish(3, 2)
    with pytest.raises(Refusal) as elsewhere:
        rate(room, 1, window=2)
    assert elsewhere.value.problem.code == "rating.otherWindow"
    rate(room, 1)
    rate(room, 1)
    with pytest.raises(Refusal) as again:
        ratings.accepted(rate(room, 1, stars=1, event="rating-two"))
    assert again.value.problem.code == "rating.already"
    rows = room.store.read_now(lambda c: list(c.execute(rating.select())))
    assert [(row.ticket, row.stars) for row in rows] == [("ticket-000001", 5)]


@pytest.mark.parametrize("wrong_by", [timedelta(hours=-3), timedelta(hours=3)])
def test_a_pad_with_a_wrong_clock_loses_no_evaluation_and_no_visit_is_rated_before_its_end(room, wrong_by):
    room.issue(1, "residence")
    room.call(3, 1)
    room.finish(3, 2)
    ended = room.clock.at
    room.clock.at += timedelta(seconds=20)
    given = Rating(event_id="rating-one", window=3, stars=4, given_at=ended + wrong_by)
    room.write(lambda tx: ratings.put(tx, "ticket-000001", given))
    [row] = room.store.read_now(lambda c: list(c.execute(rating.select())))
    assert to_us(ended) <= row.given_us <= row.received_us


def test_who_did_not_rate_is_kept_as_not_rated(room):
    room.issue(1, "residence")
    room.call(3, 1)
    room.finish(3, 2)
    body = {"ticket": "ticket-000001", "window": 3, "stars": None, "given_at": room.clock.at.isoformat()}
    assert room.take("ticket.rated", body, "rating-none", "w3").outcome == "accepted"
    assert room.take("ticket.rated", {**body, "stars": 5}, "rating-late", "w3").outcome == "accepted"
    assert room.take("ticket.rated", body, "rating-none-2", "w3").outcome == "accepted"
    rows = room.store.read_now(lambda c: list(c.execute(rating.select())))
    assert [row.stars for row in rows] == [5], "silence is in nobody's way, and takes nothing back"
