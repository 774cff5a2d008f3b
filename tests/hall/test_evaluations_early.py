"""An evaluation of a number that was not called yet is nobody's: it is kept apart, and the visit is free for its own."""

from datetime import timedelta

import pytest

from hall.server.store import ended, ratings, trail_check
from hall.server.store.order_tables import ledger_review
from hall.server.store.tables import quarantine
from tests.hall.test_evaluations_of_windows import desks, rate  # noqa: F401 - a fixture
from tests.hall.test_evaluations_one import TICKET, body, flags, rows, serve
from tests.hall.test_window_units import called

EARLY = "early-giving-early"


def chosen(room, ago_s, name="giving-early", **more):
    """What the pad of window 3 kept of a number that a citizen chose while the server was away."""
    at = room.clock.at - timedelta(seconds=ago_s)
    told = body(TICKET, room.clock, 5, source="screen", window=3, given_at=at.isoformat(), **more)
    return room.take("ticket.rated", told, name, "p3")


def standing(room):
    return [(row.stars, row.ticket) for row in room.store.read_now(ratings.latest)]


def test_what_was_given_before_the_call_is_set_aside_at_the_end_and_the_citizen_is_asked(desks):  # noqa: F811
    assert chosen(desks, 22, flags=["chosen"]).outcome == "accepted", "the window may have called by itself"
    desks.clock.at += timedelta(seconds=22)
    serve(desks, 1)
    assert standing(desks) == [], "nobody has to wait for the next look"
    [end] = desks.store.read_now(lambda c: ended.last_ends(c, 3, desks.clock.at))
    assert not end.said, "the pad asks"
    assert rate(desks, "p3", 3, stars=1).outcome == "accepted"
    assert standing(desks) == [(1, TICKET)]
    assert {(row.ticket, row.stars) for row in rows(desks)} == {(TICKET, 1), (EARLY, 5)}
    assert (flags(desks), flags(desks, EARLY)) == ([], ["early"])
    assert [row.subject for row in rows(desks, ledger_review)] == [TICKET]
    assert [row.reason for row in rows(desks, quarantine)] == ["rating.early"]
    found = desks.store.read_now(lambda c: trail_check.check(c, [], lambda *_: None))
    assert found.broken is None


@pytest.mark.parametrize(
    ("ago_s", "told", "reason"),
    [(90, ["chosen"], "rating.early"), (30, ["chosen"], ""), (86_400, [], "")],
    ids=["before the call", "clocks differ a little", "asked by the hall, the clock is wrong"],
)
def test_what_comes_after_the_call_is_judged_by_when_it_was_given(desks, ago_s, told, reason):  # noqa: F811
    serve(desks, 1)
    reply = chosen(desks, ago_s, flags=told)
    assert reply.reason == reason
    assert bool(standing(desks)) == (not reason)
    assert rate(desks, "t1", 0, stars=4, name="giving-own").reason == ("" if reason else "rating.already")


def test_a_bad_one_opens_its_order_when_the_window_tells_of_its_own_call(desks):  # noqa: F811
    """Served without the server: the evaluation is heard first, the call afterwards."""
    desks.issue(1, "residence")
    desks.clock.at += timedelta(minutes=10)
    assert rate(desks, "p3", 3, stars=1).outcome == "accepted"
    assert rows(desks, ledger_review) == []
    assert called(desks, 1, "B001").outcome == "accepted"
    assert standing(desks) == [(1, TICKET)]
    assert [row.subject for row in rows(desks, ledger_review)] == [TICKET]
