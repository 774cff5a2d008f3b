"""Proposals to staff: made once, done with one press, logged, measured; and nothing is proposed that nobody needs."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from hall.contract.tides import AcceptRequest, DismissRequest
from hall.domain.queue import presence
from hall.domain.queue.day import Refused
from hall.domain.queue.desk import Presence
from hall.server.console.offers import Bench, offers
from hall.server.console.words import speeches
from hall.server.lookout import Lookout
from hall.server.problems import Refusal
from hall.server.store import day_book, tides
from hall.server.tide_words import as_told
from tests.hall.hours import application, clerk, hours, rooms, settings
from tests.hall.house import HandClock

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Nine in the morning in China, a Monday."""
HELPFUL = {2: {"at_need": ["residence"]}}


@pytest.fixture
def make(tmp_path):
    with rooms(tmp_path, NINE) as build:
        yield build


def refused(code):
    return pytest.raises(Refusal, match=f"^{code}$")


def at(room, minutes):
    room.clock.at = NINE + timedelta(minutes=minutes)


def crowd(room, many=11, first=0, service="residence"):
    for n in range(many):
        room.issue(first + n, service)


def opened(room, *windows):
    for number in windows:
        room.do(number, 900 + number, presence.open_window, "")


def accept(room, row, n=1, by="值班长"):
    asked = AcceptRequest(event_id=f"press-{n:06d}", by=by)
    return room.write(lambda tx: tides.accept(tx, row.id, asked))


def dismiss(room, row, n=1, reason="人手不够"):
    asked = DismissRequest(event_id=f"press-{n:06d}", by="值班长", reason=reason)
    return room.write(lambda tx: tides.dismiss(tx, row.id, asked))


def desk(room, number):
    return room.write(lambda tx: tx.day.desk(number))


def pressed(room):
    """Eleven people wait for the residence window and two windows are at work on other things."""
    opened(room, 2, 3)
    crowd(room)
    room.look()
    at(room, 6)
    [row] = room.look()
    return row


def test_a_lasting_crowd_is_proposed_once_and_one_press_helps(make):
    room = make(windows=HELPFUL)
    row = pressed(room)
    assert (row.kind, row.window, row.service, row.opens, row.waiting) == ("help", 2, "residence", 0, 11)
    assert room.look()[0].id == row.id, "looked at again, it is the same one"
    told = as_told(room.catalogue, row)
    assert told.text.zh == "户籍证件有 11 人等候，最久 5 分钟：提议 2 号窗口也办户籍证件。"
    accept(room, row)
    assert "residence" in desk(room, 2).services
    assert room.call(2, 1).ticket.number == "B001"
    assert [one.kind for one in room.events()][-2:] == ["window.services", "ticket.called"]


def test_two_servers_propose_it_once(make):
    room = make(windows=HELPFUL)
    other = Lookout(room.catalogue)
    opened(room, 2, 3)
    crowd(room)
    for minutes in (0, 3, 6, 7):
        at(room, minutes)
        room.look()
        room.write(other.look)
    assert len(room.standing()) == 1


def test_a_server_that_has_just_started_does_not_take_the_proposal_back(make):
    room = make(windows=HELPFUL)
    row = pressed(room)
    room.lookout = Lookout(room.catalogue)
    assert [one.id for one in room.look()] == [row.id]


def test_a_repeated_press_does_it_once_and_a_second_one_hears_by_whom(make):
    room = make(windows=HELPFUL)
    row = pressed(room)
    first = accept(room, row)
    assert accept(room, row) == first
    with refused("tide.over") as caught:
        accept(room, row, 2)
    assert "值班长" in caught.value.problem.what.zh
    assert [one.kind for one in room.events()].count("window.services") == 1


def test_its_effect_is_measured_half_an_hour_later(make):
    room = make(windows=HELPFUL)
    accept(room, pressed(room))
    for n in range(8):
        room.call(2, n)
    at(room, 40)
    room.look()
    [row] = room.store.read_now(lambda c: tides.past(c, "2026-11-23"))
    effect = as_told(room.catalogue, row).effect
    assert (effect.waiting, effect.longest_min, effect.after_waiting) == (11, 5, 3)
    assert effect.after_longest_min == 39


def test_once_the_crowd_is_gone_the_window_goes_back(make):
    room = make(windows=HELPFUL)
    accept(room, pressed(room))
    for n in range(11):
        room.call(2, n)
    at(room, 40)
    [row] = room.look()
    assert (row.kind, row.window, row.service) == ("back", 2, "residence")
    accept(room, row, 2)
    assert desk(room, 2).services == {"social"}
    assert room.look() == []


def test_a_crowd_that_went_by_itself_leaves_no_proposal(make):
    room = make(windows=HELPFUL)
    row = pressed(room)
    for n in range(5):
        room.call(3, n)
    assert room.look() == []
    with refused("tide.over"):
        accept(room, row)


def test_a_dismissed_proposal_is_not_made_again_for_a_while(make):
    room = make(windows=HELPFUL)
    dismiss(room, pressed(room))
    at(room, 20)
    assert room.look() == []
    at(room, 37)
    assert [one.kind for one in room.look()] == ["help"]
    [row] = room.store.read_now(lambda c: tides.past(c, "2026-11-23"))
    assert (row.decided_by, row.reason) == ("值班长", "人手不够")


