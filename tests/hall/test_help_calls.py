"""Calls for help over the API, and the code by which staff prove that they stand at the terminal."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from hall.server.store.help_calls import TRIES
from hall.server.store.help_tables import assistance, help_call
from tests.hall.house import http

CALL = {"event_id": "help-call-1", "unit": "t1", "page": "services"}


@pytest.fixture
def api(hall):
    with http(hall.url) as client:
        yield client


def press(api, verb, n=1, call="help-call-1", **more):
    return api.post(f"/help/{call}/{verb}", json={"event_id": f"help-press-{n}", **more})


def code_of(hall):
    return hall.read(lambda c: c.execute(select(help_call.c.code)).scalar_one())


def assist(api, code, staff="1023", n=1):
    body = {"event_id": f"assist-{n:04d}", "unit": "t1", "staff": staff, "code": code}
    return api.post("/help/help-call-1/assist", json=body)


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def test_one_press_is_one_call_that_one_answers_and_the_terminal_is_told(hall, api):
    for _ in range(2):
        assert api.post("/help", json=CALL).json()["state"] == "calling"
    [one] = api.get("/help").json()["calls"]
    assert (one["unit"], one["page"]) == ("t1", "services")
    assert press(api, "answer", by="1023").json()["state"] == "coming"
    assert press(api, "answer", by="1023").status_code == 200, "the same press again"
    late = press(api, "answer", 2)
    assert (late.status_code, late.json()["code"]) == (409, "help.answered")
    assert "1023" in late.json()["what"]["zh"]
    told = api.get("/help/help-call-1").json()
    assert (told["state"], told["answered_by"]) == ("coming", "1023")
    assert "code" not in told
    assert api.post("/help/help-call-1/end", json={"unit": "t1"}).json()["state"] == "ended"
    assert press(api, "answer", 3).json()["code"] == "help.over"


def test_a_new_call_of_a_unit_ends_the_one_before(api):
    api.post("/help", json=CALL)
    api.post("/help", json=CALL | {"event_id": "help-call-2"})
    assert [one["state"] for one in api.get("/help").json()["calls"]] == ["calling", "ended"]


def test_a_call_is_its_units_own_and_what_was_typed_is_no_page(api):
    api.post("/help", json=CALL)
    assert api.post("/help/help-call-1/end", json={"unit": "d1"}).json()["code"] == "help.otherUnit"
    assert api.post("/help", json=CALL | {"event_id": "help-call-3", "page": "张三 138"}).status_code == 422
    assert press(api, "answer", call="help-call-9").json()["code"] == "help.unknown"


def test_the_code_opens_once_and_only_within_two_minutes(hall, api):
    api.post("/help", json=CALL)
    assert assist(api, "123456").json()["code"] == "help.notAnswered"
    press(api, "answer", by="1023")
    code = code_of(hall)
    assert re.fullmatch(r"\d{6}", code)
    assert assist(api, wrong(code)).json()["code"] == "help.wrongCode"
    assert assist(api, code).status_code == 200
    assert assist(api, code).json()["code"] == "help.wrongCode", "it is used up"
    press(api, "code", 2)
    code = code_of(hall)
    hall.clock.at += timedelta(minutes=2, seconds=1)
    assert assist(api, code).json()["code"] == "help.wrongCode"


def test_nobody_finds_the_code_by_trying(hall, api):
    api.post("/help", json=CALL)
    press(api, "answer", by="1023")
    code = code_of(hall)
    for _ in range(TRIES):
        assist(api, wrong(code))
    assert assist(api, code).json()["code"] == "help.wrongCode"


def test_who_helped_where_and_how_long_stays_and_nobody_ends_anothers(room):
    begun = {"staff": "1023", "how": "code", "call": "help-call-1", "begun_at": room.clock.at.isoformat()}
    assert room.take("assist.begun", begun, "assist-0001", "t1").outcome == "accepted"
    ended = {"assist": "assist-0001", "ended_at": (room.clock.at + timedelta(seconds=0)).isoformat()}
    assert room.take("assist.ended", ended, "assist-0001-x", "d1").reason == "assist.unknown"
    assert room.take("assist.ended", ended, "assist-0001-e", "t1").outcome == "accepted"
    [row] = room.store.read_now(lambda c: list(c.execute(assistance.select())))
    assert (row.staff, row.unit, row.how, row.ended_us is not None) == ("1023", "t1", "code", True)
