"""The terminal's own door stands open: told once after its time, and over when it is shut."""

from drivers.auxiliary.io_board import IoBoard
from drivers.sim.auxiliary import IoBoardTwin
from drivers.sim.line import PtyLine
from tests.support.direct import driven

OPTIONS = {"inputs": {"door": 0}, "left_open_s": {"door": 1}}


def test_an_open_door_is_told_and_a_shut_one_is_well():
    with driven(PtyLine(IoBoardTwin()), IoBoard, OPTIONS) as desk:
        desk.twin.inputs[0] = True
        status = desk.driver.start()
        assert status.code == ""
        for _ in range(2000):
            if status.code:
                break
            desk.context.pause(5)
            status = desk.driver.idle()
        assert (status.ready, status.code) == (True, "door.leftOpen")
        desk.twin.inputs[0] = False
        assert desk.driver.idle().code == ""
        assert desk.context.kinds.count("doorLeftOpen") == 1
