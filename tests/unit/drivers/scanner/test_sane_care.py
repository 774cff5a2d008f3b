"""What a scanner needs now and then: white measured anew, its glass looked through; and the button at its front."""

from __future__ import annotations

import pytest

from drivers.scanner.sane_blank import UNTESTED, look_through
from drivers.types import CompletionCode
from tests.support.sane_scanner import scanner, twin_scanner


def sheet(white=235, dirt=(), lines=()):
    """A white sheet at 100 dpi: `dirt` in columns, printed `lines` in rows."""
    columns, rows = 780, 1000
    plain = bytearray([white]) * columns
    for at in dirt:
        plain[at : at + 3] = bytes(3)
    inner = [bytearray(plain) for _ in range(rows)]
    for at in lines:
        for row in inner[at : at + 12]:
            row[100:680:2] = bytes(290)
    return b"P5\n%d %10d\n255\n" % (columns, rows) + b"".join(inner)


def test_dirt_on_the_glass_is_a_streak_down_the_sheet_and_its_place_is_told():
    found = look_through(sheet(dirt=(200, 500)))
    assert found.blank
    assert found.streaks_mm == (51.1, 127.3)
    assert found.parts() == {"lamp": "ok", "glass": "dirty"}


def test_a_clean_glass_and_an_old_lamp_are_told_apart():
    assert look_through(sheet()).parts() == {"lamp": "ok", "glass": "clean"}
    assert look_through(sheet(white=140)).parts() == {"lamp": "fading", "glass": "clean"}


def test_a_printed_sheet_is_no_test_of_the_glass():
    assert not look_through(sheet(lines=(200, 240, 280, 320))).blank


@pytest.mark.parametrize("data", [b"", b"P6\n9 9\n255\n", sheet()[:-1], b"P5\n1 1\n255\n\0"])
def test_what_is_no_whole_sheet_is_not_judged(data):
    with pytest.raises(ValueError, match="picture"):
        look_through(data)


def test_the_glass_is_tested_with_a_white_sheet_and_nothing_of_it_is_kept():
    with scanner({"test-picture": "Solid white"}) as desk:
        assert UNTESTED.items() <= desk.driver.start().parts.items()
        done = desk.do("blank_page_test", folder=str(desk.pages))
        assert done.result == {"lamp": "ok", "glass": "clean", "white": 255, "streaks_mm": []}
        assert desk.driver.idle().parts["glass"] == "clean"
        assert desk.files() == []


def test_a_sheet_with_something_on_it_is_refused_and_not_kept_either():
    with scanner({"test-picture": "Grid"}) as desk:
        done = desk.do("blank_page_test", folder=str(desk.pages))
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "page.notBlank")
        assert desk.files() == []
        assert desk.driver.idle().parts["glass"] == "unknown"


def test_a_scanner_with_a_button_for_it_measures_white_anew():
    with twin_scanner() as desk:
        assert desk.do("capabilities").result["calibrate"] is True
        assert desk.do("calibrate").done
        assert desk.machine.calibrations == 1


def test_a_scanner_without_one_says_so():
    with scanner() as desk:
        assert desk.do("capabilities").result["calibrate"] is False
        done = desk.do("calibrate")
        assert (done.code, done.error) == (CompletionCode.UNSUPPORTED_COMMAND, "scanner.notOffered")


def test_the_button_at_the_front_is_told_once_for_each_press():
    with twin_scanner() as desk:
        assert desk.do("capabilities").result["buttons"] == ["scan"]
        for pressed in (False, True, True, False, True):
            desk.machine.pressed = pressed
            desk.driver.look()
        assert desk.context.kinds == ["buttonPressed", "buttonPressed"]
        assert desk.context.events[0].data == {"button": "scan"}


def test_paper_that_was_left_in_the_feeder_is_told_at_the_end():
    with twin_scanner(sheets=1) as desk:
        assert desk.do("end_transaction").result["media_left"] is True
        assert desk.context.kinds == ["mediaLeft"]
        desk.machine.sheets = 0
        assert desk.do("end_transaction").result["media_left"] is False
    with scanner() as desk:
        assert desk.do("end_transaction").result["media_left"] is None


def test_a_feeder_that_was_emptied_says_so_at_once():
    with twin_scanner(sheets=2) as desk:
        assert desk.driver.start().parts["media"] == "loaded"
        assert desk.scan(pages=0).done
        assert desk.driver.idle().parts["media"] == "empty"


def test_half_a_page_of_an_earlier_life_does_not_stop_the_next_scan():
    with scanner() as desk:
        (desk.pages / "page-0001.part").touch()
        assert desk.scan().done
        assert desk.files() == ["page-0001.pnm"]
