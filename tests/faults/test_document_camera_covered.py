"""Something lies on the lens of the document camera."""

from drivers.types import CompletionCode, DeviceState
from tests.support.desks import advised, at_desk, private


def test_it_is_said_and_the_capture_goes_on_when_it_is_taken_away(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.hand(desk.twin.put, "letter")
        desk.hand(desk.twin.hands()["cover"].do, "on")
        for _ in range(200):
            done = desk.do("capture", folder=folder)
            if done.error == "camera.covered":
                break
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "camera.covered")
        done = desk.do("capture_when_stable", folder=folder, wait_ms=600)
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "camera.covered")
        assert advised(desk) == ["camera.covered"]
        status = desk.driver.idle()
        assert (status.device, status.code, status.parts["lens"]) == (
            DeviceState.USER_ERROR,
            "camera.covered",
            "covered",
        )
        desk.hand(desk.twin.hands()["cover"].do, "off")
        assert desk.do("capture_when_stable", 20_000, folder=folder).code is CompletionCode.SUCCESS
        assert desk.driver.idle().device is DeviceState.ONLINE


def test_an_empty_mat_is_no_covered_lens():
    with at_desk() as desk:
        desk.do("status")
        assert (desk.status.device, desk.status.parts["lens"]) == (DeviceState.ONLINE, "ok")
