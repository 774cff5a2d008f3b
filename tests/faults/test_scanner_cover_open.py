"""The scanner's cover stands open."""

from drivers.types import Actor, CompletionCode
from tests.support.sane_scanner import scanner


def test_an_open_cover_is_told_and_not_scanned_over():
    with scanner({"read-return-value": "SANE_STATUS_COVER_OPEN"}) as desk:
        desk.driver.start()
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "scanner.coverOpen")
        status = desk.driver.idle()
        assert (status.code, status.actor, status.parts["cover"]) == (
            "scanner.coverOpen",
            Actor.STAFF,
            "open",
        )
        assert desk.files() == []
