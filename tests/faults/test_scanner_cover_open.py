"""The scanner's cover stands open."""

from drivers.scanner.sane_blank import UNTESTED
from drivers.types import Actor, CompletionCode
from tests.support.sane_scanner import scanner, twin_scanner


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


def test_a_sensor_tells_of_an_open_cover_before_anybody_scans_and_when_it_is_shut():
    with twin_scanner(sheets=2) as desk:
        assert desk.driver.start().parts == {"media": "loaded", "cover": "closed", **UNTESTED}
        desk.machine.cover_open = True
        status = desk.driver.look()
        assert (status.code, status.parts["cover"]) == ("scanner.coverOpen", "open")
        assert desk.scan(pages=0).error == "scanner.coverOpen"
        assert desk.files() == []
        desk.machine.cover_open = False
        assert desk.driver.look().code == ""
        assert desk.scan(pages=0).done
        assert desk.driver.look().parts == {"media": "empty", "cover": "closed", **UNTESTED}
