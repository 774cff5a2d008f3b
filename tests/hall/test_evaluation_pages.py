"""The pages that take evaluations, over HTTP: the window's sign, links, a tablet's token, what staff see and print."""

import asyncio
import csv
import io
import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from hall.contract.evaluations import FindVisits, Source
from hall.domain.cases.codes import query_code
from hall.domain.phones import keyed
from hall.domain.roles import Role
from hall.server.gate import COOKIE
from hall.server.problems import Refusal
from hall.server.rating_links import Links
from hall.server.store import phones, ratings
from hall.server.store.phone_tables import ticket_phone
from hall.server.store.rating_tables import rating_about
from hall.settings.evaluation import EvaluationRules
from tests.hall.house import NOON, SETTINGS, House, http
from tests.hall.test_cases import CARD, application
from tests.hall.test_tokens import bearer, make  # noqa: F401 - a fixture

TICKET = "ticket-000001"
PHONE = "13800001234"


@pytest.fixture
def web(hall):
    with httpx.Client(base_url=hall.url, timeout=20, trust_env=False) as client:
        yield client


def serve(hall, subject=TICKET, **more):
    with http(hall.url) as api:
        asked = {"event_id": subject, "service": "residence", "unit": "t1", "identity": ""}
        number = api.post("/tickets", json=asked | more).json()["number"]
        for verb in ("call", "finish"):
            assert (
                api.post(f"/windows/3/{verb}", json={"event_id": f"press-{verb}-{subject}"}).status_code
                == 200
            )
    return number


def apply(hall, subject="case-000001", number="T1-20261122-0001"):
    item = {
        "event_id": subject,
        "kind": "application.submitted",
        "stream": f"t1:{subject}",
        "occurred_at": hall.clock.at.isoformat(),
        "body": application(number, hall.clock, phone=PHONE),
    }
    with http(hall.url) as api:
        [reply] = api.post("/transactions", json={"unit": "t1", "items": [item]}).json()["items"]
    assert reply["outcome"] == "accepted", reply
    return number


def kept(hall):
    return [(row.stars, row.source, row.number) for row in hall.read(ratings.latest)]


def ask(web, number, phone, window=3):
    return web.post(f"/sign/{window}", data={"number": number, "phone": phone})


def test_the_sign_asks_for_the_number_and_the_phone_left_with_it_and_a_number_alone_opens_nothing(hall, web):
    walk_in, number = serve(hall), apply(hall)
    assert ask(web, walk_in, PHONE).status_code == 404, "the hall knows no phone of it"
    page = web.get("/sign/3?lang=zh").text
    assert "当时留的手机号" in page
    for wrong in ("", "13800001235", "1380000"):
        refused = ask(web, number, wrong)
        assert refused.status_code == 404
        assert "没有找到这个号码和手机号对应的" in refused.text
    assert PHONE not in ask(web, "T1-20261122-0009", PHONE).text, "a phone is not shown again"
    found = ask(web, f" {number.lower()} ", "+86 138-0000-1234")
    assert (found.status_code, found.headers["location"][:4]) == (303, "/r/s")
    form = web.get(found.headers["location"].split("?")[0] + "?stars=3&lang=zh").text
    press = re.search(r'name="press" value="([^"]+)"', form)[1]
    web.post(found.headers["location"], data={"press": press, "stars": "3", "words": "可以"})
    assert kept(hall) == [(3, "sign", number)]
    [about] = hall.read(lambda c: c.execute(select(rating_about)).all())
    assert (about.kind, about.item, about.service, about.case_number) == (
        "case",
        "residence-permit",
        "residence",
        number,
    )


def test_guessing_phones_is_slow(hall, web):
    number = apply(hall)
    for n in range(8):
        assert ask(web, number, f"1380000{n:04d}").status_code == 404
    assert ask(web, number, PHONE).status_code == 429


def test_a_bookings_number_opens_its_visit_with_the_phone_of_the_booking(hall, web):
    hall.clock.at += timedelta(days=1)  # a Monday, noon
    begin = hall.clock.at.replace(hour=6, minute=0, second=0, microsecond=0)
    with http(hall.url) as api:
        wish = {"service": "residence", "begin": begin.isoformat(), "name": "张小凡", "phone": PHONE}
        asked = {"event_id": "booking-0001", "bookings": [wish]}
        [made] = api.post("/appointments", json=asked).json()["results"]
    hall.clock.at = begin
    number = serve(hall, appointment=made["appointment"]["code"])
    assert ask(web, number, "13800001235").status_code == 404
    assert ask(web, number, PHONE, window=2).status_code == 404
    assert ask(web, number, PHONE).status_code == 303


def test_a_number_taken_by_phone_opens_with_it_and_the_hall_keeps_no_phone(hall, web):
    number = serve(hall)
    with http(hall.url) as api:
        keys = [bytes.fromhex(api.get(f"/units/{unit}/phone_key").json()["key"]) for unit in ("t1", "d1")]
        assert keys[0] != keys[1]
        for unit, key in zip(("d1", "t1"), reversed(keys), strict=True):
            item = {
                "event_id": f"phone-of-{unit}",
                "kind": "ticket.phone",
                "stream": f"{unit}:{TICKET}",
                "occurred_at": hall.clock.at.isoformat(),
                "body": {"ticket": TICKET, "phone": keyed(PHONE, key)},
            }
            [reply] = api.post("/transactions", json={"unit": unit, "items": [item]}).json()["items"]
            assert reply["outcome"] == ("accepted" if unit == "t1" else "quarantined"), "its own numbers"
    assert ask(web, number, "13800001235").status_code == 404
    assert ask(web, number, PHONE, window=2).status_code == 404
    assert ask(web, number, "138 0000 1234").status_code == 303
    hall.clock.at += timedelta(days=8, minutes=1)
    asyncio.run(hall.store.write(phones.forget))
    assert hall.read(lambda c: c.execute(select(ticket_phone)).all()) == []


