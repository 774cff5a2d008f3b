"""What citizens told the hall: it comes once, is answered by a date, and no step of it is ever lost or unsigned."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from hall.contract.ledger import LedgerStep
from hall.domain.cases.lights import Light
from hall.domain.ledger.entry import State, Step, Verb
from hall.server.problems import Refusal
from hall.server.store import ledger
from hall.server.store.tables import ledger_step
from tests.hall.house import http

NUMBER = "T1-20261123-K7X-0001"
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)


def body(number=NUMBER, **changed):
    return {
        "number": number,
        "kind": "unsolved",
        "words": "三号窗口跑了三趟",
        "applicant": None,
        "phone": "13800001234",
        "due": "2026-11-26",
        "submitted_at": MONDAY.isoformat(),
        **changed,
    }


def tell(room, n=1, **changed):
    return room.take("ledger.submitted", body(**changed), f"told-{n:06d}", unit="t1")


def do(room, n, verb, by="李敏", **more):
    def op(tx):
        ledger.act(tx, NUMBER, f"step-{n:06d}", Step(verb, tx.now, by, **more))

    room.write(op)


def day(room, at=None):
    return ledger.day_at(room.catalogue, at or room.clock.at)


def told(room, at=None):
    return room.store.read_now(lambda c: ledger.told(c, NUMBER, day(room, at)))


def listed(room, at=None, *, unfinished=True):
    return room.store.read_now(lambda c: ledger.listed(c, day(room, at), ledger.Wish(unfinished=unfinished)))


def test_what_was_told_comes_once_however_often_it_is_sent(room):
    assert tell(room).outcome == "accepted"
    assert tell(room).outcome == "duplicate"
    assert tell(room, 2).reason == "ledger.numberTaken"
    assert [one.number for one in listed(room).entries] == [NUMBER]


def test_an_entry_goes_from_hand_to_hand_and_each_step_stays_signed_and_timed(room):
    room.clock.at = MONDAY
    tell(room)
    with pytest.raises(Refusal, match=r"^ledger.notAnswered$"):
        do(room, 1, Verb.CLOSE)
    do(room, 2, Verb.ASSIGN, to="社保科")
    do(room, 3, Verb.ANSWER, text="已补办,当场告知")
    do(room, 4, Verb.ASSIGN, to="综合科")
    assert (told(room).state, told(room).assignee) == (State.ASSIGNED, "综合科")
    do(room, 5, Verb.ANSWER, by="王强", text="电话已回")
    do(room, 6, Verb.CLOSE)
    with pytest.raises(Refusal, match=r"^ledger.closed$"):
        do(room, 7, Verb.ANSWER, text="再答一次")
    entry = told(room)
    assert [(step.verb, step.by) for step in entry.steps] == [
        (Verb.ASSIGN, "李敏"),
        (Verb.ANSWER, "李敏"),
        (Verb.ASSIGN, "李敏"),
        (Verb.ANSWER, "王强"),
        (Verb.CLOSE, "李敏"),
    ]
    assert all(step.at - MONDAY < timedelta(minutes=1) for step in entry.steps)
    assert (entry.state, entry.light, entry.verbs, entry.broken_at) == (State.CLOSED, Light.GREEN, [], None)
    assert listed(room).entries == []
    assert [one.number for one in listed(room, unfinished=False).entries] == [NUMBER]


def test_a_press_that_is_repeated_counts_once(room):
    tell(room)
    do(room, 1, Verb.ASSIGN, to="社保科")
    do(room, 1, Verb.ASSIGN, to="社保科")
    assert len(told(room).steps) == 1
    with pytest.raises(Refusal, match=r"^verb.idReused$"):
        do(room, 1, Verb.ANSWER, text="好了")


@pytest.mark.parametrize(
    ("verb", "more", "code"),
    [
        (Verb.ASSIGN, {"to": "社保科", "by": " "}, "ledger.unsigned"),
        (Verb.ASSIGN, {"to": ""}, "ledger.nobody"),
        (Verb.ANSWER, {"text": " "}, "ledger.noWords"),
    ],
)
def test_a_step_without_what_it_needs_is_not_taken(file_room, verb, more, code):
    tell(file_room)
    with pytest.raises(Refusal, match=f"^{code}$"):
        do(file_room, 1, verb, **more)
    assert told(file_room).steps == []


def test_lights_follow_the_deadline_and_the_overdue_come_first(room):
    room.clock.at = MONDAY
    tell(room)
    tell(room, 2, number="T1-20261123-K7X-0002", due="2026-12-14", kind="suggestion")
    on = [listed(room, MONDAY + timedelta(days=days)) for days in (0, 2, 3, 4)]
    assert [(one.entries[0].light, one.entries[0].left, one.overdue) for one in on] == [
        (Light.GREEN, 3, 0),
        (Light.YELLOW, 1, 0),
        (Light.YELLOW, 0, 0),
        (Light.RED, -1, 1),
    ]
    assert [one.number[-1] for one in on[0].entries] == ["1", "2"]
    do(room, 1, Verb.ANSWER, text="好了")
    assert [one.number[-1] for one in listed(room).entries] == ["2", "1"]


def test_a_step_that_somebody_changed_in_the_tables_is_told(room):
    tell(room)
    do(room, 1, Verb.ASSIGN, to="社保科")
    do(room, 2, Verb.ANSWER, text="好了")
    change = update(ledger_step).where(ledger_step.c.seq == 1)
    row = '{"verb": "assign", "at": "2026-11-23T02:00:00+00:00", "by": "别人", "to": "社保科", "text": ""}'
    room.write(lambda tx: tx.connection.execute(change.values(content=row)) and None)
    assert told(room).broken_at == 1


def test_staff_see_whom_to_answer_masked_until_somebody_signs_for_it(hall):
    item = {
        "event_id": "told-000001",
        "kind": "ledger.submitted",
        "stream": "t1:told-000001",
        "occurred_at": MONDAY.isoformat(),
        "body": body(),
        "attachments": [],
    }
    with http(hall.url) as client:
        assert client.post("/transactions", json={"unit": "t1", "items": [item]}).is_success
        assert client.get(f"/ledger/{NUMBER}").json()["phone"] == "138****1234"
        page = f"{hall.url}/console/ledger/{NUMBER}"
        assert "13800001234" not in client.get(page).text
        asked = LedgerStep(event_id="step-000001", by="李敏").model_dump()
        assert client.post(f"/ledger/{NUMBER}/look_up", json=asked).json() == {
            "name": "",
            "phone": "13800001234",
        }
        shown = client.get(page).text
        assert "13800001234" in shown
        assert "看了联系方式" in shown
        assert "138****1234" in client.get(f"{hall.url}/v1/ledger/{NUMBER}").text
        assert "办不成事" in client.get(f"{hall.url}/console/ledger?lang=zh").text
        assert client.get("/ledger/T1-0000").json()["code"] == "ledger.unknown"