def test_a_closed_window_is_opened_for_it(make):
    room = make()
    opened(room, 3)
    crowd(room)
    room.look()
    at(room, 6)
    [row] = room.look()
    assert (row.window, row.opens) == (1, 1)
    accept(room, row)
    assert desk(room, 1).presence is Presence.OPEN


def test_a_window_outside_its_hours_is_not_sent_for(make):
    room = make(hours=hours("08:00-18:00"), windows={1: {"hours": hours("13:00-18:00")}, 2: {"at_need": []}})
    opened(room, 2, 3, 4)
    crowd(room)
    room.look()
    at(room, 6)
    assert room.look() == []


def test_a_window_beyond_its_hours_may_serve_on_and_what_it_did_is_kept(make):
    room = make(hours=hours("08:00-12:00"))
    opened(room, 1, 2, 3, 4)
    for number in (1, 2, 4):
        room.do(number, number, presence.close)
    crowd(room, 3)
    at(room, 185)
    assert room.look()[0].kind == "ended"
    assert room.call(3, 11).ticket.number == "B001", "nobody is sent away at the stroke of twelve"
    room.call(3, 12)
    at(room, 200)
    [row] = room.look()
    with refused("window.busy"):
        accept(room, row)
    room.finish(3, 13)
    accept(room, row, 2)
    assert desk(room, 3).presence is Presence.CLOSED
    room.look()
    [row] = room.store.read_now(lambda c: tides.past(c, "2026-11-23"))
    assert row.served == 2


def test_a_substitute_is_proposed_and_stands_in(make):
    staff = [clerk("c1", "张芳"), clerk("c2", "李强", "c1")]
    room = make(clerks=staff, windows={2: {"clerks": ["c1"]}})
    room.do(2, 1, presence.open_window, "张芳")
    room.do(2, 2, presence.pause, "meal")
    assert room.look() == []
    at(room, 11)
    [row] = room.look()
    assert (row.kind, row.who) == ("substitute", "李强")
    accept(room, row)
    now = desk(room, 2)
    assert (now.presence, now.clerk, now.stands_in_for) == (Presence.OPEN, "李强", "张芳")


def test_few_numbers_left_are_told_once_a_day(make):
    room = make(services={"social": {"cap": 5, "cap_warning": 2}})
    crowd(room, 3, service="social")
    [row] = room.look()
    assert as_told(room.catalogue, row).text.zh == "社会保险今天只剩 2 个号。"
    with refused("tide.onlyTold"):
        accept(room, row)
    dismiss(room, row, reason="知道了")
    crowd(room, 1, 10, service="social")
    assert room.look() == []


def test_yesterdays_proposals_are_over(make):
    room = make(windows=HELPFUL)
    pressed(room)
    at(room, 24 * 60)
    assert room.look() == []


def test_a_call_opens_no_window_that_is_opened_by_name(make):
    staff = [clerk("c1", "张芳"), clerk("c2", "李强", "c1")]
    room = make(clerks=staff, windows={2: {"clerks": ["c1"]}})
    room.issue(1)
    with pytest.raises(Refusal, match=r"^clerk\.needed$") as refused:
        room.call(2, 1)
    assert "张芳、李强" in refused.value.problem.do.zh
    day = room.store.read_now(lambda c: day_book.load(c, room.catalogue, "2026-11-23"))
    here = Bench(day, day.desk(2), room.clock.at, speeches(room.catalogue)["zh"])
    assert "张芳、李强" in offers(here)[0].why
    with pytest.raises(Refused, match=r"^clerk\.needed$"):
        room.catalogue.clerks.admit(day.desk(2), "", "")
    assert room.call(1, 2).ticket.number == "A001"  # nobody's window opens with the call


def test_over_http_a_clerk_is_checked_and_a_proposal_pressed(tmp_path):
    staff = [clerk("c1", "张芳"), clerk("c2", "李强", "c1"), clerk("c3", "陈静")]
    made = settings(clerks=staff, windows={2: {"clerks": ["c1"]}})
    clock = HandClock(NINE)
    app, client = application(tmp_path / "hall", clock, made)

    async def day():
        async with client:
            wrong = await client.post("/windows/2/open", json={"event_id": "open-000001", "clerk": "c3"})
            assert wrong.json()["code"] == "clerk.otherWindow"
            assert "张芳、李强" in wrong.json()["do"]["zh"]
            right = await client.post("/windows/2/open", json={"event_id": "open-000002", "clerk": "c2"})
            assert right.status_code == 200
            state = (await client.get("/windows/2")).json()
            assert (state["clerk"], state["stands_in_for"]) == ("李强", "张芳")
            assert (await client.get("/tides")).json() == {"open": [], "past": []}
            nothing = await client.post("/tides/nothing/accept", json={"event_id": "press-000001"})
            assert nothing.json()["code"] == "tide.unknown"

    try:
        asyncio.run(day())
    finally:
        app.state.store.close()