def test_a_link_cannot_be_changed_and_ends_and_so_does_the_tickets_own_page(hall, web):
    serve(hall)
    with http(hall.url) as api:
        made = api.post(f"/visits/{TICKET}/link").json()
        assert api.post("/visits/ticket-000099/link").json()["code"] == "ticket.unknown"
    token = made["url"].rpartition("/")[2]
    assert web.get(f"/r/{token}").status_code == 200
    for wrong in (
        token.replace("000001", "000002"),
        token[:-1] + "a",
        "l" + token[1:].replace(token[1:7], "799999"),
        "x",
    ):
        if wrong != token:
            assert web.get(f"/r/{wrong}").status_code == 404
    hall.clock.at += timedelta(days=2)
    own = web.get(f"/t/{TICKET}?lang=en").headers["location"]
    assert own.startswith("/r/p"), "the ticket's page of another day leads to its evaluation"
    hall.clock.at += timedelta(days=29)
    assert web.get(f"/r/{token}").status_code == 410
    over = web.get(f"/t/{TICKET}")
    assert over.status_code == 410, "the ticket's own page ends with it"


def test_links_are_the_halls_own():
    class Key:
        def __init__(self, secret):
            self.derived = lambda purpose: secret

    mine, other = (Links(Key(secret), "https://hall.example", 5) for secret in (b"a" * 32, b"b" * 32))
    token = mine.token(TICKET, Source.LINK, NOON)
    assert mine.open(token, NOON).source is Source.LINK
    with pytest.raises(Refusal):
        other.open(token, NOON)


def test_a_tablet_needs_its_windows_token_once_and_keeps_it_out_of_the_address(hall, web, make):  # noqa: F811
    window = make(Role.WINDOW, "w3")
    serve_as = bearer(make(Role.STAFF, "office"))
    with http(hall.url) as api:
        assert api.get("/hall", headers=serve_as).status_code == 200
    html = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}
    assert web.get("/pad/3", headers=html).headers["location"].startswith("/console/sign-in")
    entered = web.get(f"/pad/3?token={window.token}", headers=html)
    assert (entered.status_code, entered.headers["location"]) == (303, "/pad/3")
    assert COOKIE in entered.headers["set-cookie"]
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert web.get("/pad/3", headers=html).status_code == 200
    assert web.get("/pad/2", headers=html).status_code == 403
    refused = web.post("/pad/2/rate", json={"press": "press-0001", "ticket": TICKET, "stars": 5})
    assert refused.json()["code"] == "token.otherWindow"
    web.cookies.clear()
    assert (
        web.post("/pad/3/rate", json={"press": "press-0001", "ticket": TICKET, "stars": 5}).status_code == 401
    )


def test_staff_find_links_and_signs_for_the_printer(hall, web):
    serve(hall)
    number = apply(hall)
    found = web.get("/console/ratings/links.csv?lang=zh")
    rows = list(csv.reader(io.StringIO(found.text.lstrip("\ufeff"))))
    assert {row[0] for row in rows[1:]} == {"B001", number}
    assert PHONE not in found.text
    link = rows[1][-1].rpartition("/")[2]
    assert web.get(f"/r/{link}").status_code == 200
    assert "/console/signs/3" in web.get("/console/signs?lang=zh").text
    sign = web.get("/console/signs/3")
    assert "3 号窗口" in sign.text
    assert "<svg" in sign.text
    assert "A4 portrait" in sign.text
    assert "script" not in sign.headers["content-security-policy"]


def test_a_layout_that_is_not_there_is_told(tmp_path, clock):
    settings = SETTINGS.model_copy(update={"evaluation": EvaluationRules(sign="province")})
    hall = House(tmp_path / "hall", clock, 0, settings)
    try:
        with httpx.Client(base_url=hall.url, timeout=20, trust_env=False) as client:
            answer = client.get("/console/signs/3", headers={"Accept": "application/json"})
            assert answer.json()["code"] == "rating.noTemplate"
    finally:
        hall.stop()


def test_ones_own_applications_are_found_by_card_or_by_the_receipts_code(hall):
    serve(hall, identity="hash-of-me")
    number = apply(hall)
    with http(hall.url) as api:

        def find(**asked):
            answer = api.post("/visits/find", json=FindVisits(**asked).model_dump())
            return [(one["kind"], one["number"], one["rated"]) for one in answer.json().get("visits", [])]

        assert find(code=query_code("case-000001")) == [("case", number, False)]
        both = find(identity="hash-of-me", id_number=CARD)
        assert sorted(both) == [("case", number, False), ("ticket", "B001", False)]
        assert find(id_number="110105194912310011") == []
        assert api.post("/visits/find", json={"code": "AAAAAAAAAA"}).json()["code"] == "case.noneForCode"
        link = api.post("/visits/case-000001/link").json()["url"].rpartition("/")[2]
        with httpx.Client(base_url=hall.url, timeout=20, trust_env=False) as web:
            form = web.get(f"/r/{link}?stars=5").text
            press = re.search(r'name="press" value="([^"]+)"', form)[1]
            web.post(f"/r/{link}", data={"press": press, "stars": "5"})
        assert find(code=query_code("case-000001")) == [("case", number, True)]
        hall.clock.at += timedelta(days=7)
        assert find(id_number=CARD) == []
        assert find(code=query_code("case-000001")), "the receipt opens its own at any time"
