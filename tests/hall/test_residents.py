"""Whose a resident's code is, against the service's twin over real HTTP: right answers, and every wrong one told as such."""

import asyncio
import logging
from datetime import timedelta

import pytest

from hall.client import HallClient, HallError, HallReason
from hall.contract.residents import FindResident, Resident
from hall.demo.outside import KEY, Behaviour, OutsideTwin
from hall.demo.people import CODE, CODES
from hall.domain.roles import Role
from hall.server.problems import Refusal
from hall.server.residents import ResidentDesk
from hall.server.rights import Rights
from hall.settings.outside import ResidentService
from tests.hall.house import SETTINGS, HandClock, house, http

PERSON = CODES[CODE]
NOBODYS = "YXFW1:0000000000000000"
AWAY = {
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


def settings(url, key=KEY, timeout_s=10):
    service = ResidentService(url=url, key=key, timeout_s=timeout_s)
    return SETTINGS.model_copy(update={"residents": service})


@pytest.fixture(scope="module")
def hall(tmp_path_factory, _twin):
    with house(tmp_path_factory.mktemp("hall") / "hall", HandClock(), settings=settings(_twin.url)) as made:
        yield made


def whose(url, code=CODE):
    async def ask():
        async with HallClient(url, "t1") as terminal:
            return await terminal.find_resident(code)

    return asyncio.run(ask())


def refusal(url, code=CODE):
    with pytest.raises(HallError) as caught:
        whose(url, code)
    return caught.value


def test_a_code_says_whose_it_is_and_the_hall_says_that_it_can_tell(hall, twin):
    found = whose(hall.url)
    assert (found.kind, found.name, found.id_number) == ("resident", PERSON.name, PERSON.id_number)
    assert PERSON.name not in repr(found)
    with http(hall.url) as client:
        assert client.get("/hall").json()["residents"] is True
        answer = client.post("/residents/find", json={"code": CODE})
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.logs
@pytest.mark.parametrize("behaviour", list(AWAY))
def test_no_usable_answer_is_said_as_such_and_nothing_personal_is_logged(hall, twin, behaviour, caplog):
    twin.behaviour = behaviour
    with caplog.at_level(logging.DEBUG):
        error = refusal(hall.url)
    assert (error.problem.code, error.problem.detail) == ("resident.away", AWAY[behaviour])
    assert error.reason is HallReason.UNREACHABLE
    assert f"resident service: {AWAY[behaviour]}" in caplog.text
    assert not any(secret in caplog.text for secret in (CODE, PERSON.id_number, PERSON.name))
    twin.behaviour = Behaviour.NORMAL
    assert whose(hall.url), "the next one is answered again"


@pytest.mark.parametrize(
    ("behaviour", "code", "told"),
    [
        (Behaviour.OLD, CODE, "resident.old"),
        (Behaviour.USED, CODE, "resident.used"),
        (Behaviour.NORMAL, NOBODYS, "resident.unknown"),
    ],
)
def test_a_code_that_is_old_or_used_or_nobodys_says_nothing_of_anybody(hall, twin, behaviour, code, told):
    twin.behaviour = behaviour
    error = refusal(hall.url, code)
    assert (error.problem.code, error.reason) == (told, HallReason.REFUSED)


@pytest.mark.logs
@pytest.mark.parametrize(
    ("changed", "told", "why"),
    [
        ({"valid_to": "2026-11-21"}, "resident.ended", None),
        ({"id_number": PERSON.id_number[:-1] + "0"}, "resident.away", "unreadable"),
        ({"kind": "I"}, "resident.away", "unreadable"),
    ],
)
def test_whom_the_service_names_is_believed_only_when_there_can_be_such_a_person(
    hall, twin, monkeypatch, changed, told, why
):
    plain = twin._resident

    def other(wanted):
        answer = plain(wanted)
        return answer.model_copy(update={"resident": answer.resident.model_copy(update=changed)})

    monkeypatch.setattr(twin, "_resident", other)
    problem = refusal(hall.url).problem
    assert (problem.code, problem.detail or None) == (told, why)


def test_a_document_that_ends_today_holds_and_a_phone_may_be_a_minute_ahead(hall, twin, monkeypatch):
    plain = twin._resident

    def at_the_edge(wanted):
        answer = plain(wanted)
        last = answer.resident.model_copy(update={"valid_to": "2026-11-22"})
        return answer.model_copy(update={"resident": last, "made_at": answer.made_at + timedelta(seconds=59)})

    monkeypatch.setattr(twin, "_resident", at_the_edge)
    assert whose(hall.url).valid_to == "2026-11-22"


class Turned(HandClock):
    """Its monotonic time is turned too."""

    mono = 0

    def mono_ms(self):
        return self.mono


def asked_at(desk, code=CODE, place="t1"):
    """The refusal's code, or the name."""
    try:
        return asyncio.run(_find(desk, code, place)).name
    except Refusal as refusal:
        return refusal.problem.code


async def _find(desk, code, place):
    try:
        return await desk.find(place, FindResident(code=code))
    finally:
        await desk.close()
        desk._outside._http = None


def test_who_shows_one_wrong_code_after_the_other_has_to_wait_and_a_right_one_costs_nothing(twin):
    clock = Turned()
    desk = ResidentDesk(settings(twin.url), clock)
    assert [asked_at(desk) for _ in range(9)] == [PERSON.name] * 9
    assert {asked_at(desk, f"YXFW1:{n:016d}") for n in range(8)} == {"resident.unknown"}
    asked = twin.asked
    assert asked_at(desk) == "resident.guessing"
    assert twin.asked == asked, "nobody outside is asked any more"
    assert asked_at(desk, place="t2") == PERSON.name
    clock.mono += 10 * 60 * 1000
    assert asked_at(desk) == PERSON.name


@pytest.mark.logs
def test_a_hall_without_the_service_and_one_whose_service_is_gone_say_two_things():
    assert asked_at(ResidentDesk(settings("", ""), HandClock())) == "resident.none"
    assert asked_at(ResidentDesk(settings("http://127.0.0.1:1"), HandClock())) == "resident.away"


@pytest.mark.logs
def test_a_service_that_is_too_slow_is_not_waited_for(twin, caplog):
    twin.behaviour = Behaviour.SLOW
    assert asked_at(ResidentDesk(settings(twin.url, timeout_s=0.2), HandClock())) == "resident.away"
    assert "resident service: slow" in caplog.text


def test_a_request_that_is_wrong_does_not_say_the_code_back(hall, twin):
    with http(hall.url) as client:
        answer = client.post("/residents/find", json={"code": CODE * 40})
        assert answer.status_code == 422
        assert CODE not in answer.text
    assert CODE not in repr(FindResident(code=CODE))
    assert PERSON.id_number not in repr(
        Resident(kind="resident", name=PERSON.name, id_number=PERSON.id_number)
    )


def test_only_terminals_may_ask_whose_a_code_is():
    assert Rights(open_board=False).of("POST", "/v1/residents/find").roles == {Role.TERMINAL}
