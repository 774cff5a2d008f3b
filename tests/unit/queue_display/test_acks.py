"""What a display painted and spoke is told to the server: once, together, however long the server was away."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from hall.client import HallClient
from queue_display import acks as acks_module
from queue_display.acks import BATCH, MOST, Acknowledger
from tests.unit.queue_display.wire import Server


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr(acks_module, "TOGETHER_S", 0.02)
    monkeypatch.setattr(acks_module, "FIRST_PAUSE_S", 0.05)


@asynccontextmanager
async def telling(server):
    async with HallClient(server.url) as client:
        made = Acknowledger(client, "board")
        made.of_epoch("e1")
        task = asyncio.create_task(made.run())
        try:
            yield made
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def until(wanted):
    async with asyncio.timeout(20):
        while not wanted():  # noqa: ASYNC110 - the twin has no event to wait on
            await asyncio.sleep(0.02)


def seen(*seqs, epoch="e1"):
    return frozenset((epoch, seq) for seq in seqs)


def test_calls_of_a_moment_are_told_together_and_a_repeat_not_again():
    async def story():
        server = Server(None, [])
        await server.start()
        async with telling(server) as made:
            made.shown(seen(1))
            made.shown(seen(1, 2))
            made.spoken(1)
            made.spoken(0)
            await until(lambda: server.acks)
            made.shown(seen(1, 2))
            made.shown(seen(3))
            await until(lambda: len(server.acks) == 2)
        await server.stop()
        first, second = server.acks
        assert (sorted(first.shown), first.spoken, first.unit) == ([1, 2], [1], "board")
        assert (second.shown, second.spoken) == ([3], [])

    asyncio.run(story())


def test_what_was_shown_while_the_server_was_away_is_told_afterwards_the_newest_at_most():
    async def story():
        server = Server(None, [])
        await server.start()
        await server.stop()
        async with telling(server) as made:
            made.shown(seen(*range(1, MOST + 101)))
            await asyncio.sleep(0)
            await server.start()
            told = set()
            await until(lambda: told.update(s for a in server.acks for s in a.shown) or len(told) >= MOST)
        await server.stop()
        assert len(told) == MOST
        assert max(len(one.shown) for one in server.acks) <= BATCH

    asyncio.run(story())


def test_numbers_of_another_epoch_are_not_told_to_a_server_that_does_not_know_them():
    async def story():
        server = Server(None, [])
        await server.start()
        async with telling(server) as made:
            made.of_epoch("e2")
            made.shown(seen(7) | seen(9, epoch="e2"))
            await until(lambda: server.acks)
        await server.stop()
        assert [one.shown for one in server.acks] == [[9]]

    asyncio.run(story())


@pytest.mark.logs
def test_a_server_that_does_not_take_them_is_complained_of_once_and_not_asked_for_ever(caplog):
    async def story():
        server = Server(None, [])
        server.takes_acks = False
        await server.start()
        async with telling(server) as made:
            for seq in (1, 2, 3):
                made.shown(seen(seq))
                await until(lambda seq=seq: len(server.acks) == seq)
        await server.stop()

    asyncio.run(story())
    assert caplog.text.count("does not take acknowledgements") == 1
