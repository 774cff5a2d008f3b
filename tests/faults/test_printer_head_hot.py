"""Many papers in a row: the print head is too hot, stops by itself, and goes on when it has cooled."""

from drivers.sim.faults import Fault
from drivers.types import Action, Actor, CompletionCode, DeviceState
from tests.support.printing import bench


def test_nothing_is_sent_to_a_hot_head_and_nobody_has_to_come():
    with bench() as b:
        b.driver.start()
        b.fault(Fault.HEAD_HOT)
        status = b.driver.idle()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "head.hot")
        assert (status.action, status.actor, status.parts["head"]) == (Action.SUSPEND, Actor.NOBODY, "hot")
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "head.hot")
        assert b.torn() == []
        b.fault(Fault.NONE)
        assert b.driver.idle().ready
        assert b.print().done


def test_a_head_that_gets_hot_in_the_middle_leaves_the_outcome_unknown():
    with bench() as b:
        b.driver.start()
        b.arm(Fault.HEAD_HOT, 200)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "head.hot")
        b.fault(Fault.NONE)
        assert b.print().done
