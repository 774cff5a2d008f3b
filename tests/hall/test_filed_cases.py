"""A full application in the store, on both databases, and over HTTP: all of it kept, promises kept or overdue, whose it is."""

import asyncio
from datetime import timedelta

import pytest

from hall.client import HallClient
from hall.contract.cases import FindCase
from hall.contract.filing import How
from hall.domain.cases.case import Verb
from hall.domain.cases.codes import query_code
from hall.domain.cases.lights import Light
from hall.domain.roles import Role
from hall.server.store import case_book
from hall.server.store.case_book import OPEN, PROMISED
from hall.server.store.filing_tables import case_filing, case_material
from tests.hall.house import http
from tests.hall.test_cases import CARD, Cases, hand_in, press
from tests.hall.test_tokens import bearer, code, make  # noqa: F401 - a fixture
from tests.support.filed import AGENT, filed, hand_in_full, sha

SECRETS = ("张小凡", CARD, "13800001234", AGENT["name"], AGENT["id_number"], "YX-01-0001-2024")


@pytest.fixture
def cases(room):
    made = Cases(room)

    def submit(n, **changed):
        number = f"T1-20261122-K7X-{n:04d}"
        body, files = filed(number, room.clock, **changed)
        room.take("application.submitted", body, f"case-{n:06d}", attachments=[sha(one) for one in files])
        return number

    made.file = submit
    return made


def test_everything_that_came_with_an_application_is_kept(cases):
    kept = cases.one(cases.file(1)).filed
    assert kept.agent["name"] == AGENT["name"]
    assert (kept.guide_version, kept.committed) == ("2026.2", True)
    assert [one.how for one in kept.materials] == [
        How.SCANNED, How.PROMISED, How.COMMITTED, How.LICENCE, How.LEFT_OUT,
    ]  # fmt: skip
    assert len(kept.materials[0].pages) == 2
    assert kept.materials[3].licence == "YX-01-0001-2024"
    assert len({kept.signature, kept.signed, *kept.materials[0].pages}) == 4
    assert not [secret for secret in SECRETS if secret in repr(kept)]


def test_a_case_of_before_has_nothing_more_and_is_shown_all_the_same(cases):
    number = cases.submit(1)
    for table in (case_filing, case_material):
        cases.room.write(lambda tx, table=table: tx.connection.execute(table.delete()))
    (told,) = cases.read(lambda c: case_book.told(c, [cases.one(number)]))
    assert (told.agent, told.materials, told.promised) == ("", [], Light.NONE)


def test_a_promise_is_green_then_yellow_then_red_and_none_once_it_is_kept(cases):
    number = cases.file(1)  # Sunday; promised by Friday
    other = cases.file(2, materials=[])
    assert cases.one(number).promised is Light.GREEN
    assert cases.numbers(PROMISED) == [number]
    cases.room.clock.at += timedelta(days=3)
    assert cases.one(number).promised is Light.YELLOW
    assert number in cases.numbers(OPEN, light="yellow")
    cases.room.clock.at += timedelta(days=3)
    assert cases.one(number).promised is Light.RED
    assert cases.numbers(PROMISED, light="red") == [number]
    assert cases.numbers(OPEN)[0] == number
    cases.do(number, Verb.HAND_IN, material="photo", what=["近期照片"])
    assert cases.one(number).promised is Light.NONE
    assert cases.numbers(PROMISED) == []
    assert set(cases.numbers(OPEN)) == {number, other}


def test_a_promise_that_is_not_kept_outlives_the_end_of_its_case_but_not_a_withdrawal(cases):
    done, gone = cases.file(1), cases.file(2)
    cases.do(done, Verb.ACCEPT, promised=1)
    cases.do(done, Verb.FINISH, result="granted")
    cases.do(gone, Verb.WITHDRAW, reason="申请人撤回")
    assert cases.numbers(PROMISED) == [done]


@pytest.mark.parametrize("until", ["", "2026-02-31"])
def test_a_promise_without_a_day_that_there_is_is_owed_at_once(cases, until):
    number = cases.file(
        1, materials=[{"material": "photo", "name": "照片", "how": "promised", "until": until}]
    )
    cases.room.clock.at += timedelta(days=1)
    assert cases.one(number).promised is Light.RED


# --- over HTTP -----------------------------------------------------------------------------


