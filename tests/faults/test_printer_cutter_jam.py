"""The cutter is stuck."""

from drivers.sim.faults import Fault
from drivers.types import Action, CompletionCode, DeviceState
from tests.support.printing import bench


def test_a_stuck_cutter_is_known_before_printing():
    with bench() as b:
        b.driver.start()
        b.fault(Fault.JAM)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "cutter.jammed")
        status = b.driver.idle()
        assert (status.device, status.action) == (DeviceState.HARDWARE_ERROR, Action.CLEAR)
        assert status.parts["cutter"] == "jammed"


def test_a_jam_while_printing_is_no_success():
    with bench(job_confirm=True) as b:
        b.driver.start()
        b.arm(Fault.JAM, 900)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "cutter.jammed")
