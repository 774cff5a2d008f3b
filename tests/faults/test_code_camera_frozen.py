"""The camera that reads codes hangs and shows the same picture for ever."""

from drivers.types import CompletionCode, DeviceState
from tests.support.cameras import watching


def test_it_is_noticed_and_the_waiting_ends_at_once(tmp_path):
    def play(twin):
        twin.empty(3)
        twin.freeze(60)

    with watching(tmp_path, play, {"frozen_frames": 10}, loop=True) as desk:
        desk.driver.start()
        done = desk.do(timeout_ms=60_000)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "camera.frozen")
        status = desk.driver.idle()
        assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "camera.frozen")


def test_a_quiet_scene_is_no_frozen_one(tmp_path):
    with watching(tmp_path, lambda twin: twin.empty(60), {"frozen_frames": 10}) as desk:
        desk.driver.start()
        assert desk.do(wait_ms=1500).error == "code.none"
        assert desk.driver.idle().device is DeviceState.ONLINE
