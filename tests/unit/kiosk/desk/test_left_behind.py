"""Killed after something was handed in: the next run says under which number, and prints nothing by itself."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from kiosk.desk.announcing import announced
from kiosk.desk.recovery import LATELY
from kiosk.flows.left_words import Announce, Unfinished
from kiosk.flows.words import PaperEnded
from tests.unit.kiosk.desk.room import Room, application, room
from tests.unit.kiosk.desk.test_suggestions import telling


def handed_in(here):
    """The numbers that are durable."""
    with here.outbox.read() as db:
        return [one.number for one in here.outbox.intents.handed_in(db, LATELY)]


@asynccontextmanager
async def started_again(tmp_path, killed):
    """The program after the kill, on the same file."""
    await killed.die()
    again = Room(tmp_path / "t1", killed.hall, killed.clock)
    try:
        again.desk.opened(again.left)
        yield again
    finally:
        await again.close()


@pytest.mark.parametrize("wanted", [telling(), application()], ids=["told", "applied"])
def test_killed_before_the_receipt_the_next_run_tells_the_number(tmp_path, wanted):
    async def day():
        async with room(tmp_path, mode="silent") as here:
            here.desk.perform(wanted)
            await here.until(lambda: handed_in(here))
            [number] = handed_in(here)
            async with started_again(tmp_path, here) as again:
                assert again.told.of(Unfinished) == [Unfinished(number, begun=False)]
                assert again.devices.printed == []

    asyncio.run(day())


def test_killed_while_it_is_printed_the_next_run_says_where_to_look(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.gate = asyncio.Event()
            here.desk.perform(telling())
            await here.until(lambda: here.devices.printed)
            [number] = handed_in(here)
            async with started_again(tmp_path, here) as again:
                assert again.told.of(Unfinished) == [Unfinished(number, begun=True)]
                assert again.devices.printed == []

    asyncio.run(day())


def test_what_was_printed_or_is_long_ago_is_nobodys_news(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(telling())
            await here.told.until(PaperEnded)
            here.hall.mode = "silent"
            here.devices.gate = asyncio.Event()
            here.desk.perform(telling(2))
            await here.until(lambda: len(here.devices.printed) == 2)
            here.clock.pass_(seconds=LATELY.total_seconds() + 1)
            async with started_again(tmp_path, here) as again:
                assert again.told.of(Unfinished) == []

    asyncio.run(day())


def test_what_is_said_aloud_is_without_the_number():
    spoken = announced(Announce((1,), Unfinished("TS-T1-20261122-K7X-0007", begun=True), "zh", 5))
    assert "1 号柜门开着" in spoken.texts
    assert "刚才提交的已经登记" in spoken.texts
    assert not any("TS-" in text for text in spoken.texts)
