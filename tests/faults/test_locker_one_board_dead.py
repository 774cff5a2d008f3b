"""One of two lock boards has no power: its doors are unknown, the other board's doors open as ever."""

from drivers.locker.locker import PickupLocker
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin
from drivers.types import CompletionCode
from tests.support.direct import driven

OPTIONS = {"family": "8a80", "boards": {"1": 4, "2": 4}, "open_ms": 400, "answer_ms": 150}


def test_the_dead_board_is_named_and_the_other_serves():
    with driven(PtyLine(LockerTwin(4, board=2)), PickupLocker, OPTIONS, baud=9600) as desk:
        status = desk.driver.start()
        assert (status.ready, status.code, status.parts["board_1"]) == (True, "board.offline", "offline")
        done = desk.do("open", door=1)
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
        assert desk.do("open", door=5).done
