"""A staff card pulled out, mute or answering half, and a reader whose cable is pulled: nobody is signed in by that."""

import pytest

from drivers.sim.card_holders import cards
from drivers.sim.faults import Fault
from drivers.smart_card.staff import StaffCardReader
from tests.support.card_service import card_service, until
from tests.support.direct import driven

STAFF = {"staff": {"04A1B2C3": "1007"}}


@pytest.fixture(scope="module")
def service():
    with card_service() as service:
        yield service


def gone(desk):
    until(lambda: desk.driver.idle().parts["media"] == "notPresent")


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME])
def test_a_card_that_is_not_understood_is_nobody(service, fault):
    with driven(service.line(), StaffCardReader, STAFF) as desk:
        desk.hand(desk.twin.insert, cards()["staff"])
        desk.line.set_fault(fault)
        done = desk.do("read_staff_card", timeout_ms=15_000)
        assert not done.done
        assert done.error.startswith(("card.", "pcsc.", "protocol."))
        assert done.result == {}
        desk.line.set_fault(Fault.NONE)
        desk.hand(desk.twin.remove)
        gone(desk)
        desk.hand(desk.twin.insert, cards()["staff"])
        assert desk.do("read_staff_card", timeout_ms=15_000).result == {"staff_number": "1007"}
        desk.hand(desk.twin.remove)
        gone(desk)


def test_the_cable_pulled_takes_the_card_along_and_it_is_read_when_both_are_back(service):
    with driven(service.line(), StaffCardReader, STAFF) as desk:
        desk.hand(desk.twin.insert, cards()["staff"])
        assert desk.do("read_staff_card", timeout_ms=15_000).done
        desk.line.set_fault(Fault.UNPLUGGED)
        gone(desk)
        done = desk.do("read_staff_card", wait_ms=300)
        assert (done.error, done.result) == ("card.none", {})
        desk.line.set_fault(Fault.NONE)
        assert desk.do("read_staff_card", timeout_ms=15_000).result == {"staff_number": "1007"}
        desk.hand(desk.twin.remove)
        gone(desk)
