"""Guides on a terminal: from the server, kept for the time without one, printed in short."""

import asyncio
from datetime import UTC, datetime

from drivers.printer.forms import compose
from hall.assets import load_form
from hall.guides.book import SAMPLES, load
from hall.server import guides as served
from kiosk.desk.guide_paper import guide_sheet
from kiosk.flows.words import GuidesChanged, PaperEnded, PrintGuide, PrintOutcome
from tests.support.papers import printed
from tests.unit.hall.guides.test_files import LEAST
from tests.unit.kiosk.desk.room import SETTINGS, Room, room

NOW, LATER = datetime(2026, 11, 22, 4, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)
PERMIT = load([SAMPLES]).by_id["residence-permit"]


def own_guide(hall, text=LEAST):
    folder = hall.store.folder / "guides"
    folder.mkdir(exist_ok=True)
    (folder / "own.toml").write_text(text, encoding="utf-8")


async def library(here, wanted):
    """The last that was told, once it is what is wanted."""
    async with asyncio.timeout(20):
        while True:
            told = here.told.of(GuidesChanged)
            if told and wanted(told[-1].library):
                return told[-1].library
            await asyncio.sleep(0.02)


def test_what_the_server_told_is_there_after_a_start_without_it(tmp_path):
    async def play():
        async with room(tmp_path) as here:
            own_guide(here.hall)
            first = await library(here, lambda known: "least" in known.guides)
            assert first.got == "2026-11-22"
            await here.close()
            here.hall.mode = "away"
            again = Room(tmp_path / "t1", here.hall, here.clock)
            try:
                kept = await library(again, lambda known: "least" in known.guides)
            finally:
                await again.close()
            assert list(kept.guides) == list(first.guides)
            assert kept.pictures == first.pictures
            assert kept.pictures["residence-form.png"][:4] == b"\x89PNG"
            assert kept.index.find(served.Wanted("jzz")) == ("residence-permit",)

    asyncio.run(play())


def test_on_its_first_day_without_a_server_it_has_what_came_with_the_product(tmp_path):
    async def play():
        async with room(tmp_path, "away") as here:
            known = await library(here, lambda known: known.guides)
            assert (known.got, "residence-permit" in known.guides) == ("", True)

    asyncio.run(play())


def test_a_guide_that_changed_is_told_when_the_server_is_met_again(tmp_path, monkeypatch):
    monkeypatch.setattr(served, "LOOK_MS", 0)

    async def play():
        async with room(tmp_path) as here:
            own_guide(here.hall)
            await library(here, lambda known: "least" in known.guides)
            own_guide(here.hall, LEAST.replace("最小的指南", "改过的指南"))
            here.desk._guides.wake()
            fresh = await library(here, lambda known: known.guides["least"].name.zh == "改过的指南")
            assert fresh.index.find(served.Wanted("ggdzn")) == ("least",)

    asyncio.run(play())


def test_a_summary_is_printed_and_one_that_is_gone_is_not(tmp_path):
    async def play():
        async with room(tmp_path) as here:
            await library(here, lambda known: known.got)
            here.desk.perform(PrintGuide("g1", "residence-permit", large=False, language="zh"))
            assert (await here.told.until(PaperEnded)).outcome is PrintOutcome.PRINTED
            here.desk.perform(PrintGuide("g2", "gone", large=False, language="zh"))
            assert (await here.told.until(PaperEnded, 2)).outcome is PrintOutcome.NOT_PRINTED

    asyncio.run(play())


def test_the_paper_says_what_to_bring_and_where_and_has_the_code():
    for language in ("zh", "en"):
        for large in (False, True):
            data = guide_sheet(SETTINGS, PERMIT, NOW, language=language, large=large) | {"reprint": False}
            lines = compose(load_form("guide"), data)
            said = repr(lines)
            wanted = (
                ("居住证申领", "15 个工作日", "近期一寸免冠照片")
                if language == "zh"
                else ("Residence permit", "15 working days")
            )
            assert all(each in said for each in wanted)
            assert "/g/residence-permit" in said
            assert "Out of date" not in said
            assert printed("guide", data).png()


def test_the_paper_of_a_guide_that_is_over_says_so():
    data = guide_sheet(SETTINGS, PERMIT, LATER, language="zh", large=False) | {"reprint": False}
    assert "已过有效期" in repr(compose(load_form("guide"), data))
