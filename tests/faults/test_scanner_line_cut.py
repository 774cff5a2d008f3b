"""The scanner loses its line in the middle of a page, stands still, or drops rows."""

from drivers.types import CompletionCode, DeviceState
from tests.support.processes import patient
from tests.support.sane_scanner import twin_scanner, workers


def test_a_line_that_is_cut_in_the_middle_of_a_page_leaves_no_half_page():
    """libsane's network backend does not notice it: for ever it gives no bytes and no error."""
    with twin_scanner(sheets=3, stall_ms=1500) as desk:
        desk.driver.start()
        desk.machine.cut_at = 2
        done = desk.scan(pages=0)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "scanner.hung")
        assert done.evidence["page"] == 2
        assert desk.files() == ["page-0001.pnm"]


def test_a_scanner_that_goes_away_is_no_device_and_comes_back():
    with twin_scanner(sheets=1) as desk:
        assert desk.driver.start().ready
        desk.twin.unplug()
        status = desk.driver.look()
        assert (status.device, status.code) == (DeviceState.NO_DEVICE, "bus.notFound")
        with desk.twin:
            desk.connection._device = desk.twin.device
            assert desk.driver.look().ready
            assert desk.scan(pages=0).done


def test_a_scanner_that_stands_still_in_the_middle_of_a_page_is_given_up():
    with twin_scanner(sheets=3, stall_ms=1000) as desk:
        desk.driver.start()
        desk.machine.stop_at = 2
        done = desk.scan(pages=0)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "scanner.hung")
        assert desk.files() == ["page-0001.pnm"]
        patient(lambda: not workers())
        desk.machine.put_right()
        assert desk.scan(pages=0).done


def test_rows_that_are_missing_at_the_end_of_a_page_are_missed():
    with twin_scanner(sheets=2) as desk:
        desk.machine.short_by = 1
        done = desk.scan(pages=0)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "page.truncated")
        assert done.evidence["rows_expected"] - done.evidence["rows_got"] == 1
        assert desk.files() == []
