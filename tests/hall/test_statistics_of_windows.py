"""Statistics by window on either database, through the real verbs: numbers that came back, calls without the server."""

from datetime import timedelta

from hall.domain.queue import aside
from hall.domain.statistics.report import By, Collector
from hall.server.store import windows
from hall.server.store.statistics import day_record
from hall.server.store.times import to_us

DATE = "2026-11-22"


def by_window(room):
    """Figures by window, of today as it is now."""
    collector, now_us = Collector(By.WINDOW), to_us(room.clock.at)
    room.store.read_now(lambda c: collector.add(day_record(c, DATE, DATE, now_us)))
    return collector.report().groups


def later(room, minutes):
    room.clock.at += timedelta(minutes=minutes)


def test_a_number_that_came_back_is_its_windows_and_one_that_never_was_called_is_nobodys(room):
    room.issue(1, "residence")
    room.issue(2, "residence")
    later(room, 4)
    room.call(3, 1)
    room.recall(3, 2)
    later(room, 1)
    room.do(3, 3, aside.no_show)
    later(room, 5)
    room.write(lambda tx: windows.of_citizen(tx, "return", "press-000001", "ticket-000001"))
    groups = by_window(room)
    assert {key: (one.tickets, one.open, one.returns) for key, one in groups.items()} == {
        "3": (1, 1, 1),
        "": (1, 1, 0),
    }
    assert groups["3"].wait.max_s == 4 * 60


def test_a_missed_call_without_the_server_has_its_own_wait(room):
    """Taken at 12:00, called by window 3 alone at 12:06, missed at 12:09, told at 12:20."""
    room.issue(1, "residence")
    taken = room.clock.at
    later(room, 20)
    body = {
        "ticket": "ticket-000001",
        "number": "B001",
        "window": 3,
        "called_at": (taken + timedelta(minutes=6)).isoformat(),
        "ended_at": (taken + timedelta(minutes=9)).isoformat(),
        "outcome": "no_show",
    }
    assert room.take("ticket.called_locally", body, "local-call-1", "w3").outcome == "accepted"
    [(key, figures)] = by_window(room).items()
    assert (key, figures.no_show, figures.wait.max_s) == ("3", 1, 6 * 60)
