"""Who was served last at a window, as its pad asks: those that stand, by the server's clock, for that window alone."""

from datetime import timedelta

from hall.domain.evaluation import silence_id
from hall.domain.queue import verbs
from hall.server.store.ended import last_ends


def ends(room, window=3, **more):
    return room.store.read_now(lambda c: last_ends(c, window, room.clock.now(), **more))


def test_the_last_ends_that_stand_are_told_oldest_first_with_how_long_ago(room):
    for n in range(1, 8):
        room.issue(n, "residence")
        room.call(3, n)
    room.clock.at += timedelta(seconds=40)
    room.finish(3, 20)
    assert [one.number for one in ends(room)] == ["B003", "B004", "B005", "B006", "B007"]
    assert [one.number for one in ends(room, most=1)] == ["B007"]
    told = ends(room)
    assert told[-1].ago_s < 1 < 40 <= told[-2].ago_s < 42
    assert ends(room, window=1) == []
    room.do(3, 21, verbs.undo)
    assert [one.number for one in ends(room)] == ["B003", "B004", "B005", "B006"], "it is at the window again"


def test_what_was_answered_is_said_and_another_days_ends_are_nobodys(file_room):
    file_room.issue(1, "residence")
    file_room.call(3, 1)
    file_room.finish(3, 2)
    body = {"ticket": "ticket-000001", "window": 3, "stars": None, "source": "pad"}
    assert not ends(file_room)[0].said
    body["given_at"] = file_room.clock.now().isoformat()
    assert file_room.take("ticket.rated", body, silence_id("ticket-000001", "w3"), "w3").outcome == "accepted"
    assert ends(file_room)[0].said
    file_room.clock.at += timedelta(days=1)
    assert ends(file_room) == []
