"""A sheet is stuck in the feeder."""

from drivers.types import Action, Actor, CompletionCode, DeviceState
from tests.support.sane_scanner import scanner


def test_a_jam_is_no_page_and_says_who_helps():
    with scanner({"read-return-value": "SANE_STATUS_JAMMED"}) as desk:
        assert desk.driver.start().ready
        done = desk.scan(pages=0)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "page.jammed")
        assert desk.files() == []
        status = desk.driver.idle()
        assert (status.device, status.code) == (DeviceState.ONLINE, "page.jammed")
        assert (status.action, status.actor, status.parts["media"]) == (Action.CLEAR, Actor.STAFF, "jammed")
        assert status.counters["jams"] == 1


def test_a_jam_stays_told_until_a_page_comes_through():
    with scanner({"read-return-value": "SANE_STATUS_JAMMED"}) as desk:
        desk.driver.start()
        desk.scan()
        assert desk.driver.look().code == "page.jammed"
        desk.driver._backend.clear()
        assert desk.scan().done
        assert (desk.driver.look().code, desk.driver.look().parts["media"]) == ("", "unknown")
