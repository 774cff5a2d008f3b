"""The pad opens the province's page in a real browser, kept to its hosts; without one it says so at once."""

import asyncio
from types import SimpleNamespace

from hall.client import HallError, HallReason
from hall.settings.review import ReviewPad
from hall.settings.upstream import UpstreamRules
from kiosk.flows.tile_words import CloseTile, FitTile, HandTile, TileEnded, TilePainted
from kiosk.pad.province_desk import Province
from kiosk.pad.province_words import OpenProvince
from tests.support.website import CHROMIUM, NEEDED, Site

PAGE = """<!doctype html><meta charset="utf-8"><title>省评价页</title><h1>请评价</h1>
<img src="http://127.0.0.2:{port}/picture">"""


class Hall:
    """The server, asked for the page of a visit."""

    def __init__(self, url=""):
        self.url = url

    async def province_page(self, subject):
        if not self.url:
            raise HallError(HallReason.REFUSED, f"nothing for {subject}")
        return f"{self.url}?no={subject}"


def pad(hall, told):
    settings = SimpleNamespace(
        tiles=[],
        browser=SimpleNamespace(command=CHROMIUM),
        upstream=UpstreamRules(page_url=hall.url or "https://province.example/"),
    )
    unit = SimpleNamespace(id="pad-test", review=ReviewPad(page="province"))
    return Province(SimpleNamespace(settings=settings, unit=unit, tell=told.append), hall, told.append)


@NEEDED
def test_the_page_is_painted_for_its_visit_reaches_its_own_hosts_and_is_gone_when_closed():
    site, told = Site(PAGE), []

    async def course():
        province = pad(Hall(site.url), told)
        province.perform(HandTile(FitTile(600, 400, 1.0, "usual")))
        province.perform(OpenProvince("ticket-000001", "zh"))
        async with asyncio.timeout(20):
            while not any(isinstance(each, TilePainted) for each in told):  # noqa: ASYNC110 - told to a list
                await asyncio.sleep(0.02)
        province.perform(CloseTile())
        await province.over()

    try:
        asyncio.run(course())
    finally:
        site.end()
    assert {host for host, _ in site.asked} == {"127.0.0.1"}
    assert any("no=ticket-000001" in path for _, path in site.asked)


def test_a_visit_without_a_page_is_told_at_once():
    told = []

    async def course():
        province = pad(Hall(), told)
        province.perform(OpenProvince("ticket-000001", "zh"))
        async with asyncio.timeout(5):
            while not told:  # noqa: ASYNC110 - told to a list
                await asyncio.sleep(0.01)
        await province.over()

    asyncio.run(course())
    assert told == [TileEnded("tile.away")]
