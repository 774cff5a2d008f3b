"""Cases in the store, on both databases, and over HTTP: each press once, every step kept, found by card and by code."""

import asyncio
import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from hall.client import HallClient, HallError, HallReason
from hall.contract.cases import FindCase
from hall.domain.cases.case import State, Verb
from hall.domain.cases.codes import query_code
from hall.domain.cases.guessing import MOST
from hall.domain.cases.lights import Light
from hall.domain.privacy import IdNumber
from hall.domain.roles import Role
from hall.server.problems import Refusal
from hall.server.store import case_book, case_log
from hall.server.store.case_book import OPEN, Office, Wish
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import case_key, case_step
from hall.settings import Clerk
from tests.hall.house import SETTINGS, http
from tests.hall.test_tokens import bearer, code, make  # noqa: F401 - a fixture

CARD, OTHER = "11010519491231002X", "110105194912310011"


def application(number, clock, **changed):
    return {
        "number": number,
        "item": "residence-permit",
        "applicant": {"kind": "resident", "name": "张小凡", "id_number": CARD},
        "phone": "13800001234",
        "answers": {},
        "submitted_at": clock.at.isoformat(),
    } | changed


class Cases:
    """A clerk's work on the store's cases."""

    def __init__(self, room):
        self.room, self._ids = room, itertools.count(1)
        self.office = Office(room.catalogue)
        self.clerk = "李静"

    @property
    def today(self):
        return self.room.clock.at.date()

    def submit(self, n, **changed):
        number = f"T1-20261122-K7X-{n:04d}"
        self.room.take(
            "application.submitted", application(number, self.room.clock, **changed), f"case-{n:06d}"
        )
        return number

    def do(self, number, verb, press=None, **body):
        event = press or f"press-{next(self._ids):05d}"

        def op(tx):
            return case_book.take(
                tx,
                self.office,
                number,
                lambda case, item: case_log.Entry(event, case, verb, self.clerk, "", body),
                self.today,
            )

        return self.room.write(op)

    def read(self, query):
        return self.room.store.read_now(query)

    def one(self, number):
        return self.read(lambda c: case_book.require(c, self.office, number, self.today))

    def numbers(self, state=OPEN, light="", words=""):
        found = self.read(lambda c: case_book.listed(c, self.office, Wish(state, light, words), self.today))
        return [one.row.number for one in found]

    def seal(self):
        return self.read(case_log.seal)


@pytest.fixture
def cases(room):
    return Cases(room)


def test_a_case_goes_from_the_terminal_to_its_end_and_each_step_is_kept(cases):
    number = cases.submit(1)
    cases.do(number, Verb.ACCEPT, promised=15, statutory=15)
    cases.do(number, Verb.START)
    cases.do(number, Verb.PAUSE, special="survey")
    assert cases.one(number).clock.stopped
    cases.do(number, Verb.RESUME)
    done = cases.do(number, Verb.FINISH, result="granted")
    assert (done.case.state, done.clock.light) == (State.DONE, Light.GREEN)
    assert [row.verb for row in done.steps] == ["submit", "accept", "start", "pause", "resume", "finish"]
    assert {row.signed_by for row in done.steps[1:]} == {cases.clerk}
    assert cases.numbers() == []
    assert cases.numbers(state="done") == [number]


def test_a_press_that_is_repeated_counts_once_and_never_for_another_case(cases):
    one, other = cases.submit(1), cases.submit(2)
    cases.do(one, Verb.ACCEPT, press="press-same1")
    again = cases.do(one, Verb.ACCEPT, press="press-same1")
    assert len(again.case.steps) == 1
    for number, verb in ((other, Verb.ACCEPT), (one, Verb.START)):
        with pytest.raises(Refusal) as caught:
            cases.do(number, verb, press="press-same1")
        assert caught.value.problem.code == "verb.idReused"
    assert cases.one(other).case.steps == ()


def test_a_refused_step_leaves_nothing(cases):
    number = cases.submit(1)
    before = cases.seal()
    with pytest.raises(Refusal) as caught:
        cases.do(number, Verb.FINISH, result="granted")
    assert caught.value.problem.code == "case.notNow"
    assert cases.seal() == before


def test_the_promise_is_the_one_of_the_day_of_acceptance(cases):
    """A hall file that is changed later changes no case."""
    number = cases.submit(1)
    cases.do(number, Verb.ACCEPT, promised=3)
    assert cases.one(number).clock.now.total == 3


