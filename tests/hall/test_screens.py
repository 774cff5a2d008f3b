"""What screens, phones and units tell the server, over HTTP: calls shown and spoken, units, notices, positions."""

import asyncio
from datetime import timedelta

import pytest

from hall.contract.messages import Notice
from hall.contract.screens import Part, UnitStatus
from hall.server.store import notices, shown
from hall.server.store.units import Roster
from tests.hall.house import SETTINGS, house, http, ticket, verb


@pytest.fixture
def api(hall):
    with http(hall.url) as client:
        yield client


def ok(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer, status, code):
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def notice(id_, clock, **more):
    return {"id": id_, "title": {"zh": "停电检修", "en": "Power cut"}, "since": clock.at.isoformat()} | more


def test_the_first_screen_that_showed_a_call_is_kept(hall, api):
    ok(api.post("/tickets", json=ticket(1)))
    seq = ok(api.post("/windows/1/call", json=verb(1)))["seq"]
    assert ok(api.get("/calls"))["calls"][0]["shown_at"] is None
    ok(api.post("/acks", json={"unit": "board", "shown": [seq, seq, 1, 10**9]}))
    ok(api.post("/acks", json={"unit": "d1", "shown": [seq], "spoken": [seq]}))
    ok(api.post("/acks", json={"unit": "board", "shown": [seq], "spoken": [seq]}))
    (call,) = ok(api.get("/calls"))["calls"]
    assert (call["number"], call["shown_by"], call["spoken_by"]) == ("A001", "board", "d1")
    assert call["at"] < call["shown_at"] < call["spoken_at"]
    refused(api.post("/acks", json={"unit": "nobody", "shown": [seq]}), 404, "unit.unknown")


def test_fifty_screens_that_show_one_call_cost_one_write(hall, api, monkeypatch):
    ok(api.post("/tickets", json=ticket(1)))
    seq = ok(api.post("/windows/1/call", json=verb(1)))["seq"]
    writes, note = [], shown.note
    monkeypatch.setattr(shown, "note", lambda *what: (writes.append(what), note(*what)))
    for _ in range(50):
        ok(api.post("/acks", json={"unit": "board", "shown": [seq]}))
    assert len(writes) == 1


def told(api, unit):
    return next(one for one in ok(api.get("/units"))["units"] if one["unit"] == unit)


def tell(api, level="ok", code="", backlog=0):
    parts = [{"name": "ticket_printer", "level": level, "code": code}]
    ok(api.put("/units/d1", json={"unit": "d1", "parts": parts, "backlog": backlog}))


def test_a_units_paper_is_low_since_it_was_first_told(hall, api):
    tell(api)
    hall.clock.at += timedelta(seconds=30)
    tell(api, "low", "paper.low")
    began = told(api, "d1")["parts"][0]["since"]
    for _ in range(3):
        hall.clock.at += timedelta(seconds=30)
        tell(api, "low", "paper.low")
    unit = told(api, "d1")
    assert (unit["away"], unit["parts"][0]["level"], unit["parts"][0]["since"]) == (False, "low", began)
    refused(api.put("/units/x9", json={"unit": "x9"}), 404, "unit.unknown")
    refused(api.put("/units/d1", json={"unit": "t1"}), 422, "unit.otherName")


def test_a_silent_unit_is_away_and_one_that_never_spoke_has_no_time(hall, api):
    tell(api)
    hall.clock.at += timedelta(seconds=89)
    assert not told(api, "d1")["away"]
    assert told(api, "t1")["at"] is None
    hall.clock.at += timedelta(seconds=2)
    assert told(api, "d1")["away"]
    tell(api)
    assert not told(api, "d1")["away"]


