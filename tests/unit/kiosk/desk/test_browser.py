"""A page of somebody else in a real browser: it stays with its hosts, takes keys and words, and leaves nothing behind."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from PySide6.QtGui import QImage

from hall.settings import Words
from hall.settings.tiles import ExternalTile
from kiosk.desk.browser import Browsers, _memory, sweep
from kiosk.flows.tile_words import (
    AnswerTile,
    FitTile,
    HandTile,
    OpenTile,
    PressTile,
    TileAsks,
    TileAt,
    TileEnded,
    TilePainted,
    TileRefused,
    WriteTile,
)
from tests.support.website import CHROMIUM, NEEDED, Site

PAGE = """<!doctype html><meta charset="utf-8"><title>信用查询</title>
<label>姓名<input id="who"></label>
<a href="http://127.0.0.2:{port}/foreign">外站</a> <a target="_blank" href="/window">新窗口</a> <a href="/file">下载</a>
<select id="kind"><option>企业</option><option>个人</option></select>
<button onclick="fetch('/said?' + confirm('要提交吗？') + who.value + kind.value)">提交</button>
<img src="http://127.0.0.2:{port}/picture"><iframe src="http://127.0.0.2:{port}/frame"></iframe>
<script>
fetch('http://127.0.0.2:{port}/fetched').catch(() => 0);
try { new WebSocket('ws://127.0.0.2:{port}/socket') } catch (error) { }
</script>"""


@pytest.fixture
def site():
    server = Site(PAGE)
    yield server
    server.end()


class Told(list):
    """What the browser told, in order."""

    def of(self, kind):
        return [each for each in self if isinstance(each, kind)]

    async def wait(self, wanted):
        """Until it is so; says what was told when it never is."""
        try:
            async with asyncio.timeout(20):
                while not wanted():  # noqa: ASYNC110 - what is waited for is told to a list
                    await asyncio.sleep(0.02)
        except TimeoutError:
            others = [(each, getattr(each, "name", "")) for each in self if not isinstance(each, TilePainted)]
            raise AssertionError(f"only this was told: {others}") from None


@asynccontextmanager
async def browser(url, command=CHROMIUM):
    told = Told()
    tile = ExternalTile(id="web", name=Words(zh="信用", en="Credit"), kind="url", url=url)
    settings = SimpleNamespace(tiles=[tile], browser=SimpleNamespace(command=command))
    own = Browsers(SimpleNamespace(settings=settings, unit=SimpleNamespace(id="test"), tell=told.append))
    own.perform(OpenTile("web", "zh"))
    own.perform(HandTile(FitTile(600, 500, 1.5, "usual")))
    try:
        yield own, told
    finally:
        await own.over()


async def come_to(own, told, name):
    """Press the key "next" until it is there."""
    for _ in range(12):
        before = len(told.of(TileAt))
        own.perform(HandTile(PressTile("next")))
        await told.wait(lambda before=before: len(told.of(TileAt)) > before)
        if told.of(TileAt)[-1].name == name:
            return
    raise AssertionError(f"the keys never come to {name}: {[each.name for each in told.of(TileAt)]}")


async def press(own, told, name):
    await come_to(own, told, name)
    own.perform(HandTile(PressTile("press")))


async def refused(own, told, name):
    """Press it; the page says that it leads nowhere."""
    before = len(told.of(TileRefused))
    await press(own, told, name)
    await told.wait(lambda: len(told.of(TileRefused)) > before)


def height_of(painted):
    return QImage.fromData(painted.picture).height()


def folders(unit="test", pid=0):
    """What the browsers of a unit's program keep. `pid`: the program's, by default our own."""
    return list(Path(_memory() or tempfile.gettempdir()).glob(f"hallkit-web-{unit}-{pid or os.getpid()}-*"))


@NEEDED
def test_a_page_reaches_its_own_host_only_and_leaves_nothing(site):
    async def play():
        async with browser(site.url) as (own, told):
            await told.wait(lambda: told.of(TilePainted))
            for height in (300, 500):
                own.perform(HandTile(FitTile(600, height, 1.5, "usual")))
                await told.wait(lambda height=height: abs(height_of(told.of(TilePainted)[-1]) - height) < 3)
            await come_to(own, told, "姓名")
            own.perform(WriteTile("张小凡"))
            for name in ("外站", "下载"):
                await refused(own, told, name)
            await press(own, told, "企业")
            own.perform(HandTile(PressTile("down")))
            await press(own, told, "提交")
            await told.wait(lambda: told.of(TileAsks))
            assert told.of(TileAsks)[0] == TileAsks("要提交吗？", answers=True)
            own.perform(HandTile(AnswerTile(yes=True)))
            await told.wait(lambda: any(path == "/said?true" + quote("张小凡个人") for path in site.paths()))
            await press(own, told, "新窗口")
            await told.wait(lambda: site.paths().count("/window") == 1)
            assert folders()
        assert folders() == []
        assert told.of(TileEnded) == []

    asyncio.run(play())
    assert {host for host, _ in site.asked} == {"127.0.0.1"}
    assert not {"/foreign", "/picture", "/frame", "/fetched", "/socket"}.intersection(site.paths())


@NEEDED
def test_a_site_that_is_not_there_says_so():
    async def play():
        async with browser("http://127.0.0.1:49999/") as (_own, told):
            await told.wait(lambda: told.of(TileEnded))
            assert told.of(TileEnded) == [TileEnded("tile.away")]

    asyncio.run(play())


def test_a_browser_that_is_not_there_says_so():
    async def play():
        async with browser("http://127.0.0.1/", ["no-such-browser"]) as (_own, told):
            await told.wait(lambda: told.of(TileEnded))
            assert told.of(TileEnded) == [TileEnded("tile.noBrowser")]
        assert folders() == []

    asyncio.run(play())


ALONE = """
import asyncio, sys
sys.path.insert(0, {root!r})
from tests.unit.kiosk.desk.test_browser import browser, folders
from kiosk.flows.tile_words import TilePainted

async def play():
    async with browser(sys.argv[1]) as (own, told):
        await told.wait(lambda: told.of(TilePainted))
        (folder,) = folders()
        lock = (folder / "profile" / "SingletonLock").readlink()
        print(str(lock).rpartition("-")[2], flush=True)
        await asyncio.sleep(60)

asyncio.run(play())
"""


@NEEDED
def test_the_browser_dies_with_a_program_that_is_killed_and_the_next_start_wipes_its_folder(site):
    root = str(Path(__file__).resolve().parents[4])
    command = [sys.executable, "-c", ALONE.format(root=root), site.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        pid = int(program.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        program.send_signal(signal.SIGKILL)
        program.wait(20)

    async def gone():
        await Told().wait(lambda: not running(pid))

    asyncio.run(gone())
    assert folders(pid=program.pid)
    sweep("hallkit-web-test-")
    assert folders(pid=program.pid) == []


def running(pid):
    """Alive, and not only unburied."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
