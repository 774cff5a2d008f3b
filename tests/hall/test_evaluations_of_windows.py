"""A window's box and a pad evaluate what their own window served, and nothing else."""

import pytest
from sqlalchemy import select

from hall.domain.evaluation import giving_id
from hall.server.store import ratings, trail_check
from hall.server.store.order_tables import ledger_review
from hall.server.store.rating_defaults import Silence
from hall.server.store.tables import inbox, quarantine
from tests.hall.conftest import Room
from tests.hall.test_evaluations_one import TICKET, body, flags, rows, serve
from tests.hall.test_papers import PAD


@pytest.fixture
def desks(tmp_path, clock):
    """The box and the pad of window 3."""
    made = Room(tmp_path / "hall", clock)
    settings = made.catalogue.settings
    made.catalogue.settings = settings.model_copy(update={"units": [*settings.units, PAD]})
    yield made
    made.store.close()


def rate(room, unit, window, stars=5, name="", subject=TICKET):
    told = body(subject, room.clock, stars, source="pad", window=window)
    return room.take("ticket.rated", told, name or giving_id(subject, unit), unit)


def test_another_windows_ticket_is_refused_and_its_own_two_units_are_not(desks):
    serve(desks, 1, "social", 1)
    mine = serve(desks, 2)
    for unit, window, reason in (("w3", 3, "rating.otherWindow"), ("p3", 1, "rating.notYours")):
        reply = rate(desks, unit, window)
        assert (reply.outcome, reply.reason) == ("quarantined", reason)
    assert rate(desks, "w3", 0, name="giving-0001").reason == "rating.otherWindow", "it knows its own window"
    assert rate(desks, "p3", 3, subject=mine).outcome == "accepted"
    assert [row.ticket for row in rows(desks)] == [mine]


def test_a_ticket_that_stands_at_another_window_is_refused(desks):
    desks.issue(1, "social")
    desks.call(1, 10)
    assert rate(desks, "p3", 3).reason == "rating.otherWindow"
    assert rate(desks, "t1", 0, name="giving-0002").outcome == "accepted", "a terminal is at no window"


def test_what_came_before_the_hall_knew_better_is_set_aside_and_the_visit_is_free(desks):
    """A pad of window 3 was heard first; the ticket turns out to be window 1's."""
    told = body(TICKET, desks.clock, 1, source="pad", window=3)
    early = lambda: desks.take("ticket.rated", told, giving_id(TICKET, "p3"), "p3")  # noqa: E731
    assert early().outcome == "accepted"
    serve(desks, 1, "social", 1)
    own = rate(desks, "t1", 1, stars=4, name="giving-own")
    assert own.outcome == "accepted", "nobody has to wait for the next look"
    desks.write(Silence(desks.catalogue).look)
    apart = f"elsewhere-{giving_id(TICKET, 'p3')}"
    assert [(row.stars, row.ticket) for row in desks.store.read_now(ratings.latest)] == [(4, TICKET)]
    assert {(row.ticket, row.stars) for row in rows(desks)} == {(TICKET, 4), (apart, 1)}
    assert (flags(desks), flags(desks, apart)) == ([], ["elsewhere"])
    assert [row.subject for row in rows(desks, ledger_review)] == [apart], "somebody was not satisfied"
    assert [row.reason for row in rows(desks, quarantine)] == ["rating.otherWindow"]
    again = early()
    assert (again.outcome, again.reason) == ("quarantined", "rating.otherWindow")
    outcomes = desks.store.read_now(
        lambda c: c.execute(select(inbox.c.outcome).where(inbox.c.unit == "p3")).scalars().all()
    )
    assert outcomes == ["quarantined"]
    found = desks.store.read_now(lambda c: trail_check.check(c, [], lambda *_: None))
    assert found.broken is None