def test_after_a_restart_a_unit_is_known_and_gets_its_time_to_speak(tmp_path, clock):
    with house(tmp_path / "hall", clock) as hall, http(hall.url) as api:
        tell(api, "low", "paper.low", backlog=3)
        clock.at += timedelta(seconds=39)
        tell(api, "low", "paper.low", backlog=3)  # the same again: not written down yet
        before = told(api, "d1")["parts"]
    clock.at += timedelta(seconds=80)
    with house(tmp_path / "hall", clock) as hall, http(hall.url) as api:
        unit = told(api, "d1")
        assert (unit["away"], unit["backlog"], unit["parts"]) == (False, 3, before)
        clock.at += timedelta(seconds=95)
        assert told(api, "d1")["away"]
        tell(api, "out", "paper.out")
        assert told(api, "d1")["parts"][0]["since"] > before[0]["since"]


def test_a_notice_is_on_the_boards_until_its_time(hall, api):
    until = (hall.clock.at + timedelta(minutes=10)).isoformat()
    wanted = notice("notice-01", hall.clock, until=until)
    ok(api.put("/notices/notice-01", json=wanted))
    ok(api.put("/notices/notice-01", json=wanted))  # the same again tells the boards nothing
    kinds = [one.kind for one in hall.store.live.since(0)]
    assert kinds == ["hall.notices"]
    assert [one["id"] for one in ok(api.get("/board"))["notices"]] == ["notice-01"]
    hall.clock.at += timedelta(minutes=10)
    assert ok(api.get("/board"))["notices"] == ok(api.get("/notices"))["notices"] == []


def test_an_emergency_is_taken_down_and_the_boards_are_told(hall, api):
    ok(api.put("/notices/alarm-01", json=notice("alarm-01", hall.clock, kind="emergency")))
    assert ok(api.get("/board"))["notices"][0]["kind"] == "emergency"
    for _ in range(2):
        ok(api.delete("/notices/alarm-01"))
    assert ok(api.get("/board"))["notices"] == []
    assert [one.kind for one in hall.store.live.since(0)] == ["hall.notices"] * 2


def test_a_notice_waits_for_its_time_but_not_for_a_clock_that_runs_ahead(hall, api):
    later = notice("notice-01", hall.clock, since=(hall.clock.at + timedelta(hours=1)).isoformat())
    ahead = notice("notice-02", hall.clock, since=(hall.clock.at + timedelta(seconds=40)).isoformat())
    alarm = later | {"id": "alarm-001", "kind": "emergency"}  # from a PC whose clock is an hour ahead
    for one in (later, ahead, alarm):
        ok(api.put(f"/notices/{one['id']}", json=one))
    assert {one["id"] for one in ok(api.get("/board"))["notices"]} == {"notice-02", "alarm-001"}
    hall.clock.at += timedelta(hours=1)
    assert len(ok(api.get("/board"))["notices"]) == 3


def test_a_notice_that_nobody_could_read_is_refused(hall, api):
    for change, code in (
        ({"title": {"zh": " ", "en": "Only English"}}, "notice.empty"),
        ({"title": {"zh": "长" * 61, "en": ""}}, "notice.tooLong"),
        ({"until": "2026-11-22T03:00:00Z"}, "notice.over"),
        ({"id": "notice-99"}, "notice.otherId"),
    ):
        wanted = notice("notice-01", hall.clock) | change
        refused(api.put("/notices/notice-01", json=wanted), 422, code)
    assert ok(api.get("/notices"))["notices"] == []


def position(api, n):
    return ok(api.get(f"/tickets/ticket-{n:06d}/position"))


def test_a_phone_sees_its_place_and_nothing_of_the_person(hall, api):
    for n in (1, 2, 3):
        ok(api.post("/tickets", json=ticket(n, identity=f"hash-{n}")))
    ok(api.post("/windows/2/open", json=verb(1)))
    place = position(api, 3)
    assert place.pop("at")
    assert place == {
        "number": "A003",
        "service": "social",
        "state": "waiting",
        "ahead": 2,
        "wait": None,
        "windows": [2],
        "window": None,
    }
    ok(api.post("/windows/2/call", json=verb(2)))
    assert (position(api, 3)["ahead"], position(api, 1)["state"], position(api, 1)["window"]) == (
        1,
        "called",
        2,
    )
    hall.clock.at += timedelta(minutes=8)
    ok(api.post("/windows/2/finish", json=verb(3)))
    assert position(api, 3)["wait"]["high_min"] >= 8
    refused(api.get("/tickets/ticket-000009/position"), 404, "ticket.unknown")
    hall.clock.at += timedelta(days=1)
    refused(api.get("/tickets/ticket-000003/position"), 410, "ticket.dayOver")


