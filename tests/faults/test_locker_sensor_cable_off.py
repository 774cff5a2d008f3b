"""A door whose sensor has lost its cable: the lock says open, the sensor says shut. Nobody is told "open" or "shut"."""

import pytest

from drivers.locker.locker import PickupLocker
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.types import CompletionCode
from tests.support.direct import driven

FAMILIES = [
    (LockerTwin, {"family": "8a80", "boards": {"1": 4}, "open_ms": 300}),
    (WinnsenTwin, {"family": "winnsen", "boards": {"0": 4}, "open_ms": 300}),
]


@pytest.mark.parametrize(("twin", "options"), FAMILIES, ids=["8a80", "winnsen"])
def test_lock_and_sensor_that_disagree_leave_the_outcome_unknown_and_order_once(twin, options):
    with driven(PtyLine(twin(4)), PickupLocker, options, baud=9600) as desk:
        assert desk.driver.start().ready
        desk.line.set_fault(Fault.JAM)
        desk.twin.claims = True
        done = desk.do("open", door=2)
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "door.sensorMismatch")
        assert done.evidence == {"answered": True, "sensor": "closed"}
        assert desk.twin.orders[2] == 1
        assert desk.do("read_door", door=2).result["sensor"] == "closed"
