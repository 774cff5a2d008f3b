"""The roll ends."""

import pytest

from drivers.sim.base import Reply
from drivers.sim.faults import Fault
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.types import Actor, CompletionCode, DeviceState, Supply
from tests.support.printing import bench


def test_without_paper_nothing_is_sent():
    with bench() as b:
        b.driver.start()
        b.fault(Fault.PAPER_OUT)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "paper.out")
        status = b.driver.idle()
        assert (status.device, status.code, status.actor) == (DeviceState.OFFLINE, "paper.out", Actor.STAFF)
        assert status.supplies["paper"] is Supply.OUT
        b.fault(Fault.NONE)
        assert b.driver.idle().ready
        assert b.torn() == []


@pytest.mark.parametrize("after", [60, 300, 700, 860])
def test_paper_that_ends_in_the_middle_is_never_called_printed(after):
    with bench() as b:
        b.driver.start()
        b.arm(Fault.PAPER_OUT, after)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "paper.out")
        assert done.evidence["bytes"] > 0
        assert done.evidence["confirmed_by"] == "none"
        assert done.evidence["after"]["paper"] == "out"
        assert b.torn() == []


class EndsBehindTheAnswer(TicketPrinterTwin):
    """Its roll ends right behind the last answer to "how are you?" before a print: only ASB tells."""

    ending = False

    def feed(self, data):
        replies = list(super().feed(data))
        if self.ending and data.endswith(b"\x10\x04\x04"):
            self.fault = Fault.PAPER_OUT
            replies = [Reply(b"".join(reply.data for reply in [*replies, *self.unasked()]))]
        return replies


def test_paper_that_ends_behind_the_printers_answer_is_known_before_the_first_byte():
    with bench(EndsBehindTheAnswer()) as b:
        assert b.driver.start().ready
        assert b.driver.idle().ready
        b.line.act(lambda: setattr(b.twin, "ending", True))
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "paper.out")
        b.twin.ending = False
        b.fault(Fault.NONE)
        assert b.print().done
        assert len(b.torn()) == 1


def test_a_new_roll_does_not_bring_the_old_ticket_out_whole():
    with bench() as b:
        b.driver.start()
        b.arm(Fault.PAPER_OUT, 500)
        b.print(number="A012")
        assert b.driver.idle().code == "paper.out"
        b.fault(Fault.NONE)
        assert b.driver.idle().ready
        assert b.torn() == []
        assert b.print(number="A013").done
        rest, whole = b.torn()
        assert "[QR]" not in rest
        assert "A013" in whole
        assert "A012" not in whole


def test_a_printer_found_without_paper_is_not_online_and_forgets_what_it_holds():
    with bench() as b:
        b.fault(Fault.PAPER_OUT)
        b.line.act(lambda: b.twin.feed(b"\x1b@somebody else's\n\x1dVB\x00"))
        assert b.driver.start().code == "paper.out"
        assert b.driver.idle().code == "paper.out"
        b.fault(Fault.NONE)
        assert b.driver.idle().ready
        assert b.torn() == []
