"""Waiting times that are told: nothing without experience, the hall's own pace, kept to be measured."""

from datetime import timedelta

from hall.domain.queue import verbs
from hall.server.store.forecast import Forecast
from tests.hall.house import http, ticket, verb


def serve(room, first, count, minutes=4):
    """A clerk at window 2 serves people, each some minutes."""
    for n in range(first, first + count):
        room.issue(n)
        room.call(2, n)
        room.clock.at += timedelta(minutes=minutes)
        room.do(2, 1000 + n, verbs.finish)


def told(room, **more):
    forecast = Forecast(room.catalogue)
    ask = {"first": False} | more
    return room.write(lambda tx: forecast.wait(tx, "social", **ask))


def test_nothing_is_told_until_somebody_was_served(room):
    room.issue(1)
    room.call(2, 1)
    assert told(room) is None


def test_the_wait_follows_the_halls_own_pace_and_the_people_ahead(room):
    serve(room, 1, 5)
    for n in range(10, 14):
        room.issue(n)
    room.call(2, 10)
    wait = told(room)
    assert wait.middle == timedelta(minutes=16)
    assert wait.low < wait.middle < wait.high
    assert told(room, first=True).middle == timedelta(minutes=4)


def test_yesterday_is_known_in_the_morning(room):
    serve(room, 1, 5)
    room.clock.at += timedelta(days=1)
    room.issue(20)
    assert told(room) is None, "no window is open yet"
    room.call(2, 20)
    assert told(room).middle == timedelta(minutes=4)


def test_a_ticket_and_the_catalogue_tell_the_range_and_a_retry_the_same(hall):
    with http(hall.url) as client:
        assert client.post("/tickets", json=ticket(0)).json()["wait"] is None
        client.post("/windows/2/call", json=verb(1))
        hall.clock.at += timedelta(minutes=7)
        client.post("/windows/2/finish", json=verb(2))
        client.post("/tickets", json=ticket(1))
        client.post("/windows/2/call", json=verb(3))
        hall.clock.at += timedelta(seconds=30)
        first = client.post("/tickets", json=ticket(2)).json()
        assert first["wait"] == {"low_min": 4, "high_min": 10}
        assert client.post("/tickets", json=ticket(2)).json()["wait"] == first["wait"]
        services = {one["id"]: one for one in client.get("/hall").json()["services"]}
        assert services["social"]["wait"]["high_min"] > 10
        assert services["business"]["wait"] is None
