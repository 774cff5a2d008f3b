"""`hallkit device open locker`: the exit status says what the sensor saw."""

import pytest

from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin
from hall.cli.exits import Exit
from tests.unit.cli.running import hallkit, told


def opened(line, door=3):
    return hallkit(
        "device", "open", "locker", "--profile", "locker-8a", "--port", line.port, "--door", door, "--json"
    )


def test_a_door_that_opens():
    with PtyLine(LockerTwin()) as line:
        ended = opened(line)
        assert ended.returncode == Exit.DONE, ended.stderr
        assert told(ended)["sensor"] == "open"
        assert line.machine.orders[3] == 1


class FallsSilent(LockerTwin):
    def feed(self, data):
        replies = super().feed(data)
        if any(self.orders.values()):
            self.fault = Fault.NO_ANSWER
            return ()
        return replies


class Stuck(LockerTwin):
    def _unlock(self, door):
        self.orders[door] += 1


class OpenBefore(LockerTwin):
    def __init__(self):
        super().__init__()
        self.open[3] = True


class Dead(LockerTwin):
    def feed(self, data):
        return ()


@pytest.mark.parametrize(
    ("twin", "status", "error", "orders"),
    [
        (FallsSilent, Exit.OUTCOME_UNKNOWN, "protocol.noAnswer", 1),
        (Stuck, Exit.HARDWARE, "door.notOpened", 1),
        (OpenBefore, Exit.CITIZEN, "door.alreadyOpen", 0),
        (Dead, Exit.NO_ANSWER, "protocol.noAnswer", 0),
    ],
)
def test_anything_else_is_no_success_and_is_ordered_once_at_most(twin, status, error, orders):
    with PtyLine(twin()) as line:
        ended = opened(line)
        assert ended.returncode == status, ended.stderr
        answer = told(ended)
        assert (answer["ok"], answer["error"]) == (False, error)
        assert line.machine.orders[3] == orders
        assert "怎么办" in ended.stderr


def test_a_door_that_is_not_there():
    with PtyLine(LockerTwin()) as line:
        beyond = opened(line, 13)
        assert beyond.returncode == Exit.BAD_INPUT
        assert told(beyond)["detail"] == "门号从 1 到 12"
        assert opened(line, 0).returncode == Exit.BAD_INPUT
    assert opened(line).returncode == Exit.NO_DEVICE
