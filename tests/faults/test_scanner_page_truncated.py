"""A page ends before its last row."""

import pytest

from drivers.types import CompletionCode
from tests.support.sane_scanner import SLOW, scanner


def test_a_page_that_ends_early_is_an_error_with_both_counts():
    with scanner({"read-return-value": "SANE_STATUS_EOF"}) as desk:
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "page.truncated")
        assert done.evidence["rows_expected"] == 590
        assert done.evidence["rows_got"] < 590
        assert desk.files() == []
        (told,) = [event.data for event in desk.context.events if event.kind == "pageScanned"]
        assert told["whole"] is False
        assert desk.driver.look().counters["truncated"] == 1


def test_a_canceled_page_is_never_a_short_page():
    with scanner(SLOW, dpi=300) as desk:
        desk.when("pageStarted", lambda: setattr(desk.context, "give_up", True))
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.CANCELED, "")
        assert desk.files() == []


def test_a_scan_canceled_at_the_scanner_is_no_success():
    with scanner({"read-return-value": "SANE_STATUS_CANCELLED"}) as desk:
        assert desk.scan().code is CompletionCode.CANCELED
        assert desk.files() == []


@pytest.mark.parametrize("value", ["INVAL", "NO_MEM", "UNSUPPORTED"])
def test_whatever_else_a_backend_says_is_no_page(value):
    with scanner({"read-return-value": f"SANE_STATUS_{value}"}) as desk:
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "scanner.fault")
        assert desk.files() == []
