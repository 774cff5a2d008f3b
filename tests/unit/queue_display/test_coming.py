"""A window's screen asks whom its window calls next: when its line has changed, and not otherwise."""

import asyncio

import pytest

from hall.client import HallClient
from queue_display import coming
from queue_display.coming import Coming
from queue_display.face import Link, News
from tests.unit.queue_display.hall import MORNING, day, snapshot
from tests.unit.queue_display.wire import Server

QUIET = snapshot(day([(0, 0)]), 1)
BUSIER = snapshot(day([(0, 0)] * 2), 2)
ELSEWHERE = QUIET.model_copy(
    update={
        "windows": [
            one.model_copy(update={"current": "A009"}) if one.number == 3 else one for one in QUIET.windows
        ]
    }
)


def news(state, *, live=True):
    return News(state, Link(live, MORNING))


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(coming, "PAUSE_S", 0.01)


def test_it_asks_again_when_the_line_changes_and_says_nothing_it_does_not_know():
    async def morning():
        server, told, changed = Server(lambda: QUIET, []), [], asyncio.Event()

        def tell(numbers):
            told.append(numbers)
            changed.set()

        async def until(numbers):
            async with asyncio.timeout(20):
                while not told or told[-1] != numbers:
                    changed.clear()
                    await changed.wait()

        await server.start()
        async with HallClient(server.url) as client:
            asking = Coming(client, 1, lambda: 0.0, tell)
            task = asyncio.create_task(asking.run())
            server.coming = ["A001"]
            asking.hear(news(QUIET))
            await until(("A001",))
            asked = server.asked
            asking.hear(news(ELSEWHERE))
            asking.hear(news(QUIET))
            await asyncio.sleep(0.1)
            assert server.asked == asked
            server.coming = ["A001", "D001"]
            asking.hear(news(BUSIER))
            await until(("A001", "D001"))
            await server.stop()
            asking.hear(news(BUSIER, live=False))
            await until(())
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(morning())
