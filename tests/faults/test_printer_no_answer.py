"""The printer says nothing: that is never "ok"."""

import pytest

from drivers.sim.faults import Fault
from drivers.types import CompletionCode, DeviceState, Supply
from tests.support.printing import bench


def test_a_mute_printer_is_never_online():
    with bench(reply_ms=100) as b:
        b.fault(Fault.NO_ANSWER)
        status = b.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
        assert status.supplies["paper"] is Supply.UNKNOWN
        assert set(status.parts.values()) == {"unknown"}
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
        assert b.do("status").error == "protocol.noAnswer"
        assert b.torn() == []


@pytest.mark.parametrize("job_confirm", [False, True])
def test_a_printer_that_falls_silent_while_printing_leaves_the_job_unconfirmed(job_confirm):
    with bench(reply_ms=100, job_confirm=job_confirm) as b:
        b.driver.start()
        b.arm(Fault.NO_ANSWER, 400)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.unconfirmed")
        assert done.evidence["after"] is None
        b.come_out(1)
        assert len(b.torn()) == 1  # it did print: only a person can know
        b.fault(Fault.NONE)
        assert b.driver.idle().ready


def test_answers_cut_off_are_no_answers():
    with bench(reply_ms=100) as b:
        b.fault(Fault.HALF_FRAME)
        assert b.driver.start().code == "protocol.noAnswer"
        b.fault(Fault.NONE)
        assert b.driver.idle().ready


def test_a_printer_wired_one_way_prints_and_never_claims_success():
    with bench(status_channel=False) as b:
        b.fault(Fault.NO_ANSWER)
        status = b.driver.start()
        assert (status.device, status.code) == (DeviceState.ONLINE, "status.noChannel")
        assert status.supplies["paper"] is Supply.UNKNOWN
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.unconfirmed")
        assert done.evidence["before"] is None
        assert b.driver.idle().ready
        b.driver.stop()
        b.come_out(1)
        (text,) = b.torn()
        assert "A012" in text
