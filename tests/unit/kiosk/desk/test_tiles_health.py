"""A service of somebody else is greyed when it does not answer, and comes back by itself."""

import asyncio
import threading
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from hall.settings import CONFIG, load
from kiosk.desk.tiles import Tiles
from kiosk.flows.place_words import PlacesKnown
from kiosk.flows.tile_words import TilesKnown
from tests.unit.kiosk.desk.test_browser import Told

HALL = load(CONFIG / "halls" / "demo.toml")


class Site(ThreadingHTTPServer):
    """Answers what a test wants. `heads`: whether it knows HEAD."""

    daemon_threads = True
    status, heads = 200, True


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(self.server.status)
        self.end_headers()

    def do_HEAD(self):
        self.send_response(self.server.status if self.server.heads else 405)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def site():
    server = Site(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@asynccontextmanager
async def tiles(port, command="true"):
    url = f"http://127.0.0.1:{port}/"
    changed = [tile.model_copy(update={"url": url}) if tile.kind == "url" else tile for tile in HALL.tiles]
    browser = HALL.browser.model_copy(update={"command": [command]})
    settings = HALL.model_copy(update={"tiles": changed, "browser": browser})
    told = Told()
    unit = next(unit for unit in HALL.units if unit.id == "t1")
    own = Tiles(SimpleNamespace(settings=settings, unit=unit, tell=told.append))
    task = asyncio.create_task(own.run())
    try:
        yield own, told
    finally:
        task.cancel()
        await asyncio.wait([task])


def trouble(told, which=-1):
    known = told.of(TilesKnown)
    return {tile.id: tile.trouble for tile in known[which].tiles if tile.trouble} if known else None


def test_before_the_first_answer_nothing_counts_as_there(site):
    async def play():
        async with tiles(site.server_port) as (_own, told):
            await told.wait(lambda: told.of(TilesKnown))
            assert told.of(PlacesKnown)[0].atlas.here.unit == "t1"
            assert trouble(told, 0) == {"credit-records": "tile.checking"}
            await told.wait(lambda: trouble(told) == {})

    asyncio.run(play())


@pytest.mark.parametrize(
    ("status", "heads", "away"), [(503, True, True), (404, True, True), (200, False, False)]
)
def test_what_counts_as_away(site, status, heads, away):
    async def play():
        site.status, site.heads = status, heads
        async with tiles(site.server_port) as (_own, told):
            wanted = {"credit-records": "tile.away"} if away else {}
            await told.wait(lambda: trouble(told) == wanted)

    asyncio.run(play())


def test_a_site_that_fails_is_greyed_and_one_that_returns_is_not(site):
    async def play():
        async with tiles(site.server_port) as (own, told):
            for status, wanted in ((200, {}), (500, {"credit-records": "tile.away"}), (200, {})):
                site.status = status
                own.wake()
                await told.wait(lambda wanted=wanted: trouble(told) == wanted)

    asyncio.run(play())


def test_without_a_browser_the_page_is_greyed_though_the_site_is_there(site):
    async def play():
        async with tiles(site.server_port, "no-such-browser") as (_own, told):
            await told.wait(lambda: trouble(told) == {"credit-records": "tile.noBrowser"})

    asyncio.run(play())
