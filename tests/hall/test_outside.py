"""Services outside the hall, against their twin over real HTTP: right answers, and every wrong one told as such."""

import asyncio
import hashlib
import itertools
import logging
from datetime import timedelta

import httpx
import pytest

from hall.client import HallClient, HallError, HallReason
from hall.contract import outside
from hall.contract.licences import LicenceAnswer
from hall.demo.outside import KEY, Behaviour, OutsideTwin
from hall.demo.people import PEOPLE
from hall.domain.roles import Role
from hall.server.rights import Rights
from hall.settings.outside import LicenceService, SealService
from tests.hall.house import NOON, SETTINGS, HandClock, house, http
from tests.hall.test_cases import CARD, press
from tests.hall.test_tokens import code
from tests.rules.tree import ROOT
from tests.support.filed import hand_in_full, signature

KINDS = ["household-register", "residence-permit", "no-such-kind"]
SOMEBODY = PEOPLE["resident"].id_number
WRONG = {
    Behaviour.SLOW: "slow",
    Behaviour.BROKEN: "unreadable",
    Behaviour.UNSIGNED: "unsigned",
    Behaviour.OTHER: "other",
    Behaviour.REFUSING: "refused",
}


@pytest.fixture(scope="module")
def _twin():
    made = OutsideTwin(clock=HandClock())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def twin(_twin):
    _twin.behaviour, _twin.asked = Behaviour.NORMAL, 0
    return _twin


def settings(url, key=KEY, picture=""):
    licences = LicenceService(url=url, key=key, timeout_s=0.5)
    return SETTINGS.model_copy(
        update={"licences": licences, "seals": SealService(url=url, key=key, timeout_s=0.5, picture=picture)}
    )


@pytest.fixture(scope="module")
def hall(tmp_path_factory, _twin):
    """One for all of them: each test has a case of its own."""
    with house(tmp_path_factory.mktemp("hall") / "hall", HandClock(), settings=settings(_twin.url)) as made:
        yield made


@pytest.fixture
def n(_numbers=itertools.count(1)):  # noqa: B008 - one row of numbers for the whole file
    return next(_numbers)


def find(url, id_number=SOMEBODY, kinds=KINDS):
    async def ask():
        async with HallClient(url, "t1") as terminal:
            return await terminal.find_licences(id_number, kinds)

    return asyncio.run(ask())


def test_a_persons_licences_are_found_by_kind_and_a_strangers_are_not(hall, twin):
    found = find(hall.url)
    assert {kind: one.name for kind, one in found.items()} == {
        "household-register": "居民户口簿",
        "residence-permit": "居住证",
    }
    assert found["residence-permit"].number
    assert find(hall.url, CARD) == {}
    with http(hall.url) as client:
        answer = client.post("/licences/find", json={"id_number": SOMEBODY, "kinds": KINDS})
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.logs
@pytest.mark.parametrize("behaviour", list(WRONG))
def test_no_usable_answer_is_said_as_such_and_nothing_personal_is_logged(hall, twin, behaviour, caplog):
    twin.behaviour = behaviour
    with caplog.at_level(logging.DEBUG), pytest.raises(HallError) as caught:
        find(hall.url)
    told = caught.value.problem
    assert (told.code, told.detail, caught.value.reason) == (
        "licence.away",
        WRONG[behaviour],
        HallReason.UNREACHABLE,
    )
    assert f"licence service: {WRONG[behaviour]}" in caplog.text
    assert SOMEBODY not in caplog.text
    twin.behaviour = Behaviour.NORMAL
    assert find(hall.url), "the next one is answered again"


@pytest.mark.logs
def test_a_service_that_is_not_there_and_a_hall_that_has_none_say_two_things(tmp_path, twin):
    with house(tmp_path / "away", HandClock(), settings=settings("http://127.0.0.1:1")) as hall:
        with pytest.raises(HallError) as caught:
            find(hall.url)
        assert (caught.value.problem.code, caught.value.problem.detail) == ("licence.away", "unreachable")
    with house(tmp_path / "none", HandClock(), settings=settings("", "")) as hall:
        with pytest.raises(HallError) as caught:
            find(hall.url)
        assert (caught.value.problem.code, caught.value.reason) == ("licence.none", HallReason.REFUSED)


@pytest.mark.logs
def test_another_key_is_refused_by_the_service_and_its_answer_by_the_hall(tmp_path, twin):
    keyed = settings(twin.url, "a key that nobody agreed on")
    with house(tmp_path / "hall", HandClock(), settings=keyed) as hall, pytest.raises(HallError) as caught:
        find(hall.url)
    assert caught.value.problem.detail == "unsigned"


def test_a_licence_that_has_ended_is_none(hall, twin, monkeypatch):
    plain = twin._licences

    def ended(wanted):
        first, *rest = plain(wanted).licences
        gone = first.model_copy(update={"valid_to": "2026-11-21"})
        today = [one.model_copy(update={"valid_to": "2026-11-22"}) for one in rest]
        return LicenceAnswer(licences=(gone, *today))

    monkeypatch.setattr(twin, "_licences", ended)
    assert list(find(hall.url)) == ["residence-permit"]


