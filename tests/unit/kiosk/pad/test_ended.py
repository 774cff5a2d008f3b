"""A visit that ended before the pad knew its number is asked all the same: once, lately, and not when taken back."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from hall.client import HallError, HallReason
from hall.contract.ended import EndedVisit
from hall.contract.tokens import TokenRequest
from hall.domain.roles import Role
from hall.settings import Server
from kiosk.pad import ended
from kiosk.pad.desk import PadDesk
from kiosk.pad.ended import FRESH_S, Ended
from kiosk.pad.runtime import Runtime
from kiosk.pad.words import Finished, LineTold, Undone
from tests.hall.house import NOON, SETTINGS, HandClock, house, http, ticket, until

PAD = next(unit for unit in SETTINGS.units if unit.role == "pad")
SILENCE_S = 45


def visit(n, ago_s, *, said=False):
    return EndedVisit(
        ticket=f"ticket-{n:06d}",
        number=f"B{n:03d}",
        service="residence",
        ended_at=NOON - timedelta(seconds=ago_s),
        ago_s=ago_s,
        said=said,
    )


class Hall:
    """The server; `meanwhile` happens while it is asked."""

    def __init__(self, *visits, fails=0, meanwhile=None):
        self.visits, self.fails, self.meanwhile = list(visits), fails, meanwhile
        self.asked = 0

    async def ended_visits(self, window):
        assert window == PAD.window
        self.asked += 1
        if self.meanwhile is not None:
            self.meanwhile()
        if self.asked <= self.fails:
            raise HallError(HallReason.UNREACHABLE, "away")
        return self.visits


def course(hall, *wishes):
    """The numbers that were told after these wishes."""

    async def run():
        told = []
        ends = Ended(hall, PAD.window, SILENCE_S, lambda one: told.append(one.number))
        hall.ends = ends
        for wish, *number in wishes:
            getattr(ends, wish)(*number)
        running = asyncio.create_task(ends.run())
        await until(lambda: not ends._wanted)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        return told

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(ended, "RETRY_S", 0.001)


def test_a_number_that_nobody_knew_is_asked_for_minutes_and_no_longer():
    assert course(Hall(visit(1, 3), visit(2, 1)), ("finished", "B001")) == ["B001"]
    assert course(Hall(visit(1, FRESH_S + 1)), ("finished", "B001")) == []
    assert course(Hall(visit(1, 3, said=True)), ("finished", "B001")) == [], "it was evaluated elsewhere"


def test_who_ended_a_moment_before_the_pad_was_there_is_asked_but_only_the_last():
    assert course(Hall(visit(1, 20), visit(2, 5)), ("look",)) == ["B002"]
    assert course(Hall(visit(1, SILENCE_S + 1)), ("look",)) == []
    assert course(Hall(visit(1, 5), visit(2, 2, said=True)), ("look",)) == [], "who went before is gone"
    assert course(Hall(), ("look",)) == []


def test_an_end_that_is_taken_back_is_not_asked_also_while_the_server_answers():
    assert course(Hall(visit(1, 3)), ("finished", "B001"), ("back", "B001")) == []
    hall = Hall(visit(1, 3))
    hall.meanwhile = lambda: hall.ends.back("B001")
    assert course(hall, ("finished", "B001")) == []
    assert course(Hall(visit(1, 3)), ("finished", "B001"), ("back", "B001"), ("finished", "B001")) == ["B001"]


def test_a_server_that_does_not_answer_is_asked_again_and_not_for_ever():
    assert course(Hall(visit(1, 3), fails=2), ("finished", "B001"), ("look",)) == ["B001"]
    away, unknown = Hall(fails=99), Hall(visit(1, 3))
    assert course(away, ("finished", "B001")) == course(unknown, ("finished", "B009")) == []
    assert (away.asked, unknown.asked) == (ended.TRIES, ended.TRIES)


class Clerk:
    """Window 2, by the server's own verbs."""

    def __init__(self, api):
        self.api, self.presses = api, 0

    def do(self, verb):
        self.presses += 1
        path = f"/windows/{PAD.window}/{verb}"
        self.api.post(path, json={"event_id": f"verb-{self.presses:06d}"}).raise_for_status()

    def serve(self, n):
        self.api.post("/tickets", json=ticket(n)).raise_for_status()
        self.do("call")
        self.do("finish")


def test_a_real_pad_asks_who_ended_before_it_came_and_who_came_and_went_at_once(tmp_path, monkeypatch):
    told, failed = [], []
    with house(tmp_path / "hall") as hall, http(hall.url) as api:
        clerk = Clerk(api)
        clerk.serve(1)
        settings = SETTINGS.model_copy(update={"server": Server(url=hall.url)})
        pad = Runtime(settings, PAD, tmp_path / "p2", HandClock(), told.append, failed.append)
        pad.start()
        try:
            asyncio.run(until(lambda: finished(told) == ["A001"]))
            assert told.index(LineTold(online=True)) < next(
                at for at, one in enumerate(told) if isinstance(one, Finished)
            )
            monkeypatch.setattr(PadDesk, "_note", lambda *_: None)  # the window's state is always too late
            monkeypatch.setattr(Ended, "look", lambda _: None)  # so that only the number heard of leads there
            clerk.serve(2)
            asyncio.run(until(lambda: finished(told) == ["A001", "A002"]))
            clerk.do("undo")
            asyncio.run(until(lambda: Undone("ticket-000002") in told))
        finally:
            pad.stop()
    assert failed == []
    assert finished(told) == ["A001", "A002"], "each was told once"


def finished(told):
    return [one.visit.number for one in told if isinstance(one, Finished)]


def test_a_pads_token_reads_its_own_window_alone(tmp_path):
    with house(tmp_path / "hall") as hall, http(hall.url) as api:
        keyring = hall.host.config.app.state.keyring
        made = asyncio.run(keyring.make(TokenRequest(role=Role.PAD, unit=PAD.id)))
        api.headers["Authorization"] = f"Bearer {made.token}"
        answers = [api.get(f"/windows/{number}/ended") for number in (PAD.window, 3)]
    assert [one.status_code for one in answers] == [200, 403]
    assert answers[0].json() == {"visits": []}
    assert answers[0].headers["Cache-Control"] == "no-store"
