"""Document scanners on SANE's own test backend: pages, feeder, settings, and what a caller may ask."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from drivers.scanner.sane import SaneScanner, scan_timeout_ms
from drivers.transport.open import open_connection
from drivers.types import Command, CompletionCode, DeviceState
from tests.support.direct import TestContext
from tests.support.processes import patient
from tests.support.sane_scanner import OPTIONS, PORT, SLOW, sane_folder, scanner, twin_scanner, workers
from tests.support.supervised import Bench, spec


def test_a_page_from_the_flatbed_is_a_whole_picture_in_the_callers_folder():
    with scanner({"test-picture": "Color pattern"}, mode="color") as desk:
        assert desk.driver.start().ready
        done = desk.scan()
        assert done.done
        (page,) = done.result["pages"]
        assert page["rows_expected"] == page["rows_got"] == 590
        with Image.open(page["file"]) as picture:
            assert (picture.mode, picture.size) == ("RGB", (590, 590))
            assert len(set(picture.get_flattened_data())) > 10
        assert desk.files() == ["page-0001.pnm"]
        assert desk.context.kinds == ["pageStarted", "pageScanned"]
        assert desk.driver.idle().counters == {"pages": 1, "truncated": 0, "jams": 0}
        patient(lambda: not workers())


def test_the_feeder_is_emptied_and_says_so():
    with scanner() as desk:
        done = desk.scan(pages=0)
        assert [page["n"] for page in done.result["pages"]] == list(range(1, 11))
        assert done.result["feeder_empty"] is True
        assert done.result["source"] == "Automatic Document Feeder"
        assert desk.context.kinds == [*["pageStarted", "pageScanned"] * 10, "feederEmpty"]


def test_no_more_pages_than_ordered_and_none_is_written_over():
    with scanner() as desk:
        assert len(desk.scan(pages=3).result["pages"]) == 3
        again = desk.scan(pages=2)
        assert [Path(page["file"]).name for page in again.result["pages"]] == [
            "page-0004.pnm",
            "page-0005.pnm",
        ]
        assert len(desk.files()) == 5


@pytest.mark.parametrize(("mode", "kind"), [("gray", "L"), ("color", "RGB"), ("lineart", "1")])
def test_color_gray_and_black_and_white_are_what_was_ordered(mode, kind):
    with scanner({"test-picture": "Solid black"}) as desk:
        done = desk.scan(mode=mode)
        with Image.open(done.result["pages"][0]["file"]) as picture:
            assert (picture.mode, picture.size) == (kind, (590, 590))
            assert picture.convert("L").getextrema() == (0, 0)


def test_a_page_of_a_hand_scanner_has_no_known_height_and_says_that():
    with scanner({"hand-scanner": True}) as desk:
        (page,) = desk.scan().result["pages"]
        assert page["rows_expected"] is None
        with Image.open(page["file"]) as picture:
            assert picture.size == (page["columns"], page["rows_got"])


def test_lost_pixels_at_the_end_of_each_row_do_not_slant_the_page():
    with scanner({"ppl-loss": 7, "test-picture": "Grid"}) as desk:
        (page,) = desk.scan().result["pages"]
        with Image.open(page["file"]) as picture:
            first = picture.crop((0, 5, 300, 6)).tobytes()
            assert first == picture.crop((0, 6, 300, 7)).tobytes()


def test_a_backend_that_gives_a_few_bytes_at_a_time_gives_the_same_page():
    pages = []
    for backend in ({}, {"read-limit": True, "read-limit-size": 401}):
        with scanner({"test-picture": "Grid", **backend}) as desk:
            pages.append(Path(desk.scan().result["pages"][0]["file"]).read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"height_mm": 297}, "page.sizeUnsupported"),
        ({"dpi": 4800}, "scanner.notOffered"),
        ({"duplex": True}, "scanner.notOffered"),
    ],
)
def test_what_the_scanner_cannot_do_is_refused_and_nothing_is_scanned(args, error):
    with scanner() as desk:
        done = desk.scan(**args)
        assert (done.code, done.error) == (CompletionCode.UNSUPPORTED_DATA, error)
        assert desk.files() == []
        assert desk.driver.idle().ready


def test_three_passes_and_unknown_options_are_refused():
    with scanner({"three-pass": True}, mode="color") as desk:
        assert desk.scan().error == "page.unsupported"
    with scanner({"three-pas": True}) as desk:
        done = desk.scan()
        assert (done.error, done.evidence["where"]) == ("scanner.notOffered", "three-pas")


@pytest.mark.parametrize(
    "args", [{"source": "tray"}, {"pages": 501}, {"pages": -1}, {"mode": "blue"}, {"dip": 300}]
)
def test_nonsense_is_not_ordered(args):
    with scanner() as desk:
        done = desk.scan(**args)
        assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "command.invalid")
        assert done.evidence["argument"] == next(iter(args))


def test_pages_are_written_only_where_nobody_else_can_read_them():
    with scanner() as desk:
        for folder in (desk.pages / "none", desk.pages / "open"):
            if folder.name == "open":
                folder.mkdir(0o755)
            done = desk.scan(folder=str(folder))
            assert (done.code, done.evidence["argument"]) == (CompletionCode.INVALID_DATA, "folder")


def test_the_scanner_tells_what_it_offers():
    with scanner() as desk:
        told = desk.do("capabilities").result
        assert told["sources"] == ["Flatbed", "Automatic Document Feeder"]
        assert told["modes"] == ["color", "gray", "lineart"]
        assert told["dpi"] == {"least": 1.0, "most": 1200.0}
        assert (told["feeder"], told["duplex"], told["width_mm"]) == (True, False, 200.0)
        assert desk.do("status").result == {
            "device": "online",
            "code": "",
            "media": "unknown",
            "cover": "unknown",
            "lamp": "unknown",
            "glass": "unknown",
        }


def test_the_only_scanner_needs_no_name_and_two_need_one():
    with scanner(port="sane:") as desk:
        assert desk.driver.start().ready
    with sane_folder() as folder:
        (folder / "test.conf").write_text("number_of_devices 2\n")
        context = TestContext()
        connection = open_connection("sane:", {}, context.check)
        status = SaneScanner(connection, OPTIONS, context).start()
        connection.close()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "config.invalid")
        assert status.parts["detail"] == "test:0, test:1"


def test_a_wrong_setting_names_the_right_one():
    context = TestContext()
    with sane_folder():
        driver = SaneScanner(open_connection(PORT, {}, context.check), {"dqi": 300}, context)
        status = driver.start()
        assert (status.code, "dpi" in status.parts["option"]) == ("config.invalid", True)


def test_a_recorded_scan_replays_to_the_same_result():
    with tempfile.TemporaryDirectory() as place:
        pages, tape = Path(place, "pages"), Path(place, "tape")
        pages.mkdir(0o700)
        results = []
        with sane_folder():
            for port, record in ((PORT, str(tape)), (f"replay:{tape}", "")):
                for old in pages.iterdir():
                    old.unlink()
                context = TestContext()
                connection = open_connection(port, {}, context.check, record)
                driver = SaneScanner(connection, OPTIONS, context)
                status = driver.start()
                done = driver.perform(Command("r", "scan", {"folder": str(pages), "pages": 2}, 20_000))
                results.append((status, done, done.result, context.kinds))
                connection.close()
        assert results[0] == results[1]
        assert len(results[0][2]["pages"]) == 2


def test_under_the_supervisor_a_scan_is_canceled_and_the_device_stays():
    async def run():
        with sane_folder(), tempfile.TemporaryDirectory() as folder:
            options = {**OPTIONS, "dpi": 300, "backend": SLOW}
            device = spec("scanner", "drivers.scanner.sane:SaneScanner", PORT, options=options)
            async with Bench([device]) as bench:
                await bench.online("scanner")
                scan = asyncio.create_task(bench.run("scanner", "scan", folder=folder))
                await bench.until(lambda: "pageStarted" in bench.kinds("scanner"))
                await bench.supervisor.cancel("scanner")
                done = await scan
                assert (done.code, done.evidence["files"]) == (CompletionCode.CANCELED, [])
                assert os.listdir(folder) == []  # noqa: PTH208 - in a loop that must not block
                assert bench.supervisor.status("scanner").ready
                assert bench.supervisor.status("scanner").counters["resets"] == 0
            patient(lambda: not workers())

    asyncio.run(run())


def test_a_scan_may_take_longer_the_more_pages_it_has():
    assert scan_timeout_ms(1) == 40_000
    assert scan_timeout_ms(50) == 530_000


def test_both_sides_of_every_sheet_come_in_order():
    with twin_scanner(sheets=2) as desk:
        assert desk.do("capabilities").result["duplex"] is True
        done = desk.scan(pages=0, duplex=True)
        assert (len(done.result["pages"]), done.result["source"]) == (4, "ADF Duplex")
        assert done.result["feeder_empty"] is True


def test_one_side_is_the_front_one():
    with twin_scanner(sheets=2) as desk:
        done = desk.scan(pages=0, source="feeder")
        assert (len(done.result["pages"]), done.result["source"]) == (2, "ADF Front")


def test_the_only_scanner_of_a_network_is_found_without_its_name():
    with twin_scanner() as desk:
        desk.connection._device = ""
        assert desk.driver.start().ready
        assert desk.do("capabilities").result["device"] == desk.twin.device


def test_what_a_person_can_do_at_the_twin_is_done():
    with twin_scanner() as desk:
        hands = desk.twin.machine.hands()
        hands["load"].do("3")
        hands["cover"].do("")
        assert desk.driver.start().code == "scanner.coverOpen"
        hands["fine"].do("")
        hands["jam"].do("2")
        assert desk.scan(pages=0).error == "page.jammed"
        with pytest.raises(ValueError, match="five"):
            hands["load"].do("five")
