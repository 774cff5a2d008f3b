"""The feed and the board: live, resumable, one moment, and no client can hold the server up."""

import asyncio
import json
import socket
import time

import pytest

from hall.contract.messages import TicketRequest
from hall.server.store import tickets
from hall.server.store.live import Live
from tests.hall.house import Process, async_http, http, ticket, until, verb


class Reader:
    """A raw server-sent events client that remembers what it read."""

    def __init__(self, url, after=0, header=None):
        self.url, self.after, self.header = url, after, header
        self.events, self.comments = [], 0

    async def __aenter__(self):
        self.task = asyncio.create_task(self._read())
        await until(lambda: self.comments or self.task.done())
        return self

    async def __aexit__(self, *_):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def _read(self):
        headers = {"Last-Event-ID": str(self.header)} if self.header is not None else {}
        async with (
            async_http(self.url) as client,
            client.stream("GET", "/feed", params={"after": self.after}, headers=headers) as answer,
        ):
            assert answer.headers["content-type"].startswith("text/event-stream")
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    self.events.append(json.loads(line[6:]))
                self.comments += line.startswith(":")

    @property
    def seqs(self):
        return [event["seq"] for event in self.events]


async def post(url, path, body):
    async with async_http(url) as client:
        (await client.post(path, json=body)).raise_for_status()


def test_events_come_live_in_order(hall):
    async def story():
        async with Reader(hall.url) as reader:
            for n in range(3):
                await post(hall.url, "/tickets", ticket(n))
            await post(hall.url, "/windows/1/call", verb(1))
            await until(lambda: len(reader.events) == 5)
            assert reader.seqs == [1, 2, 3, 4, 5]
            assert [event["kind"] for event in reader.events][3] == "window.opened"
            last = reader.events[-1]
            assert (last["kind"], last["number"], last["window"]) == ("ticket.called", "A001", 1)
            assert last["waiting"]["social"] == 2

    asyncio.run(story())


@pytest.mark.parametrize("way", [{"after": 2}, {"after": 0, "header": 2}])
def test_a_reader_resumes_where_it_stopped(hall, way):
    async def story():
        for n in range(4):
            await post(hall.url, "/tickets", ticket(n))
        async with Reader(hall.url, **way) as reader:
            await until(lambda: len(reader.events) == 2)
            await post(hall.url, "/tickets", ticket(9))
            await until(lambda: len(reader.events) == 3)
            assert reader.seqs == [3, 4, 5]

    asyncio.run(story())


def test_after_a_kill_the_feed_goes_on_without_gap_or_repeat(tmp_path):
    async def story():
        server = Process(tmp_path)
        seen = []
        for round_ in range(3):
            async with Reader(server.url, after=seen[-1] if seen else 0) as reader:
                for n in range(4):
                    await post(server.url, "/tickets", ticket(round_ * 10 + n))
                await until(lambda reader=reader: len(reader.events) == 4)
                seen += reader.seqs
                server.kill()
            server = Process(tmp_path, server.port)
        server.end()
        assert seen == list(range(1, 13))

    asyncio.run(story())


def issue_many(hall, count):
    """Tickets straight into the store: what matters here is the feed."""

    def op(tx):
        for n in range(count):
            request = TicketRequest(event_id=f"many-{n:06d}", service="social", unit="t1")
            tickets.issue(tx, request, "A")

    hall.store._writer.submit(op).result(20)


def test_a_reader_far_behind_gets_everything(hall):
    """More than what is kept in memory, more than one page of the store."""
    issue_many(hall, 1100)

    async def story():
        async with Reader(hall.url, after=5) as reader:
            await until(lambda: len(reader.events) == 1095)
            assert reader.seqs == list(range(6, 1101))

    asyncio.run(story())


def test_the_board_is_one_moment_with_its_last_event(hall):
    with http(hall.url) as client:
        for n in range(3):
            client.post("/tickets", json=ticket(n))
        for n in range(2):
            client.post("/windows/2/call", json=verb(n))
        client.post("/windows/2/recall", json=verb(9))
        board = client.get("/board").json()
        info = client.get("/hall").json()
    assert board["last_seq"] == 8
    assert [(call["number"], call["recall"]) for call in board["calls"]] == [
        ("A002", True),
        ("A002", False),
        ("A001", False),
    ]
    assert {w["number"]: w["current"] for w in board["windows"]}[2] == "A002"
    assert {s["id"]: s["waiting"] for s in board["services"]}["social"] == 1
    assert board["server_epoch"] == info["server_epoch"]


def test_boards_agree_with_the_feed_while_calls_go_on(hall):
    """Snapshot + later events must give the same counts as the events alone."""

    async def story():
        async with Reader(hall.url) as reader, async_http(hall.url) as client:
            boards = []

            async def issue(n):
                await client.post("/tickets", json=ticket(n))
                boards.append((await client.get("/board")).json())

            await asyncio.gather(*(issue(n) for n in range(40)))
            await until(lambda: len(reader.events) == 40)
            waiting = {event["seq"]: event["waiting"]["social"] for event in reader.events}
            for board in boards:
                assert board["services"][0]["waiting"] == waiting[board["last_seq"]]

    asyncio.run(story())


def test_a_server_with_open_feeds_ends_within_two_seconds(tmp_path):
    async def story():
        server = Process(tmp_path)
        async with Reader(server.url), Reader(server.url), Reader(server.url):
            begin = time.monotonic()
            assert await asyncio.to_thread(server.end) == 0
            assert time.monotonic() - begin < 2
        usual = ("no token yet", "the calendar has no holidays")
        assert [line for line in server.errors.splitlines() if not any(one in line for one in usual)] == []

    asyncio.run(story())


def test_a_client_that_reads_nothing_costs_nothing(hall):
    """It stops at its socket's buffers; the others get everything."""

    async def story():
        deaf = socket.create_connection(("127.0.0.1", hall.port))
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(b"GET /v1/feed?after=0 HTTP/1.1\r\nHost: hall\r\n\r\n")
        async with Reader(hall.url) as reader:
            issue_many(hall, 1100)
            await until(lambda: len(reader.events) == 1100)
        deaf.close()

    asyncio.run(story())


def test_someone_who_waits_is_woken_by_the_next_event():
    async def story():
        live = Live()
        live.resume(4)
        assert not await live.wait(4, 0.01)
        waiting = asyncio.create_task(live.wait(4, 20))
        await asyncio.sleep(0)
        live.close()
        assert await waiting
        assert await live.wait(4, 20), "a closed feed makes nobody wait"

    asyncio.run(story())
