"""A call box that is silent, or whose line is shared by two: no ticket is called by noise."""

import pytest

from drivers.keypad.caller import CallerKeypad
from drivers.sim.faults import Fault
from drivers.sim.keypad import CALL_KEYS, KeypadTwin
from drivers.sim.line import PtyLine
from drivers.types import DeviceState
from hall.settings import load_profile
from tests.support.direct import driven


@pytest.fixture
def desk():
    options = load_profile("hallkit-caller").options
    with driven(PtyLine(KeypadTwin(keys=CALL_KEYS)), CallerKeypad, options, baud=9600) as desk:
        desk.driver.start()
        yield desk


def idle_until(desk, kind):
    for _ in range(2000):
        desk.driver.idle()
        if kind in desk.context.kinds:
            return
        desk.context.pause(5)
    raise AssertionError(desk.context.events)


def test_two_boxes_talking_at_once_call_nobody(desk):
    desk.line.set_fault(Fault.WRONG_CHECKSUM)
    desk.hand(desk.twin.press, "next", 3)
    idle_until(desk, "busCollision")
    assert "keyPressed" not in desk.context.kinds


def test_a_key_after_noise_is_heard(desk):
    desk.line.set_fault(Fault.GARBAGE_BEFORE)
    desk.hand(desk.twin.press, "next")
    idle_until(desk, "keyPressed")


def test_a_box_without_power_is_not_online(desk):
    desk.line.set_fault(Fault.NO_ANSWER)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