def test_a_step_that_somebody_changed_in_the_tables_is_found(cases):
    number = cases.submit(1)
    cases.do(number, Verb.ACCEPT, promised=3)
    cases.submit(2)
    assert cases.seal().model_dump() == {"steps": 3, "broken": None}
    forge = update(case_step).where(case_step.c.seq == 2).values(signed_by="别人")
    cases.room.write(lambda tx: tx.connection.execute(forge))
    assert cases.seal().broken == 2


def test_the_list_has_the_most_urgent_first_and_misses_no_open_case(cases):
    slow, quick, late = cases.submit(1), cases.submit(2), cases.submit(3)
    cases.do(slow, Verb.ACCEPT, promised=15)
    cases.do(quick, Verb.ACCEPT, promised=3)
    cases.do(late, Verb.ACCEPT, promised=1)
    cases.room.clock.at += timedelta(days=3)  # Wednesday: two working days are used
    assert cases.numbers() == [late, quick, slow]
    assert cases.numbers(light="red") == [late]
    assert cases.numbers(light="yellow") == [quick]
    assert cases.numbers(state="", words="0003") == [late]
    assert cases.numbers(state="", words="%") == []


def test_a_card_finds_its_own_cases_and_a_code_its_one(cases):
    cases.submit(1)
    cases.submit(2, applicant={"kind": "resident", "name": "李明", "id_number": OTHER})
    keyed = lambda number: IdNumber(number).keyed(b"key")  # noqa: E731

    def found(**asked):
        wanted = FindCase(**asked)
        if not cases.read(case_book.is_indexed):
            cases.room.write(lambda tx: case_book.index(tx, keyed))
        identity = keyed(wanted.id_number)
        rows = cases.read(lambda c: case_book.find(c, cases.office, wanted, identity, cases.today))
        return [one.row.number[-4:] for one in rows]

    assert found(id_number=CARD) == ["0001"]
    cases.submit(3)
    assert found(id_number=CARD) == ["0003", "0001"]
    assert found(code=query_code("case-000002")) == ["0002"]
    assert found(code="T1-20261122-K7X-0002") == []


def test_no_plain_id_number_is_in_what_cards_are_found_by(cases):
    cases.submit(1)
    cases.room.write(lambda tx: case_book.index(tx, lambda number: IdNumber(number).keyed(b"key")))
    rows = cases.read(lambda c: c.execute(select(case_key)).all())
    assert CARD not in repr(rows)


# --- over HTTP -----------------------------------------------------------------------------


def hand_in(client, clock, n, **changed):
    item = {
        "event_id": f"case-{n:06d}",
        "kind": "application.submitted",
        "stream": f"t1:{n}",
        "occurred_at": clock.at.isoformat(),
        "body": application(f"T1-20261122-K7X-{n:04d}", clock, **changed),
        "attachments": [],
    }
    answer = client.post("/transactions", json={"unit": "t1", "items": [item]})
    assert answer.json()["items"][0]["outcome"] == "accepted", answer.text
    return f"T1-20261122-K7X-{n:04d}"


def press(client, number, verb, n, by="李静", **body):
    return client.post(f"/cases/{number}/{verb}", json={"event_id": f"press-{n:05d}", "by": by, **body})


def test_what_is_told_to_the_applicant_says_what_to_bring_until_when_and_masks_the_name(hall):
    with http(hall.url) as client:
        number = hand_in(client, hall.clock, 1)
        asked = {"what": "户口簿复印件\n 近期照片 \n\n", "until": "2026-11-30"}
        assert press(client, number, "ask", 1, **asked).json()["state"] == "correcting"
        answer = client.post("/cases/find", json={"id_number": CARD.lower()})
        (told,) = answer.json()["cases"]
        assert told["bring"] == ["户口簿复印件", "近期照片"]
        assert told["light"] == "yellow", "not green while something has to be done"
        assert "11月30日" in told["do"]["zh"]
        assert told["applicant"] == "张*凡"
        assert [one["kind"] for one in told["notices"]] == ["corrections"]
        for secret in ("张小凡", CARD, "13800001234"):
            assert secret not in answer.text
            assert secret not in client.get("/cases").text
            assert secret not in client.get(f"/cases/{number}").text


def test_a_step_is_signed_by_a_clerk_of_the_hall_by_name_or_number():
    clerks = [Clerk(id="1021", name="李静")]
    office = Office(Catalogue(SETTINGS.model_copy(update={"clerks": clerks})))
    assert office.signature("1021") == office.signature(" 李静 ") == "李静"
    with pytest.raises(Refusal) as caught:
        office.signature("没有这个人")
    assert caught.value.problem.code == "clerk.unknown"
    assert Office(Catalogue(SETTINGS)).signature("谁都可以") == "谁都可以"


