"""Scanning an application's materials with real drivers: page by page, and what goes wrong on the way."""

import asyncio
import json

import cv2
import numpy as np

from drivers.scanner.pdf import read_head
from hall.texts import load_texts
from kiosk.desk.scanning import feeder as scanning_feeder
from kiosk.flows.filing.words import PageScanned, ScanEnded, ScanPages, ScanSeen
from tests.support.scanning import feeder, scan_desk


def run(tmp_path, work, line=None, **options):
    async def day():
        async with scan_desk(tmp_path, line, **options) as desk:
            await asyncio.wait_for(work(desk), 60)

    asyncio.run(day())


def test_a_stack_comes_page_by_page_sealed_and_small_and_blank_backs_are_left_out(tmp_path):
    async def work(desk):
        desk.begin()
        first = (await desk.pages(1))[0].scan
        assert desk.of(ScanEnded) == []
        assert first.problems == ()
        assert cv2.imdecode(np.frombuffer(first.picture, np.uint8), 1).shape[0] == 900
        assert await desk.ended() == ""
        names = [each.scan.sha256 for each in desk.of(PageScanned)]
        assert len(set(names)) == len(names) == 3
        pages = [desk.outbox.blobs.get(blob) for blob in desk.scanning._pages.named(names)]
        assert all(len(page) <= 400_000 for page in pages)
        assert [(read_head(page).width, read_head(page).height) for page in pages] == [(1653, 2338)] * 3
        assert desk.left() == []
        assert not any(blob.read_bytes().startswith(b"\xff\xd8") for blob in desk.blobs())
        told = await desk.supervisor.run(desk.name, "dump_flight_recorder", timeout_ms=5000)
        assert not [line for line in told.result["lines"] if "head" in line]
        assert "page-0001" not in json.dumps(told.result["lines"])

    run(tmp_path, work, feeder(3))


def test_a_jam_ends_the_scan_and_keeps_the_pages_before_it(tmp_path):
    async def work(desk):
        desk.machine.scanner.jam_at = 2
        desk.begin()
        assert await desk.ended() == "page.jammed"
        assert len(desk.of(PageScanned)) == 1
        assert desk.left() == []

    run(tmp_path, work, feeder(3))


def test_an_empty_feeder_is_waited_for_and_then_told(tmp_path, monkeypatch):
    monkeypatch.setattr(scanning_feeder, "WAIT_MS", 1500)

    async def work(desk):
        desk.begin()
        assert await desk.ended() == "page.none"
        desk.told.clear()
        desk.begin()
        await asyncio.sleep(0.2)
        desk.machine.load(1)
        assert await desk.ended() == ""
        assert len(desk.of(PageScanned)) == 1

    run(tmp_path, work, feeder())


def test_who_says_no_more_pages_keeps_those_that_came(tmp_path):
    async def work(desk):
        desk.begin()
        await desk.pages(1)
        desk.scanning.stop()
        assert await desk.ended() == ""
        assert 1 <= len(desk.of(PageScanned)) < 12
        assert desk.left() == []

    run(tmp_path, work, feeder(12))


def test_a_cable_that_is_pulled_ends_the_scan_with_words_for_it(tmp_path):
    async def work(desk):
        desk.begin()
        await desk.pages(1)
        desk.line.unplug()
        problem = await desk.ended()
        assert problem
        for language in ("zh", "en"):
            assert load_texts(language).problem(problem).do
        assert desk.left() == []

    run(tmp_path, work, feeder(12), stall_ms=2000)


def test_after_the_citizen_went_nobody_hears_of_a_page_and_the_next_can_scan(tmp_path):
    async def work(desk):
        desk.begin()
        await desk.pages(1)
        desk.scanning.abandon()
        count = len(desk.told)
        await desk.scanning.idle()
        assert len(desk.told) == count
        assert desk.left() == []
        desk.machine.load(1)
        desk.begin()
        assert await desk.ended() == ""

    run(tmp_path, work, feeder(6))


def test_who_goes_before_it_began_hears_nothing_and_a_stop_before_it_began_is_an_end(tmp_path):
    async def work(desk):
        desk.begin()
        await desk.pages(1)
        desk.begin()
        await asyncio.sleep(0)
        desk.scanning.abandon()
        count = len(desk.told)
        await desk.scanning.idle()
        await asyncio.sleep(0.5)
        assert len(desk.told) == count
        desk.begin()
        await asyncio.sleep(0)
        desk.scanning.stop()
        assert await desk.ended() == ""
        assert len(desk.told) == count + 1

    run(tmp_path, work, feeder(12))


def test_pages_of_a_copy_are_never_on_the_disk(tmp_path):
    async def work(desk):
        desk.begin(keep=False)
        assert await desk.ended() == ""
        [page] = desk.of(PageScanned)
        assert read_head(desk.scanning.page(page.scan.sha256)).width == 1653
        assert desk.blobs() == []
        desk.scanning._pages.forget()
        assert desk.scanning.page(page.scan.sha256) is None

    run(tmp_path, work, feeder(1))


def test_without_such_a_device_that_is_told_at_once(tmp_path):
    async def work(desk):
        await desk.scanning.scan(ScanPages("lease", "camera"))
        assert await desk.ended() == "device.none"

    run(tmp_path, work, feeder())


def test_the_camera_shows_what_it_sees_and_takes_each_sheet_once(tmp_path):
    async def work(desk):
        desk.line.act(lambda: desk.machine.put("letter"))
        desk.begin("camera")
        await desk.pages(1)
        assert cv2.imdecode(np.frombuffer(desk.of(ScanSeen)[0].picture, np.uint8), 1) is not None
        await desk.until(lambda: any("page.unchanged" in seen.problems for seen in desk.of(ScanSeen)))
        assert len(desk.of(PageScanned)) == 1
        desk.line.act(lambda: desk.machine.put("letter2"))
        await desk.pages(2)
        desk.scanning.stop()
        assert await desk.ended() == ""
        assert desk.left() == []

    run(tmp_path, work)


def test_both_sides_of_a_card_become_one_page_and_the_citizen_is_told_to_turn_it(tmp_path):
    async def work(desk):
        desk.line.act(lambda: desk.machine.put("card-front"))
        desk.begin("camera", card=True)
        await desk.until(lambda: any("page.turnOver" in seen.problems for seen in desk.of(ScanSeen)))
        assert desk.of(PageScanned) == []
        desk.line.act(lambda: desk.machine.put("card-back"))
        assert await desk.ended() == ""
        assert len(desk.of(PageScanned)) == 1
        assert desk.left() == []

    run(tmp_path, work)


def test_a_covered_lens_is_told_while_it_is_covered(tmp_path):
    async def work(desk):
        hands = desk.machine.hands()
        desk.line.act(lambda: hands["cover"].do("on"))
        desk.begin("camera")
        await desk.until(lambda: any("camera.covered" in seen.problems for seen in desk.of(ScanSeen)))
        desk.scanning.stop()
        assert await desk.ended() == ""

    run(tmp_path, work)
