"""Noise on the line, slow answers, a pulled plug, a caller who gives up."""

import pytest

from drivers.sim.faults import Fault
from drivers.transport.base import WireError
from drivers.types import Canceled, CompletionCode
from tests.support.printing import bench


@pytest.mark.parametrize("job_confirm", [False, True])
def test_noise_before_every_answer_is_skipped(job_confirm):
    with bench(job_confirm=job_confirm) as b:
        b.fault(Fault.GARBAGE_BEFORE)
        assert b.driver.start().ready
        assert b.print().done
        assert len(b.torn()) == 1


def test_slow_answers_are_waited_for():
    with bench() as b:
        b.fault(Fault.SLOW)
        assert b.driver.start().ready
        assert b.print().done
        assert len(b.torn()) == 1


def test_a_plug_pulled_before_printing_prints_nothing():
    with bench() as b:
        b.driver.start()
        b.line.set_fault(Fault.UNPLUGGED)
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "bus.gone")
        with pytest.raises(WireError):
            b.driver.idle()


def pulled_at(moment):
    """Pull the plug when the driver says "alive" for the `moment`th time; return how the job ended."""
    with bench() as b:
        b.driver.start()
        check, moments = b.hand.check, iter(range(1000))

        def pull():
            if next(moments) == moment:
                b.line.set_fault(Fault.UNPLUGGED)
            check()

        b.hand.check = pull
        b.driver.connection._alive = pull
        return b.print()


def test_a_plug_pulled_at_any_moment_is_never_success_unless_all_was_confirmed():
    ends = [pulled_at(moment) for moment in range(8, 120, 4)]
    for end in ends:
        if end.code is CompletionCode.SUCCESS:
            assert end.evidence["after"]["paper"] == "full"
        elif end.evidence.get("bytes"):
            assert (end.code, end.error) == (CompletionCode.OUTCOME_UNKNOWN, "bus.gone")
        else:
            assert (end.code, end.error) == (CompletionCode.DEVICE_NOT_READY, "bus.gone")
    assert {CompletionCode.OUTCOME_UNKNOWN, CompletionCode.DEVICE_NOT_READY} <= {end.code for end in ends}


def test_a_caller_who_gives_up_before_the_first_byte_gets_canceled():
    with bench() as b:
        b.driver.start()
        b.hand.canceled_after = 0
        with pytest.raises(Canceled):
            b.print()
        b.hand.canceled_after = None
        assert b.torn() == []


@pytest.mark.parametrize("checks", range(14, 120, 6))
def test_a_caller_who_gives_up_later_never_hides_paper(checks):
    """Whatever the moment: either nothing was sent, or the outcome is unknown, or it is done."""
    with bench() as b:
        b.driver.start()
        b.hand.canceled_after = checks
        try:
            done = b.print()
        except Canceled:
            b.hand.canceled_after = None
            assert b.torn() == []
            return
        b.hand.canceled_after = None
        if not done.done:
            assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.canceled")
        b.line.act(lambda: None)
        assert b.print(number="A777").done
        assert "A777" in b.torn()[-1]