def test_only_terminals_may_look_licences_up():
    right = Rights(open_board=False).of("POST", "/v1/licences/find")
    assert right.roles == {Role.TERMINAL}


def test_the_twin_refuses_a_request_that_is_forged_old_or_sent_again(twin):
    body, path = b'{"id_number": "1", "kinds": ["a"]}', "/licences/find"

    def ask(time, nonce="0" * 32, key=KEY):
        said = outside.request_signature(key, path, time, nonce, body)
        headers = {outside.TIME: time, outside.NONCE: nonce, outside.SIGNATURE: said}
        return httpx.post(
            twin.url + path, content=body, headers=headers, trust_env=False, timeout=20
        ).status_code

    now = str(int(NOON.timestamp()))
    assert ask(now, key="another key of some length") == 401
    assert ask(now, "1" * 32) == 200
    assert ask(now, "1" * 32) == 401
    late = str(int((NOON - timedelta(minutes=6)).timestamp()))
    assert ask(late, "2" * 32) == 401


def test_the_pages_example_of_a_signature_is_true():
    said = outside.request_signature(
        "a secret of at least 16 characters", "/api/licences/find", "1795320000", "0" * 32, b"{}"
    )
    assert f"`{said}`" in (ROOT / "docs" / "adapters.md").read_text(encoding="utf-8")


# --- seals ---------------------------------------------------------------------------------


def accepted(client, clock, n):
    number = hand_in_full(client, clock, n)
    press(client, number, "accept", n * 10)
    return number


def test_a_notice_is_sealed_once_and_the_terminal_gets_its_picture(hall, twin, n):
    with http(hall.url) as client:
        number = accepted(client, hall.clock, n)
        for _ in range(2):  # the same press again asks nobody
            answer = press(client, number, "seal", n * 10 + 1, notice=1)
            assert answer.status_code == 200, answer.text
        assert twin.asked == 1
        assert code(press(client, number, "seal", n * 10 + 2, notice=1)) == (409, "case.noNotice")
        assert twin.asked == 1
        told = client.post("/cases/find", json={"id_number": CARD}).json()["cases"][0]
        (notice,) = told["notices"]
        assert (notice["number"], notice["seal"]["number"]) == (
            f"{number}-1",
            f"SAMPLE-{len(twin._seals):06d}",
        )
        assert len(told["timeline"]) == 2
        assert client.get("/cases/log").json()["broken"] is None

    async def picture(name):
        async with HallClient(hall.url, "t1") as terminal:
            return await terminal.seal_picture(name)

    name = notice["seal"]["picture"]
    assert hashlib.sha256(asyncio.run(picture(name))).hexdigest() == name
    for other in ("hall", hashlib.sha256(signature()).hexdigest()):  # a citizen's signature is no seal
        with pytest.raises(HallError) as caught:
            asyncio.run(picture(other))
        assert caught.value.problem.code == "seal.noPicture"


@pytest.mark.logs
@pytest.mark.parametrize("behaviour", list(WRONG))
def test_no_usable_seal_leaves_the_notice_unsealed_and_says_why(hall, twin, behaviour, n):
    with http(hall.url) as client:
        number = accepted(client, hall.clock, n)
        twin.behaviour = behaviour
        answer = press(client, number, "seal", n * 10 + 1, notice=1)
        assert (answer.json()["code"], answer.json()["detail"]) == ("seal.away", WRONG[behaviour])
        assert [one["verb"] for one in client.get(f"/cases/{number}").json()["steps"]] == ["submit", "accept"]


@pytest.mark.logs
def test_what_is_no_png_is_no_seal(hall, twin, monkeypatch, n):
    monkeypatch.setattr("hall.demo.outside.draw", lambda: b"GIF89a" * 10)
    with http(hall.url) as client:
        number = accepted(client, hall.clock, n)
        answer = press(client, number, "seal", n * 10 + 1, notice=1)
        assert (answer.json()["code"], answer.json()["detail"]) == ("seal.away", "unreadable")


@pytest.mark.logs
def test_a_hall_without_a_service_says_so_and_its_own_picture_is_served(tmp_path):
    with house(tmp_path / "hall", HandClock(), settings=settings("", "", "seal.png")) as hall:
        folder = tmp_path / "hall" / "seals"
        folder.mkdir()
        with http(hall.url) as client:
            number = accepted(client, hall.clock, 1)
            assert code(press(client, number, "seal", 11, notice=1)) == (404, "seal.none")
            (folder / "seal.png").write_bytes(b"no picture")
            assert code(client.get("/seals/hall")) == (404, "seal.noPicture")
            (folder / "seal.png").write_bytes(signature())
            answer = client.get("/seals/hall")
            assert (answer.content, answer.headers["Content-Type"]) == (signature(), "image/png")