def test_whoever_guesses_codes_is_told_to_wait_and_cards_still_work(hall):
    with http(hall.url) as client:
        hand_in(client, hall.clock, 1)
        right = {"code": query_code("case-000001")}
        for n in range(MOST):
            wrong = client.post("/cases/find", json={"code": f"ABCDE2345{chr(65 + n)}".replace("I", "Z")})
            assert (wrong.status_code, wrong.json()["code"]) == (404, "case.noneForCode")
        tired = client.post("/cases/find", json=right)
        assert (tired.status_code, tired.json()["code"]) == (429, "case.guessing")
        assert int(tired.headers["Retry-After"]) > 500
        assert client.post("/cases/find", json={"id_number": CARD}).json()["cases"]


def test_clerks_take_steps_supervisors_extend_and_a_terminal_only_asks(hall, make):  # noqa: F811
    with http(hall.url) as client:
        number = hand_in(client, hall.clock, 1)
        window, staff, terminal = (
            bearer(make(role, unit))
            for role, unit in ((Role.WINDOW, "w3"), (Role.STAFF, "staff"), (Role.TERMINAL, "t1"))
        )
        body = {"event_id": "press-00001", "by": "李静"}
        more = {"event_id": "press-00002", "by": "李静", "days": 5, "reason": "案情复杂"}
        assert code(client.post(f"/cases/{number}/accept", json=body, headers=terminal)) == (
            403,
            "token.notAllowed",
        )
        assert client.post(f"/cases/{number}/accept", json=body, headers=window).status_code == 200
        assert code(client.post(f"/cases/{number}/extend", json=more, headers=window)) == (
            403,
            "token.notAllowed",
        )
        assert client.post(f"/cases/{number}/extend", json=more, headers=staff).json()["now"]["total"] == 20
        assert client.post("/cases/find", json={"id_number": CARD}, headers=terminal).status_code == 200
        assert code(client.get("/cases", headers=terminal)) == (403, "token.notAllowed")
        assert client.get("/cases/log", headers=staff).json() == {"steps": 3, "broken": None}
        steps = client.get(f"/cases/{number}", headers=window).json()["steps"]
        assert [step["verb"] for step in steps] == ["submit", "accept", "extend"]


def test_a_phone_with_the_receipts_link_sees_the_case_and_with_a_wrong_one_kind_words(hall):
    with http(hall.url) as client:
        number = hand_in(client, hall.clock, 1)
        press(client, number, "accept", 1)
        base = hall.url
        page = client.get(f"{base}/c/{query_code('case-000001')}", params={"lang": "zh"})
        assert page.status_code == 200
        assert "已受理" in page.text
        assert "正常" in page.text
        assert "张*凡" in page.text
        assert "张小凡" not in page.text
        wrong = client.get(f"{base}/c/ABCDE23456", params={"lang": "zh"})
        assert wrong.status_code == 404
        assert "没有这个查询码的办件" in wrong.text
        assert client.get(f"{base}/c/{number}", params={"lang": "zh"}).status_code == 404


def test_the_terminals_client_finds_and_says_why_not(hall):
    with http(hall.url) as client:
        number = hand_in(client, hall.clock, 1)

    async def ask(**asked):
        async with HallClient(hall.url, "t1") as terminal:
            return await terminal.find_cases(FindCase(**asked))

    assert [one.number for one in asyncio.run(ask(id_number=CARD)).cases] == [number]
    assert [one.number for one in asyncio.run(ask(code=query_code("case-000001"))).cases] == [number]
    assert asyncio.run(ask(id_number=OTHER)).cases == []
    with pytest.raises(HallError) as caught:
        asyncio.run(ask(code="ABCDE23456"))
    assert (caught.value.reason, caught.value.problem.code) == (HallReason.REFUSED, "case.noneForCode")


def test_phones_that_share_an_address_are_not_locked_out_by_one_of_them(hall):
    with http(hall.url) as client:
        hand_in(client, hall.clock, 1)
        for n in range(MOST + 2):
            assert client.get(f"{hall.url}/c/ABCDE2345{'23456789AB'[n]}").status_code == 404
        assert client.get(f"{hall.url}/c/{query_code('case-000001')}").status_code == 200
