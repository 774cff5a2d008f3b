"""The document camera can be opened but sends no picture."""

import pytest

from drivers.scanner.camera import DocumentCamera
from drivers.sim.faults import Fault
from drivers.transport.base import WireError, WireReason
from drivers.types import CompletionCode, DeviceState
from tests.support.desks import at_desk, camera_line, private
from tests.support.direct import driven


def test_it_is_never_online_without_a_picture():
    line = camera_line()
    line.machine.fault = Fault.NO_ANSWER
    with driven(line, DocumentCamera) as desk:
        status = desk.driver.start()
    assert (status.device, status.code, status.parts["stream"]) == (
        DeviceState.OFFLINE,
        "camera.noFrames",
        "stalled",
    )


def test_a_capture_without_frames_fails_in_time(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.hand(desk.twin.put, "letter")
        desk.line.set_fault(Fault.NO_ANSWER)
        done = desk.do("capture", folder=folder)
        while done.code is CompletionCode.SUCCESS:  # of frames that were still on their way
            done = desk.do("capture", folder=folder)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "camera.noFrames")
        with pytest.raises(WireError) as caught:
            desk.do("capture_when_stable", timeout_ms=60_000, folder=folder)
        assert caught.value.reason is WireReason.STALLED


def test_half_frames_are_no_picture(tmp_path):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.line.set_fault(Fault.HALF_FRAME)
        done = desk.do("capture", folder=folder, what="picture")
        while done.code is CompletionCode.SUCCESS:
            done = desk.do("capture", folder=folder, what="picture")
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "camera.noFrames")
        desk.line.set_fault(Fault.NONE)
        assert desk.do("capture", folder=folder, what="picture").code is CompletionCode.SUCCESS


@pytest.mark.parametrize("fault", [Fault.GARBAGE_BEFORE, Fault.SLOW])
def test_noise_on_the_line_and_a_slow_camera_only_take_longer(tmp_path, fault):
    folder = private(tmp_path / "private")
    with at_desk() as desk:
        desk.hand(desk.twin.put, "letter")
        desk.line.set_fault(fault)
        assert desk.do("capture_when_stable", 60_000, folder=folder).code is CompletionCode.SUCCESS
