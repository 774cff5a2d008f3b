"""Several servers of one hall on one PostgreSQL: one queue, whoever is asked, whoever dies."""

import asyncio
import random

import pytest

from hall.server.problems import OutcomeUnknown, Refusal
from hall.server.store.engine import StoreError
from tests.hall.conftest import Room
from tests.hall.house import Process, async_http, http, ticket, until

PEOPLE, WINDOWS = 60, (1, 2)


@pytest.fixture
def servers(postgres, tmp_path):
    database = postgres.database()
    made = [Process(tmp_path, database=database) for _ in range(2)]
    yield made
    for one in made:
        if one.process.poll() is None:
            assert one.end() == 0


def events(url, count):
    """The first `count` of the feed, as a board gets them."""
    with http(url) as client, client.stream("GET", "/feed?after=0") as stream:
        seqs = []
        for line in stream.iter_lines():
            if line.startswith("data: "):
                seqs.append(line)
            if len(seqs) == count:
                return seqs
    return seqs


def board(url):
    with http(url) as client:
        return client.get("/board").json()


def test_nobody_is_called_twice_and_no_number_given_twice_while_both_are_busy(servers):
    async def story():
        clients = [async_http(one.url) for one in servers]
        chance = random.Random(4)

        async def take(n):
            answer = await chance.choice(clients).post("/tickets", json=ticket(n))
            assert answer.status_code == 200, answer.text
            return answer.json()["number"]

        async def call(window, n):
            press = {"event_id": f"press-{window}-{n:04d}"}
            answer = await chance.choice(clients).post(f"/windows/{window}/call", json=press)
            assert answer.status_code == 200, answer.text
            return (answer.json()["ticket"] or {}).get("number")

        taken = [take(n) for n in range(PEOPLE)]
        presses = [call(window, n) for n in range(PEOPLE) for window in WINDOWS]
        given, called = await asyncio.gather(asyncio.gather(*taken), asyncio.gather(*presses))
        rest = [await call(1, PEOPLE + n) for n in range(PEOPLE)]
        for client in clients:
            await client.aclose()
        return given, [number for number in (*called, *rest) if number]

    given, called = asyncio.run(story())
    assert sorted(given) == [f"A{n:03d}" for n in range(1, PEOPLE + 1)]
    assert sorted(called) == sorted(given)
    last, other = (board(one.url)["last_seq"] for one in servers)
    assert last == other
    assert events(servers[0].url, last) == events(servers[1].url, last)


def test_the_other_goes_on_when_one_is_killed(servers):
    first, second = servers
    with http(first.url) as client:
        assert client.post("/tickets", json=ticket(1)).json()["number"] == "A001"
    first.kill()
    with http(second.url) as client:
        assert client.post("/tickets", json=ticket(1)).json()["number"] == "A001", (
            "the same id, another server"
        )
        assert client.post("/tickets", json=ticket(2)).json()["number"] == "A002"


def test_what_one_does_is_on_the_other_ones_boards_at_once(servers):
    first, second = servers
    with http(second.url) as client, client.stream("GET", "/feed?after=0") as stream:
        lines = stream.iter_lines()
        with http(first.url) as other:
            other.post("/tickets", json=ticket(1))
        assert any("ticket.issued" in line for line in lines)


@pytest.mark.logs
def test_a_database_that_was_restarted_is_taken_up_again(postgres, tmp_path, clock):
    room = Room(tmp_path, clock, postgres.database())
    room.issue(1)
    postgres.stop()
    with pytest.raises((Refusal, OutcomeUnknown)):
        room.issue(2)
    postgres.start()
    assert room.issue(2).number == "A002"
    assert room.numbers() == ["A001", "A002"]

    async def heard():
        await until(lambda: room.store.live.last_seq == 2)

    asyncio.run(heard())
    room.store.close()


def test_a_database_that_does_not_answer_is_told_with_what_to_do(tmp_path, clock):
    with pytest.raises(StoreError, match="请检查地址") as caught:
        Room(tmp_path, clock, "postgresql://hallkit:secret@127.0.0.1:1/hall")
    assert "secret" not in str(caught.value)
