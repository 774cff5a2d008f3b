"""A locker whose board is silent, disturbed, cut off or without power: no door is claimed, none opened twice."""

import pytest

from drivers.locker.locker import PickupLocker
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.transport.base import WireError
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven

FAMILIES = [
    (LockerTwin, {"family": "8a80", "boards": {"1": 4}, "open_ms": 400, "answer_ms": 150}),
    (WinnsenTwin, {"family": "winnsen", "boards": {"0": 4}, "open_ms": 400, "answer_ms": 150}),
]


@pytest.fixture(params=FAMILIES, ids=["8a80", "winnsen"])
def desk(request):
    twin, options = request.param
    with driven(PtyLine(twin(4)), PickupLocker, options, baud=9600) as desk:
        desk.driver.start()
        yield desk


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.WRONG_CHECKSUM])
def test_a_board_that_is_not_understood_opens_nothing(desk, fault):
    if fault not in desk.twin.faults:  # Winnsen has no check byte: its frame is cut off instead
        fault = Fault.HALF_FRAME
    desk.line.set_fault(fault)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
    done = desk.do("open", door=1)
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
    assert desk.twin.orders[1] == 0


@pytest.mark.parametrize("fault", [Fault.GARBAGE_BEFORE, Fault.SLOW])
def test_a_noisy_or_slow_board_opens_once(desk, fault):
    desk.line.set_fault(fault)
    assert desk.do("open", door=1).done
    assert desk.twin.orders[1] == 1


def test_a_plug_pulled_during_the_order_breaks_off(desk):
    desk.twin._unlock = lambda door: (_ for _ in ()).throw(AssertionError("no order may come through"))
    desk.line.unplug()
    with pytest.raises(WireError):
        desk.do("open", door=1)


def test_doors_that_fell_open_while_the_power_was_away_are_an_alarm(desk):
    desk.line.set_fault(Fault.NO_ANSWER)
    for _ in range(8):
        status = desk.driver.idle()
    assert desk.driver.start().code == "protocol.noAnswer"
    desk.hand(desk.twin.force, 2)
    desk.line.set_fault(Fault.NONE)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.ONLINE, "door.forcedOpen")
    assert "openedUnseen" in desk.context.kinds
