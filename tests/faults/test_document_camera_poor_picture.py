"""The paper under the document camera is too dark, mirrors a lamp, is out of focus, out of the picture, or empty."""

from pathlib import Path

import pytest

from drivers.types import CompletionCode
from tests.support.desks import advised, at_desk, private

PROBLEMS = {
    "dark": "page.dark",
    "glare": "page.glare",
    "blur": "page.blurred",
}


@pytest.mark.parametrize(("hand", "code"), PROBLEMS.items())
def test_the_citizen_is_told_and_a_good_picture_is_waited_for(tmp_path, hand, code):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.hand(desk.twin.put, "letter")
        desk.hand(desk.twin.hands()[hand].do, "on")
        done = desk.do("capture_when_stable", folder=folder, wait_ms=3000)
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, code)
        assert advised(desk) == [code]
        assert not list(Path(folder).iterdir())
        by_hand = desk.do("capture", folder=folder)
        assert (by_hand.code, by_hand.result["problems"]) == (CompletionCode.SUCCESS, [code])
        desk.hand(desk.twin.hands()[hand].do, "off")
        good = desk.do("capture_when_stable", timeout_ms=20_000, folder=folder)
        assert (good.code, good.result["problems"]) == (CompletionCode.SUCCESS, [])


def test_a_sheet_that_is_not_all_in_the_picture_is_told(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.hand(lambda: desk.twin.put("letter", x=0.32))
        done = desk.do("capture_when_stable", folder=folder, wait_ms=3000)
        assert done.code in {CompletionCode.USER_ERROR, CompletionCode.TIME_OUT}
        assert done.error in {"page.cutOff", "page.notFound"}


def test_an_empty_sheet_is_told(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.hand(desk.twin.put, "blank")
        done = desk.do("capture_when_stable", folder=folder, wait_ms=3000)
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "page.blank")
