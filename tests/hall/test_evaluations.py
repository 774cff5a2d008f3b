"""Evaluations with tags and words, from terminals too: one for each ticket, and whose visit it was."""

import json
from datetime import timedelta

import pytest
from pydantic import ValidationError

from hall.assets import load_tags
from hall.contract.bodies import RatedBody
from hall.contract.evaluations import FindVisits
from hall.server.store import ratings, visits
from hall.server.store.help_tables import assisted_work
from hall.server.store.tables import rating
from hall.server.store.times import to_us
from tests.hall.test_window_units import called


@pytest.fixture
def room(file_room):
    """A file: what PostgreSQL could do otherwise is asked in test_evaluations_one."""
    return file_room


def serve(room, n, service="residence", window=3, identity=""):
    room.issue(n, service, identity)
    room.call(window, 10 * n)
    room.finish(window, 10 * n + 1)


def body(room, n, stars=2, **more):
    given = {"tags": ["213"], "tag_set": "national-1", "words": "等了一小时", "source": "terminal"}
    at = (room.clock.at + timedelta(seconds=1)).isoformat()
    return {"ticket": f"ticket-{n:06d}", "stars": stars, "given_at": at} | given | more


def rated(room):
    return room.store.read_now(ratings.latest)


def find(room, **asked):
    return room.store.read_now(
        lambda c: visits.find(c, room.catalogue, FindVisits(**asked), (), room.clock.at)
    ).visits


def test_tags_words_and_where_it_was_given_are_kept_and_the_window_comes_from_the_ticket(room):
    serve(room, 1)
    assert room.take("ticket.rated", body(room, 1), "rating-t1", "t1").outcome == "accepted"
    [row] = rated(room)
    assert (row.stars, row.window, json.loads(row.tags), row.tag_set) == (2, 3, ["213"], "national-1")
    assert (row.words, row.source, row.number) == ("等了一小时", "terminal", "B001")


def test_a_ticket_has_one_evaluation_whatever_else_is_pressed(room):
    serve(room, 1)
    pad = {"ticket": "ticket-000001", "window": 3, "stars": 5, "given_at": room.clock.at.isoformat()}
    assert room.take("ticket.rated", pad, "rating-pad", "w3").outcome == "accepted"
    assert room.take("ticket.rated", body(room, 1), "rating-t1", "t1").reason == "rating.already"
    assert [row.stars for row in rated(room)] == [5]


def test_what_a_terminal_kept_while_window_and_hall_were_apart_counts_once_the_ticket_was_served(room):
    room.issue(1, "residence")
    assert room.take("ticket.rated", body(room, 1), "rating-t1", "t1").outcome == "accepted"
    assert rated(room) == [], "nobody has served it, as far as the hall knows"
    assert called(room, 1, "B001").outcome == "accepted"
    [row] = rated(room)
    assert (row.stars, row.window) == (2, 3)


def test_no_evaluation_is_before_its_visit_or_in_the_future(room):
    for n, wrong in enumerate((timedelta(hours=-30), timedelta(hours=30)), start=1):
        serve(room, n)
        ended = room.clock.at
        late = body(room, n, given_at=(ended + wrong).isoformat())
        assert room.take("ticket.rated", late, f"rating-t{n}", "t1").outcome == "accepted"
        [row] = room.store.read_now(lambda c, n=n: list(c.execute(of_ticket(n))))
        assert to_us(ended - timedelta(seconds=1)) <= row.given_us <= row.received_us


def of_ticket(n):
    return rating.select().where(rating.c.ticket == f"ticket-{n:06d}")


WRONG = {
    "bad without a reason": {"tags": [], "words": "  "},
    "tag of another level": {"stars": 3},
    "twice": {"tags": ["213", "213"]},
    "too long": {"words": "长" * 201},
    "words of nobody": {"stars": None, "tags": [], "words": "没有星"},
    "no code": {"tags": ["21x"]},
}


def test_what_does_not_fit_is_set_aside_and_never_counted(room):
    serve(room, 1)
    for n, (why, wrong) in enumerate(WRONG.items()):
        reply = room.take("ticket.rated", body(room, 1, **{"stars": 2} | wrong), f"rating-t{n}", "t1")
        assert (reply.outcome, reply.reason) == ("quarantined", "body.invalid"), why
        assert rated(room) == [], why


def test_a_pad_of_five_keys_may_say_bad_without_a_reason(room):
    serve(room, 1)
    pad = {"ticket": "ticket-000001", "window": 3, "stars": 1, "given_at": room.clock.at.isoformat()}
    assert room.take("ticket.rated", pad, "rating-pad", "w3").outcome == "accepted"


def test_words_are_in_no_repr(room):
    told = RatedBody.model_validate_json(json.dumps(body(room, 1)))
    assert "一小时" not in repr(told)
    with pytest.raises(ValidationError):
        FindVisits()


def test_a_visit_is_found_by_its_paper_or_by_who_took_it_and_says_whether_it_was_rated(room):
    serve(room, 1, identity="hash-a")
    serve(room, 2, identity="hash-b")
    room.issue(3, "residence", "hash-a")
    assert [one.number for one in find(room, identity="hash-a")] == ["B001"], (
        "served ones, and only one's own"
    )
    [paper] = find(room, ticket="ticket-000003")
    assert (paper.served, paper.rated, paper.window) == (False, False, None)
    room.take("ticket.rated", body(room, 1), "rating-t1", "t1")
    [mine] = find(room, identity="hash-a")
    assert (mine.rated, mine.window) == (True, 3)
    assert find(room, ticket="ticket-000009") == []
    room.clock.at += timedelta(days=7)
    assert find(room, identity="hash-a") == [], "a week later nobody's visits are listed"
    assert find(room, ticket="ticket-000001"), "the paper opens its own"


def test_what_was_given_while_staff_stood_by_is_marked(room):
    serve(room, 1)
    room.take("ticket.rated", body(room, 1, assisted_by="1023"), "rating-t1", "t1")
    [row] = room.store.read_now(lambda c: list(c.execute(assisted_work.select())))
    assert (row.event_id, row.kind, row.unit, row.staff) == ("rating-t1", "ticket.rated", "t1", "1023")


def test_the_national_set_is_whole_and_names_what_it_does_not_know_by_its_code():
    tags = load_tags()
    assert [(one.stars, len(one.tags)) for one in tags.levels] == [(5, 8), (4, 8), (3, 8), (2, 8), (1, 8)]
    assert [one.zh for one in tags.names(["213", "299"])] == ["窗口人员业务不熟练", "299"]
    assert all(tag.name.en for level in tags.levels for tag in level.tags)
