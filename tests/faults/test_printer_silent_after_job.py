"""The printer says that the job is through, and then nothing more: nobody knows how it is, so nothing is "printed"."""

import pytest

from drivers.sim.faults import Fault
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.types import CompletionCode
from tests.support.printing import bench


class LastWord(TicketPrinterTwin):
    """Falls mute behind the answer that follows a cut, when `tired`."""

    tired = False

    def _do(self, command):
        super()._do(command)
        if self.tired and command.name in {"transmit status", "transmit process id"}:
            self._fault = Fault.NO_ANSWER


@pytest.mark.parametrize("job_confirm", [False, True])
def test_a_job_whose_printer_fell_silent_is_unknown_and_the_printer_is_offline(job_confirm):
    with bench(LastWord(), job_confirm=job_confirm, reply_ms=200) as b:
        assert b.driver.start().ready
        b.twin.tired = True
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.unconfirmed")
        assert done.evidence["confirmed_by"] == "none"
        assert len(b.torn()) == 1
        assert b.driver.idle().code == "protocol.noAnswer"
        b.twin.tired = False
        b.fault(Fault.NONE)
        assert b.driver.idle().ready
        assert b.print().done
