"""Relay boards and a UPS that are silent, disturbed or cut off."""

import pytest

from drivers.auxiliary.io_board import IoBoard
from drivers.auxiliary.nut_ups import NutUps
from drivers.sim.auxiliary import IoBoardTwin, NutTwin
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.tcp_line import TcpLine
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven

IO = {"lights": {"card": 0}, "inputs": {"door": 0}, "answer_ms": 150}


@pytest.mark.parametrize("mode", ["rtu", "ascii"])
@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.WRONG_CHECKSUM])
def test_a_board_that_is_not_understood_has_no_light_on(mode, fault):
    with driven(PtyLine(IoBoardTwin(ascii_mode=mode == "ascii")), IoBoard, {**IO, "mode": mode}) as desk:
        desk.line.set_fault(fault)
        status = desk.driver.start()
        assert (status.device, status.parts) == (DeviceState.OFFLINE, {"in_door": "unknown"})
        done = desk.do("light", name="card", on=True)
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")


@pytest.mark.parametrize("mode", ["rtu", "ascii"])
@pytest.mark.parametrize("fault", [Fault.GARBAGE_BEFORE, Fault.SLOW])
def test_a_noisy_or_slow_board_still_switches(mode, fault):
    options = {**IO, "mode": mode, "answer_ms": 2000}
    with driven(PtyLine(IoBoardTwin(ascii_mode=mode == "ascii")), IoBoard, options) as desk:
        desk.line.set_fault(fault)
        assert desk.do("light", name="card", on=True).done


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME])
def test_a_ups_server_that_falls_silent_is_offline(fault):
    with driven(TcpLine(NutTwin()), NutUps, {"answer_ms": 200}) as desk:
        assert desk.driver.start().device is DeviceState.ONLINE
        desk.line.set_fault(fault)
        status = desk.driver.idle()
        assert (status.code, status.parts["power"]) == ("protocol.noAnswer", "unknown")


def test_nonsense_lines_do_not_become_a_power_cut():
    with driven(TcpLine(NutTwin()), NutUps) as desk:
        desk.line.set_fault(Fault.GARBAGE_BEFORE)
        assert desk.driver.start().parts["power"] == "mains"
