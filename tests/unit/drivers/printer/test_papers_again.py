"""A paper printed once more for a reason, a new roll, and what a printer says that it can do."""

import pytest

from drivers.sim.faults import Fault
from drivers.types import Command, CompletionCode
from tests.support.printing import bench


def again(b, **args):
    return b.driver.perform(Command("7", "reprint_last", args, 10_000))


def test_the_last_paper_comes_again_for_a_reason_and_says_that_it_is_the_second():
    with bench() as b:
        b.driver.start()
        assert b.print().done
        done = again(b, reason="torn", job="job-2")
        assert done.done
        assert (done.evidence["reason"], done.evidence["reprint_of"]) == ("torn", "job-1")
        first, second = b.torn()
        assert "A012" in second
        assert ("Reprint" in first, "Reprint" in second) == (False, True)
        assert [event.kind for event in b.hand.events] == ["printStarted", "printed"] * 2
        assert b.hand.events[-1].data == {"job": "job-2"}


@pytest.mark.parametrize("args", [{}, {"reason": ""}, {"reason": "because"}])
def test_without_a_reason_nothing_is_printed_again(args):
    with bench() as b:
        b.driver.start()
        b.print()
        done = again(b, **args)
        assert (done.code, done.evidence["argument"]) == (CompletionCode.INVALID_DATA, "reason")
        assert len(b.torn()) == 1


def test_a_paper_that_broke_off_can_be_printed_again():
    with bench() as b:
        b.driver.start()
        b.arm(Fault.PAPER_OUT, 200)
        assert b.print().code is CompletionCode.OUTCOME_UNKNOWN
        b.fault(Fault.NONE)
        assert again(b, reason="torn").done
        assert "A012" in b.torn()[-1]


def test_one_citizens_paper_is_not_printed_for_the_next():
    with bench() as b:
        b.driver.start()
        assert again(b, reason="lost").error == "job.none"
        b.print()
        assert b.do("end_transaction").result == {"media_left": None, "buffers_cleared": True}
        assert (again(b, reason="lost").code, len(b.torn())) == (CompletionCode.SEQUENCE_ERROR, 1)
        b.print()
        b.hand.later_ms = 600_000
        assert again(b, reason="lost").error == "job.none"


def test_a_new_roll_is_believed_when_its_sensor_says_so():
    with bench() as b:
        b.driver.start()
        b.print()
        b.fault(Fault.PAPER_OUT)
        assert b.do("paper_replaced").error == "paper.out"
        b.fault(Fault.NONE)
        assert b.do("paper_replaced").result == {"paper": "full", "papers_on_last_roll": 1}
        assert b.driver.idle().counters["on_roll"] == 0


def test_it_says_what_it_can_do():
    with bench(status_channel=False) as b:
        told = b.do("capabilities").result
        assert (told["columns"], told["status_channel"], told["presenter"]) == (48, False, False)
        for op in ("present", "retract", "print_raster"):
            assert op in told["unsupported"]
            assert b.do(op).code is CompletionCode.UNSUPPORTED_COMMAND
