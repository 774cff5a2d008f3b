"""Something lies on the lens of the camera that reads codes."""

from drivers.types import CompletionCode, DeviceState
from tests.support.cameras import watching
from tests.support.codes import qr


def test_it_is_said_and_goes_away_with_the_cover(tmp_path):
    def play(twin):
        twin.cover(25)
        twin.show(qr("one"), 60)

    with watching(tmp_path, play) as desk:
        desk.driver.start()
        done = desk.do(wait_ms=600)
        assert (done.code, done.error) == (CompletionCode.TIME_OUT, "camera.covered")
        status = desk.driver.idle()
        assert (status.device, status.code, status.parts["lens"]) == (
            DeviceState.USER_ERROR,
            "camera.covered",
            "covered",
        )
        assert desk.do().result["text"] == "one"
        status = desk.driver.idle()
        assert (status.device, status.parts["lens"]) == (DeviceState.ONLINE, "ok")
