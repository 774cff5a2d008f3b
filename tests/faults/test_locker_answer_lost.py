"""The answer to an order is lost on the line: the door is looked at, and never ordered open a second time."""

import pytest

from drivers.locker.locker import PickupLocker
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.types import CompletionCode
from tests.support.direct import driven


class Hears8A(LockerTwin):
    """Does what it is told and says nothing about it; `stuck` doors stay shut."""

    order, stuck = b"\x8a", False

    def feed(self, data):
        replies = super().feed(data)
        if data[:1] != self.order and data[2:3] != self.order:
            return replies
        if self.stuck:
            self.open = dict.fromkeys(self.open, False)
        return ()


class HearsWinnsen(Hears8A, WinnsenTwin):
    order = b"\x05"


FAMILIES = {
    "8a80": (Hears8A, {"family": "8a80", "boards": {"1": 4}, "open_ms": 600, "answer_ms": 200}),
    "winnsen": (HearsWinnsen, {"family": "winnsen", "boards": {"0": 4}, "open_ms": 600, "answer_ms": 200}),
}


@pytest.fixture(params=list(FAMILIES))
def desk(request):
    twin, options = FAMILIES[request.param]
    with driven(PtyLine(twin(4)), PickupLocker, options, baud=9600) as desk:
        assert desk.driver.start().ready
        yield desk


def test_a_door_seen_open_is_open_though_the_board_said_nothing(desk):
    done = desk.do("open", door=3)
    assert done.done
    assert done.result["answered"] is False
    assert desk.twin.orders[3] == 1


def test_a_door_seen_shut_is_told_so_and_was_ordered_once(desk):
    desk.twin.stuck = True
    done = desk.do("open", door=3)
    assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "door.notOpened")
    assert (done.evidence["answered"], done.evidence["sensor"]) == (False, "closed")
    assert desk.twin.orders[3] == 1