def test_a_verb_is_about_the_ticket_that_its_clerk_sees(hall, api):
    for n in (1, 2):
        ok(api.post("/tickets", json=ticket(n)))
    ok(api.post("/windows/1/call", json=verb(1) | {"expects": ""}))
    again = verb(2) | {"expects": ""}
    refused(api.post("/windows/1/call", json=again), 409, "ticket.notThisOne")  # the keypad was quicker
    finish = verb(3) | {"expects": "ticket-000001"}
    done = ok(api.post("/windows/1/finish", json=finish))
    ok(api.post("/windows/1/call", json=verb(4)))
    assert (
        ok(api.post("/windows/1/finish", json=finish)) == done
    )  # its repeat, though another ticket is there
    late = api.post("/windows/1/no_show", json=verb(5) | {"expects": "ticket-000001"})
    refused(late, 409, "ticket.notThisOne")
    assert late.json()["what"]["zh"].startswith("1 号窗口上现在是：A002")
    assert position(api, 2)["state"] == "called"


def test_the_board_lists_who_was_missed_newest_first_until_they_come_back(hall, api):
    for n in (1, 2):
        ok(api.post("/tickets", json=ticket(n)))
        for step, name in enumerate(("call", "recall")):
            ok(api.post(f"/windows/1/{name}", json=verb(10 * n + step)))
        hall.clock.at += timedelta(seconds=20)
        ok(api.post("/windows/1/no_show", json=verb(10 * n + 5)))
    assert ok(api.get("/board"))["missed"] == ["A002", "A001"]
    ok(api.post("/tickets/ticket-000001/return", json=verb(50)))
    assert ok(api.get("/board"))["missed"] == ["A002"]


def test_every_unit_of_the_hall_file_is_listed(hall, api):
    assert [one["unit"] for one in ok(api.get("/units"))["units"]] == [one.id for one in SETTINGS.units]


def test_the_first_screen_stays_the_first_for_a_second_server_too(room):
    room.issue(1)
    seq = room.call(1, 1).seq
    for unit in ("board", "d1"):
        room.write(lambda tx: shown.note(tx, unit, [seq], [seq] if unit == "d1" else []))  # noqa: B023 - done at once
    (call,) = room.store.read_now(lambda c: shown.latest(c, "2026-11-22"))
    assert (call.shown_by, call.spoken_by) == ("board", "d1")


def test_either_database_keeps_notices_and_units(room):
    def put(id_, **more):
        one = Notice.model_validate(notice(id_, room.clock) | more)
        room.write(lambda tx: notices.put(tx, one))

    put("notice-01")
    put("notice-01", title={"zh": "改期", "en": ""})
    put("notice-02", until=(room.clock.at + timedelta(minutes=1)).isoformat())
    room.write(lambda tx: notices.take_down(tx, "notice-03"))
    room.clock.at += timedelta(minutes=1)
    found = room.store.read_now(lambda c: notices.standing(c, room.clock.at))
    assert [(one.id, one.title.zh) for one in found] == [("notice-01", "改期")]
    roster = Roster(room.store, SETTINGS, room.clock)
    for code in ("", "paper.low", "paper.low"):
        part = Part(name="ticket_printer", level="low" if code else "ok", code=code)
        asyncio.run(roster.note(UnitStatus(unit="d1", parts=[part])))
        room.clock.at += timedelta(seconds=60)
    other = Roster(room.store, SETTINGS, room.clock)  # of another server: it has the table alone
    for one in (roster, other):
        units = room.store.read_now(lambda c: one.units(c, room.clock.at)).units  # noqa: B023 - read at once
        (part,) = next(unit for unit in units if unit.unit == "d1").parts
        assert (part.code, room.clock.at - part.since > timedelta(seconds=100)) == ("paper.low", True)
