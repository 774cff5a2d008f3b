"""The document camera hangs and shows the last citizen's paper for ever."""

from pathlib import Path

from drivers.types import CompletionCode, DeviceState
from tests.support.desks import at_desk, idle_until, private


def test_an_old_picture_is_never_captured_as_this_citizens_paper(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk({"frozen_frames": 1000}) as desk:
        desk.hand(desk.twin.put, "letter")
        assert desk.do("capture", folder=folder).code is CompletionCode.SUCCESS
        assert desk.do("end_transaction").code is CompletionCode.SUCCESS
        desk.hand(desk.twin.freeze)
        desk.hand(desk.twin.take)
        for _ in range(3):  # the first may still see a frame from before
            desk.driver.idle()
            done = desk.do("capture", folder=folder)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "camera.frozen")
        done = desk.do("capture_when_stable", folder=folder, wait_ms=2000)
        assert done.code is not CompletionCode.SUCCESS
        assert not list(Path(folder).iterdir())


def test_it_is_noticed_and_the_waiting_ends_at_once(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk({"frozen_frames": 10}) as desk:
        desk.hand(desk.twin.freeze)
        done = desk.do("capture_when_stable", timeout_ms=60_000, folder=folder)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "camera.frozen")
        status = desk.driver.idle()
        assert (status.device, status.code, status.parts["stream"]) == (
            DeviceState.HARDWARE_ERROR,
            "camera.frozen",
            "frozen",
        )
        desk.hand(desk.twin.thaw)
        idle_until(desk, lambda status: status.device is DeviceState.ONLINE)
