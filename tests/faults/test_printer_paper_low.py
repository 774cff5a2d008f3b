"""The roll comes to its end: the printer prints on, and staff are told before it is empty."""

from drivers.sim.faults import Fault
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.types import Action, Actor, DeviceState, Supply
from tests.support.printing import bench


def test_a_roll_that_ends_soon_still_prints_and_is_told():
    with bench(TicketPrinterTwin()) as b:
        assert b.driver.start().supplies["paper"] is Supply.FULL
        b.fault(Fault.NEAR_END)
        done = b.print()
        assert done.done
        assert done.evidence["after"]["paper"] == "low"
        status = b.driver.idle()
        assert (status.device, status.code) == (DeviceState.ONLINE, "paper.low")
        assert (status.action, status.actor) == (Action.MAINTENANCE, Actor.STAFF)
        assert len(b.torn()) == 1
        b.fault(Fault.NONE)
        assert b.driver.idle().supplies["paper"] is Supply.FULL
