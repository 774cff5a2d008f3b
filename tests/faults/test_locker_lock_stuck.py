"""A lock that does not give way: the board says yes, the door stays shut, and nobody is told that it is open."""

import pytest

from drivers.locker.locker import PickupLocker
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.types import CompletionCode
from tests.support.direct import driven

FAMILIES = {
    "8a80": (LockerTwin, {"family": "8a80", "boards": {"1": 4}, "open_ms": 400, "answer_ms": 500}),
    "winnsen": (WinnsenTwin, {"family": "winnsen", "boards": {"0": 4}, "open_ms": 400, "answer_ms": 500}),
}


@pytest.mark.parametrize("family", list(FAMILIES))
def test_a_stuck_lock_is_told_ordered_once_and_opens_when_it_is_freed(family):
    twin, options = FAMILIES[family]
    with driven(PtyLine(twin(4)), PickupLocker, options, baud=9600) as desk:
        assert desk.driver.start().ready
        desk.line.set_fault(Fault.JAM)
        done = desk.do("open", door=2)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "door.notOpened")
        assert done.evidence["sensor"] == "closed"
        assert desk.twin.orders[2] == 1
        desk.line.set_fault(Fault.NONE)
        assert desk.do("open", door=2).done
