"""The client: what is certain after each kind of failure, and a feed that survives everything."""

import asyncio
import hashlib
import os
from contextlib import aclosing, asynccontextmanager

import pytest

from hall.client import FeedLost, FeedRegained, HallClient, HallError, HallReason
from hall.contract.messages import (
    FeedEvent,
    Intake,
    LeaseRequest,
    Outcome,
    OwnTicket,
    TicketRequest,
    Transaction,
)
from hall.server.store.catalogue import Catalogue
from hall.server.store.store import Store
from tests.hall.house import NOON, SETTINGS, HandClock, house


def wish(n, service="social", identity=""):
    return TicketRequest(event_id=f"ticket-{n:06d}", service=service, unit="t1", identity=identity)


async def failure(asked):
    with pytest.raises(HallError) as caught:
        await asked
    return caught.value


@asynccontextmanager
async def odd_server(answer):
    """Listens, reads a request, says `answer` (b"" hangs up, None stays silent)."""

    async def serve(reader, writer):
        try:
            await reader.readuntil(b"\r\n\r\n")
            if answer is None:
                await reader.read()
            writer.write(answer or b"")
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


def test_a_whole_morning(hall):
    async def story():
        async with HallClient(hall.url, "t1") as client:
            assert (await client.health()).ok
            info = await client.hall()
            assert info.services[0].name.zh == "社会保险"
            assert (await client.issue_ticket(wish(1))).number == "A001"
            called = await client.call(1, "verb-000001")
            assert called.ticket.number == "A001"
            assert (await client.recall(1, "verb-000002")).seq == called.seq + 1
            assert (await client.finish(1, "verb-000003")).ticket.state == "done"
            leases = await client.leases(LeaseRequest(unit="t1", mark="1", service="social"))
            assert len(leases.leases) == 2
            item = Transaction(
                event_id="ticket-000002",
                kind="ticket.issued",
                stream="t1:2",
                occurred_at=NOON,
                body={
                    "number": "A1-001",
                    "service": "social",
                    "date": "2026-11-22",
                    "issued_at": NOON.isoformat(),
                    "lease_id": leases.leases[0].lease_id,
                    "paper": "printed",
                },
            )
            reply = await client.push(Intake(unit="t1", items=[item]))
            assert [one.outcome for one in reply.items] == [Outcome.ACCEPTED]
            assert (await client.board()).services[0].waiting == 1

    asyncio.run(story())


def test_a_refusal_brings_its_problem(hall):
    async def story():
        async with HallClient(hall.url, "t1") as client:
            await client.issue_ticket(wish(9))
            await client.issue_ticket(wish(1, identity="hash-of-somebody"))
            error = await failure(client.issue_ticket(wish(2, identity="hash-of-somebody")))
            assert (error.reason, error.problem.code) == (HallReason.REFUSED, "ticket.alreadyWaiting")
            assert error.problem.ticket == OwnTicket(number="A002", service="social", ahead=1)
            assert "hash-of-somebody" not in str(error)

    asyncio.run(story())


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", HallReason.UNKNOWN_OUTCOME),
        (None, HallReason.UNKNOWN_OUTCOME),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", HallReason.BAD_ANSWER),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhalf", HallReason.UNKNOWN_OUTCOME),
        (b"HTTP/1.1 404 Not Found\r\ncontent-length: 5\r\n\r\nhello", HallReason.BAD_ANSWER),
        (b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 5\r\n\r\nproxy", HallReason.UNKNOWN_OUTCOME),
        (b"\x00\x01\x02 no http\r\n\r\n", HallReason.UNKNOWN_OUTCOME),
    ],
)
def test_what_is_certain_when_the_answer_is_odd(answer, reason):
    async def story():
        async with odd_server(answer) as url, HallClient(url, "t1") as client:
            assert (await failure(client.issue_ticket(wish(1)))).reason is reason

    asyncio.run(story())


def test_nobody_there_is_certain_and_reading_does_no_harm():
    async def story():
        async with odd_server(b"") as url, HallClient(url, "t1") as client:
            assert (await failure(client.board())).reason is HallReason.UNREACHABLE
        async with HallClient(url, "t1") as client:
            assert (await failure(client.issue_ticket(wish(1)))).reason is HallReason.UNREACHABLE

    asyncio.run(story())


@pytest.mark.logs
def test_a_server_that_takes_no_writes_counts_as_away(hall):
    async def story():
        async with HallClient(hall.url, "t1") as client:
            hall.store._writer.close()
            error = await failure(client.issue_ticket(wish(1)))
            assert (error.reason, error.problem.code) == (HallReason.UNREACHABLE, "store.stopped")

    asyncio.run(story())