def test_staff_see_every_material_masked_people_and_which_pages_are_missing(hall):
    with http(hall.url) as client:
        number = hand_in_full(client, hall.clock, 1, late=[1])
        answer = client.get(f"/cases/{number}")
        told = answer.json()
        assert told["agent"] == "李*怡"
        lease, photo = told["materials"][:2]
        assert (lease["how"], len(lease["pages"])) == ("scanned", 2)
        assert lease["missing"] == lease["pages"][1:]
        assert (photo["until"], photo["here"]) == ("2026-11-27", None)
        assert not [secret for secret in SECRETS if secret in answer.text]


def test_a_promise_is_marked_as_handed_in_once_and_its_applicant_reads_it(hall):
    with http(hall.url) as client:
        number = hand_in_full(client, hall.clock, 1)
        asked = {"code": query_code("case-000001")}
        (before,) = client.post("/cases/find", json=asked).json()["cases"]
        assert before["bring_later"] == [{"name": "近期照片", "until": "2026-11-27", "late": False}]
        assert "近期照片" in client.get(f"{hall.url}/c/{asked['code']}", params={"lang": "zh"}).text
        for n in (1, 1):
            told = press(client, number, "hand_in", n, material="photo").json()
            assert (told["promised"], told["materials"][1]["here"]) == ("none", "2026-11-22")
        assert code(press(client, number, "hand_in", 2, material="photo")) == (409, "case.notNow")
        assert code(press(client, number, "hand_in", 3, material="lease")) == (409, "case.notNow")
        (after,) = client.post("/cases/find", json=asked).json()["cases"]
        assert after["bring_later"] == []
        assert after["timeline"][-1]["title"]["zh"] == "已补交：近期照片"
        assert client.get("/cases/log").json() == {"steps": 2, "broken": None}


def test_what_is_overdue_is_said_to_the_terminal_too(hall):
    with http(hall.url) as client:
        hand_in_full(client, hall.clock, 1)
    hall.clock.at += timedelta(days=6)

    async def ask():
        async with HallClient(hall.url, "t1") as terminal:
            return await terminal.find_cases(FindCase(id_number=CARD))

    (told,) = asyncio.run(ask()).cases
    assert [(one.name, one.late) for one in told.bring_later] == [("近期照片", True)]


def test_whose_it_is_is_shown_with_a_reason_and_the_log_says_who_looked(hall):
    with http(hall.url) as client:
        number = hand_in_full(client, hall.clock, 1)
        assert code(press(client, number, "look_up", 1)) == (422, "case.reasonNeeded")
        shown = press(client, number, "look_up", 2, reason="核对电话")
        assert shown.headers["Cache-Control"] == "no-store"
        assert shown.json()["applicant"]["id_number"] == CARD
        assert shown.json()["agent"]["name"] == AGENT["name"]
        steps = client.get(f"/cases/{number}").json()["steps"]
        assert [(one["verb"], one["by"], one["reason"]) for one in steps[1:]] == [
            ("look_up", "李静", "核对电话")
        ]
        (told,) = client.post("/cases/find", json={"id_number": CARD}).json()["cases"]
        assert len(told["timeline"]) == 1


def test_files_are_for_signed_in_staff_and_only_those_of_the_case(hall, make):  # noqa: F811
    with http(hall.url) as client:
        number = hand_in_full(client, hall.clock, 1)
        other = hand_in(client, hall.clock, 2)
        _, files = filed(number, hall.clock)
        window, terminal = (bearer(make(*who)) for who in ((Role.WINDOW, "w3"), (Role.TERMINAL, "t1")))
        kinds = ("image/jpeg", "image/jpeg", "image/png", "text/plain; charset=utf-8")
        for content, kind in zip(files, kinds, strict=True):
            path = f"{hall.url}/console/cases/{number}/files/{sha(content)}"
            answer = client.get(path, headers=window)
            assert (answer.content, answer.headers["Content-Type"]) == (content, kind)
            assert answer.headers["Cache-Control"] == "no-store"
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            assert client.get(path, headers=terminal).status_code == 403
            assert client.get(path).status_code == 401
        path = f"{hall.url}/console/cases/{other}/files/{sha(files[0])}"
        assert code(client.get(path, headers=window)) == (404, "case.noFile")
