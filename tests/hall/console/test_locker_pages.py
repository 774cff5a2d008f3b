"""Lockers at the console and on phones: what is put where, the codes staff need, the slip, and one code for everything."""

from hall.contract.pickup import LockerWord
from hall.domain.cases.codes import query_code
from hall.domain.pickup.parcel import State
from tests.hall.console.look import Page
from tests.hall.test_cases import hand_in, press

DOORS = LockerWord(
    columns=2,
    doors=[{"door": n, "state": "jammed" if n == 3 else "closed"} for n in range(1, 5)],
).model_dump(mode="json")


def moved(clerk, id_, what, n=1):
    at = clerk.hall.clock.at.isoformat()
    door = clerk.api.get(f"/parcels/{id_}").json()["door"]
    body = {"parcel": id_, "door": door, "what": what, "how": "staff", "at": at}
    item = {"event_id": f"moved-{n:06d}", "kind": "parcel.moved", "stream": "t1:p", "occurred_at": at}
    sent = {"unit": "t1", "items": [item | {"body": body, "attachments": []}]}
    assert clerk.api.post("/transactions", json=sent).json()["items"][0]["outcome"] == "accepted"


def put(clerk, id_, **asked):
    clerk.api.put("/units/t1/doors", json=DOORS)
    wanted = {"event_id": id_, "unit": "t1", "by": "李静", **asked}
    answer = clerk.api.post("/parcels", json=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


def page(clerk, path, lang="zh"):
    answer = clerk.web.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def test_the_doors_are_shown_as_they_are_and_a_free_one_takes_something(clerk):
    assert "还没有报告" in page(clerk, "/console/lockers").text("lockers")
    told = put(clerk, "parcel-000001", what="营业执照正本", name="张小凡", id_number="11010519491231002X")
    shown = page(clerk, "/console/lockers")
    assert {id_ for id_ in shown.buttons if id_.startswith("door-")} == {"door-t1-2", "door-t1-4"}
    assert "坏" in shown.text("lockers")
    assert ("张*凡" in shown.text("parcels"), "张小凡" in shown.html) == (True, False)
    one = page(clerk, "/console/lockers/parcels/parcel-000001")
    assert told["staff_code"][:3] in one.text("parcel")
    assert "Deposit code" in page(clerk, "/console/lockers/parcels/parcel-000001", "en").text("parcel")
    assert "没有取件单" in page(clerk, "/console/lockers/parcels/parcel-000001/slip").html
    form = page(clerk, "/console/lockers/form?unit=t1&door=2")
    assert "2 号门" in form.html


def test_a_finished_case_is_offered_put_in_and_the_receipts_code_shows_the_door(clerk):
    number = hand_in(clerk.api, clerk.hall.clock, 301)
    press(clerk.api, number, "accept", 301)
    press(clerk.api, number, "finish", 302, result="granted")
    assert number in page(clerk, "/console/lockers/form").html
    put(clerk, "parcel-000002", case=number)
    assert number not in page(clerk, "/console/lockers/form").html
    moved(clerk, "parcel-000002", "laid_in")
    event_id = clerk.api.get(f"/cases/{number}").json()["event_id"]
    receipt = f"/c/{query_code(event_id)}"
    code = clerk.api.get("/parcels/parcel-000002").json()["code"]
    shown = page(clerk, receipt).html
    assert "可以来取了" in shown
    assert f"/p/{code}" in shown
    phone = page(clerk, f"/p/{code}")
    assert "号门" in phone.html
    assert "<svg" in phone.html
    assert "<svg" in page(clerk, "/console/lockers/parcels/parcel-000002/slip").html
    moved(clerk, "parcel-000002", "taken", 2)
    assert "已经取走" in page(clerk, f"/p/{code}").html
    assert code not in page(clerk, receipt).html
    assert clerk.api.get(f"/cases/{number}").json()["state"] == "picked_up"
    assert clerk.api.get("/parcels", params={"which": "all"}).json()["parcels"][0]["state"] == State.TAKEN


def test_guessing_codes_on_a_phone_ends_after_a_while(clerk):
    answers = [clerk.web.get("/p/K7XM4PQ29?lang=zh") for _ in range(61)]
    assert [answers[0].status_code, answers[60].status_code] == [404, 429]
    assert "没有这个取件码" in answers[0].text
