"""Nobody put paper in."""

from drivers.types import CompletionCode
from tests.support.sane_scanner import scanner

EMPTY = {"read-return-value": "SANE_STATUS_NO_DOCS"}


def test_an_empty_feeder_is_no_success_and_no_fault_of_the_scanner():
    with scanner(EMPTY) as desk:
        desk.driver.start()
        done = desk.scan(pages=0)
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "page.none")
        assert desk.driver.idle().ready
        assert desk.driver.idle().code == ""


def test_an_empty_feeder_is_waited_for_and_the_citizen_asked_once():
    with scanner(EMPTY) as desk:
        desk.when("insertMedia", desk.driver._backend.clear)
        done = desk.scan(pages=0, wait_ms=20_000, timeout_ms=60_000)
        assert len(done.result["pages"]) == 10
        assert desk.context.kinds.count("insertMedia") == 1


def test_paper_that_never_comes_ends_the_wait():
    with scanner(EMPTY) as desk:
        assert desk.scan(pages=0, wait_ms=1500).error == "page.none"
