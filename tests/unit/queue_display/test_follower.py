"""The board's way to a real server over a real socket: cuts, gaps, restarts, a server restored from a backup."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from hall.client import HallClient
from hall.contract.messages import Notice, Text
from hall.domain.clock import SystemClock
from queue_display.board_state import FILE, Kept, keep, recall
from queue_display.follower import Follower
from tests.unit.queue_display.hall import MORNING, day, snapshot
from tests.unit.queue_display.wire import Server

DAY = day([(0, 0)] * 6 + [(1, 0), (1, 1), (2, 0), (0, 1), (1, 2), (3, 0)])
HALF, WHOLE = 7, len(DAY)


class Heard(list):
    """The news told so far; waits for what a test expects."""

    def __init__(self):
        super().__init__()
        self.changed = asyncio.Event()

    def tell(self, news):
        self.append(news)
        self.changed.set()

    async def until(self, wanted):
        async with asyncio.timeout(20):
            while not (self and wanted(self[-1])):
                self.changed.clear()
                await self.changed.wait()
        return self[-1]


@asynccontextmanager
async def following(url, folder):
    heard = Heard()
    async with HallClient(url) as client:
        task = asyncio.create_task(Follower(client, folder, SystemClock(), heard.tell).run())
        try:
            yield heard
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def server(upto=HALF, epoch="epoch-1"):
    made = Server(None, DAY[:upto])
    made.board = lambda: snapshot(made.log, len(made.log), epoch)
    return made


def seqs(heard):
    return [call.seq for news in heard for call in news.fresh]


def test_calls_arrive_live_and_are_each_announced_once(tmp_path):
    async def story():
        hall = server()
        await hall.start()
        async with following(hall.url, tmp_path) as heard:
            await heard.until(lambda news: news.link.live)
            for event in DAY[HALF:]:
                await hall.add(event)
            await heard.until(lambda news: news.state.last_seq == WHOLE)
            assert heard[-1].state == snapshot(DAY, WHOLE)
            assert seqs(heard) == [
                e.seq for e in DAY[HALF:] if e.kind in ("ticket.called", "ticket.recalled")
            ]
            assert hall.snapshots == 1
        await hall.stop()

    asyncio.run(story())


@pytest.mark.logs
def test_a_server_that_goes_and_comes_back_is_followed_without_loss(tmp_path):
    async def story():
        hall = server()
        await hall.start()
        async with following(hall.url, tmp_path) as heard:
            await heard.until(lambda news: news.link.live)
            await hall.stop()
            cut = await heard.until(lambda news: not news.link.live)
            assert cut.state == snapshot(DAY, HALF)
            assert cut.link.heard_at is not None
            await hall.add(*DAY[HALF:])
            await hall.start()
            back = await heard.until(lambda news: news.link.live and news.state.last_seq == WHOLE)
            assert back.state == snapshot(DAY, WHOLE)
        await hall.stop()

    asyncio.run(story())


def test_an_event_lost_on_the_way_is_made_good_by_a_snapshot(tmp_path):
    async def story():
        hall = server()
        hall.skip = {HALF + 1}
        await hall.start()
        async with following(hall.url, tmp_path) as heard:
            await heard.until(lambda news: news.link.live)
            await hall.add(*DAY[HALF:])
            await heard.until(lambda news: news.state.last_seq == WHOLE)
            assert heard[-1].state == snapshot(DAY, WHOLE)
            assert hall.snapshots == 2
        await hall.stop()

    asyncio.run(story())


@pytest.mark.logs
def test_a_server_restored_from_a_backup_is_believed(tmp_path):
    async def story():
        hall = server(WHOLE)
        await hall.start()
        async with following(hall.url, tmp_path) as heard:
            await heard.until(lambda news: news.link.live)
            await hall.stop()
            older = server(2, epoch="epoch-2")
            older.port = hall.port
            await older.start()
            news = await heard.until(lambda news: news.state.server_epoch == "epoch-2")
            assert news.state == snapshot(DAY, 2, "epoch-2")
        await older.stop()

    asyncio.run(story())


@pytest.mark.logs
def test_after_a_restart_without_server_the_old_state_is_told_as_old(tmp_path):
    kept = Kept(heard_at=MORNING, state=snapshot(DAY, HALF))
    keep(tmp_path, kept)

    async def story():
        hall = server(WHOLE)
        await hall.start()
        await hall.stop()
        async with following(hall.url, tmp_path) as heard:
            first = await heard.until(lambda news: True)
            assert first.state == kept.state
            assert first.link.heard_at == MORNING
            assert not first.link.live
            await hall.start()
            await heard.until(lambda news: news.link.live)
            assert heard[-1].state == snapshot(DAY, WHOLE)
        await hall.stop()

    asyncio.run(story())
    assert recall(tmp_path).state == snapshot(DAY, WHOLE)


def test_what_was_heard_is_on_disk_when_the_program_ends(tmp_path):
    async def story():
        hall = server()
        await hall.start()
        async with following(hall.url, tmp_path) as heard:
            await heard.until(lambda news: news.link.live)
        await hall.stop()

    asyncio.run(story())
    assert recall(tmp_path).state == snapshot(DAY, HALF)


@pytest.mark.logs
def test_a_data_folder_that_cannot_be_written_does_not_stop_the_board(tmp_path, caplog):
    (tmp_path / FILE).mkdir()

    async def story():
        hall = server()
        await hall.start()
        async with following(hall.url, tmp_path) as heard:
            await heard.until(lambda news: news.link.live)
        await hall.stop()

    asyncio.run(story())
    assert "cannot be kept" in caplog.text


def test_an_emergency_is_on_the_board_and_on_disk_as_soon_as_the_feed_speaks_of_it(tmp_path):
    alarm = Notice(id="notice-01", kind="emergency", title=Text(zh="请离开", en="Leave"), since=MORNING)

    async def story():
        hall = server(WHOLE)
        await hall.start()
        async with following(hall.url, tmp_path) as heard:
            await heard.until(lambda news: news.link.live)
            hall.board = lambda: snapshot(DAY, WHOLE).model_copy(
                update={"last_seq": WHOLE + 1, "notices": [alarm]}
            )
            told = DAY[-1].model_copy(update={"seq": WHOLE + 1, "kind": "hall.notices", "window": None})
            await hall.add(told)
            await heard.until(lambda news: news.state.notices == [alarm])
        await hall.stop()

    asyncio.run(story())
    assert recall(tmp_path).state.notices == [alarm]
