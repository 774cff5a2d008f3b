"""A network camera that reads codes, behind a bad line: no code is made up, and the next whole picture is read."""

import pytest

from drivers.code_reader.camera import CodeCamera
from drivers.sim.code_camera import CodeCameraTwin
from drivers.sim.faults import Fault
from drivers.sim.mjpeg import CameraLine
from drivers.transport.base import WireError
from drivers.types import Canceled
from tests.support.direct import driven

CODE = b"YXFW1:0123456789ABCDEF"


@pytest.fixture
def desk():
    with driven(CameraLine(CodeCameraTwin((640, 480)), 30.0), CodeCamera, {"duplicate_ms": 0}) as desk:
        assert desk.driver.start().ready
        yield desk


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME])
def test_no_whole_picture_is_no_code(desk, fault):
    desk.line.set_fault(fault)
    desk.hand(desk.twin.present, CODE)
    assert not desk.do("read_code", 800).done
    desk.line.set_fault(Fault.NONE)
    assert desk.do("read_code").result["bytes_hex"] == CODE.hex()


@pytest.mark.parametrize("fault", [Fault.GARBAGE_BEFORE, Fault.SLOW])
def test_noise_between_pictures_and_few_of_them_do_no_harm(desk, fault):
    desk.line.set_fault(fault)
    desk.hand(desk.twin.present, CODE)
    assert desk.do("read_code").result["bytes_hex"] == CODE.hex()


def test_a_plug_pulled_while_it_looks_ends_the_command(desk):
    desk.context.on_event = lambda event: desk.line.unplug()
    with pytest.raises((WireError, Canceled)):
        desk.do("read_code")
