"""Two sheets go in together."""

from drivers.types import Action, Actor, CompletionCode
from tests.support.sane_scanner import twin_scanner


def test_two_sheets_at_once_are_told_from_a_plain_jam():
    with twin_scanner(sheets=4) as desk:
        assert desk.driver.start().ready
        desk.machine.double_at = 2
        done = desk.scan(pages=0)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "page.doubleFeed")
        assert desk.files() == ["page-0001.pnm"]
        assert [len(done.evidence["files"]), done.evidence["page"]] == [1, 2]
        status = desk.driver.idle()
        assert (status.code, status.action, status.actor) == ("page.doubleFeed", Action.CLEAR, Actor.STAFF)
        desk.machine.put_right()
        assert desk.scan(pages=0).done
        assert desk.driver.look().code == ""


def test_a_jam_in_the_middle_of_a_page_keeps_the_pages_before_it():
    with twin_scanner(sheets=3) as desk:
        desk.machine.jam_at = 3
        done = desk.scan(pages=0)
        assert (done.error, done.evidence["rows_got"]) == ("page.jammed", done.evidence["rows_expected"] // 2)
        assert desk.files() == ["page-0001.pnm", "page-0002.pnm"]
