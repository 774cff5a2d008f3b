"""Somebody opens the cover."""

from drivers.sim.faults import Fault
from drivers.types import CompletionCode, DeviceState
from tests.support.printing import bench


def test_with_the_cover_open_nothing_is_printed():
    with bench() as b:
        b.driver.start()
        b.fault(Fault.COVER_OPEN)
        assert (b.print().code, b.print().error) == (CompletionCode.DEVICE_NOT_READY, "cover.open")
        status = b.driver.idle()
        assert (status.device, status.parts["cover"]) == (DeviceState.OFFLINE, "open")
        b.fault(Fault.NONE)
        assert b.print().done
        assert len(b.torn()) == 1


def test_a_cover_opened_while_printing_leaves_the_outcome_open():
    with bench() as b:
        b.driver.start()
        b.arm(Fault.COVER_OPEN, 600)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "cover.open")
        assert b.torn() == []