def test_an_upload_goes_on_where_it_stopped(tmp_path):
    content = os.urandom(900_000)
    sha = hashlib.sha256(content).hexdigest()

    async def story():
        with house(tmp_path) as hall:
            half = hall.folder / "attachments" / "parts" / sha
            half.write_bytes(content[:300_000])
            async with HallClient(hall.url, "t1") as client:
                await client.upload(sha, content)
                await client.upload(sha, content)
            assert not half.exists()
            assert (hall.folder / "attachments" / sha[:2] / sha).read_bytes() == content

    asyncio.run(story())


def test_content_that_is_not_its_hash_is_not_sent():
    async def story():
        async with HallClient("http://127.0.0.1:9", "t1") as client:
            assert (await failure(client.upload("a" * 64, b"x"))).reason is HallReason.REFUSED

    asyncio.run(story())


class Follower:
    """Collects what the feed says."""

    def __init__(self, client, after=0, epoch=""):
        self.said = []
        self.task = asyncio.create_task(self._follow(client, after, epoch))

    async def _follow(self, client, after, epoch):
        async with aclosing(client.feed(after, epoch)) as feed:
            async for said in feed:
                self.said.append(said)

    async def until(self, condition):
        async with asyncio.timeout(20):
            while not condition(self.said):  # noqa: ASYNC110 - the feed tells nobody else
                await asyncio.sleep(0.01)

    async def stop(self):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    @property
    def seqs(self):
        return [each.seq for each in self.said if isinstance(each, FeedEvent)]


def test_the_feed_survives_a_restart_without_gap_or_repeat(tmp_path):
    async def story():
        with house(tmp_path) as hall:
            port = hall.port
            client = HallClient(hall.url, "board", jitter=lambda: 0.2)
            board = await client.board()
            follower = Follower(client, board.last_seq)
            await client.issue_ticket(wish(1))
            await follower.until(lambda said: len(said) == 1)
        await follower.until(lambda said: isinstance(said[-1], FeedLost))
        with house(tmp_path, port=port):
            async with HallClient(f"http://127.0.0.1:{port}", "t1") as other:
                await other.issue_ticket(wish(2))
            await follower.until(lambda said: isinstance(said[-1], FeedEvent) and said[-1].seq == 2)
            assert follower.seqs == [1, 2]
            lost = [each for each in follower.said if isinstance(each, FeedLost)]
            assert len(lost) == 1, "told once"
            assert FeedRegained(snapshot_needed=False, epoch=board.server_epoch) in follower.said
            await follower.stop()
            await client.close()

    asyncio.run(story())


def test_a_server_restored_from_a_backup_asks_for_a_new_snapshot(tmp_path):
    async def story():
        with house(tmp_path) as hall:
            port = hall.port
            client = HallClient(hall.url, "board", jitter=lambda: 0.2)
            follower = Follower(client, (await client.board()).last_seq)
            await follower.until(lambda _: hall.store.live._waiting)
        await follower.until(lambda said: said and isinstance(said[-1], FeedLost))
        restored = Store(tmp_path, HandClock(), Catalogue(SETTINGS))
        epoch = restored.renew_epoch()
        restored.close()
        with house(tmp_path, port=port):
            await follower.until(lambda said: isinstance(said[-1], FeedRegained))
            assert follower.said[-1] == FeedRegained(snapshot_needed=True, epoch=epoch)
            await follower.task
            await client.close()

    asyncio.run(story())


def test_a_server_that_knows_less_than_we_do_asks_for_a_new_snapshot(hall):
    async def story():
        async with HallClient(hall.url, "board") as client:
            follower = Follower(client, 99)
            async with asyncio.timeout(20):
                await follower.task
            assert [type(each) for each in follower.said] == [FeedRegained]
            assert follower.said[0].snapshot_needed

    asyncio.run(story())


def test_another_epoch_than_the_boards_asks_for_a_new_snapshot(hall):
    async def story():
        async with HallClient(hall.url, "board") as client:
            follower = Follower(client, 0, "another-epoch")
            async with asyncio.timeout(20):
                await follower.task
            assert follower.said == [FeedRegained(snapshot_needed=True, epoch=hall.store.epoch)]

    asyncio.run(story())


def test_an_event_that_comes_twice_is_told_once():
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
    event = FeedEvent(seq=7, kind="ticket.issued", at=NOON, number="A007", service="social", waiting={})
    line = f"id: 7\nevent: ticket.issued\ndata: {event.model_dump_json()}\n\n".encode()

    async def story():
        async with odd_server(head + line + line) as url, HallClient(url) as client:
            follower = Follower(client)
            await follower.until(lambda said: said and isinstance(said[-1], FeedLost))
            assert follower.seqs == [7]
            await follower.stop()

    asyncio.run(story())


def test_a_feed_that_speaks_nonsense_is_an_error():
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"

    async def story():
        async with odd_server(head + b"data: nonsense\n\n") as url, HallClient(url) as client:
            follower = Follower(client)
            error = await failure(follower.task)
            assert error.reason is HallReason.BAD_ANSWER

    asyncio.run(story())
