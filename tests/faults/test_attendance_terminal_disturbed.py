"""An attendance terminal that is silent, disturbed, cut off or pulled out: no punch is invented, none is lost."""

import pytest

from drivers.attendance.terminal import AttendanceTerminal
from drivers.sim.attendance import AttendanceTwin
from drivers.sim.faults import Fault
from drivers.sim.tcp_line import TcpLine
from drivers.transport.base import WireError, WireReason
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven

BADGE = "G0007"


@pytest.fixture
def desk():
    with driven(TcpLine(AttendanceTwin()), AttendanceTerminal, {"answer_ms": 400}) as desk:
        yield desk


def badges(desk):
    return [one["badge"] for one in desk.do("list_since", cursor=0).result["punches"]]


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME])
def test_a_terminal_that_is_not_understood_is_offline_and_keeps_its_punches(desk, fault):
    desk.line.set_fault(fault)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
    desk.hand(desk.twin.punch, BADGE)
    done = desk.do("list_since", cursor=0)
    assert (done.code, done.error, done.result) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer", {})
    desk.line.set_fault(Fault.NONE)
    assert desk.driver.idle().ready
    assert badges(desk) == [BADGE]


def test_nonsense_between_its_lines_is_told_and_passed_over(desk):
    desk.line.set_fault(Fault.GARBAGE_BEFORE)
    desk.hand(desk.twin.punch, BADGE)
    assert badges(desk) == [BADGE]
    assert "lineNoise" in desk.context.kinds


def test_a_terminal_that_trickles_is_read_when_it_is_given_the_time():
    with driven(TcpLine(AttendanceTwin()), AttendanceTerminal, {"answer_ms": 9000}) as desk:
        desk.line.set_fault(Fault.SLOW)
        assert desk.driver.start().ready


def test_the_cable_is_pulled_and_put_back_and_no_punch_is_lost():
    line = TcpLine(AttendanceTwin())
    with driven(line, AttendanceTerminal) as desk:
        assert desk.driver.start().ready
        line.unplug()
        with pytest.raises(WireError) as broken:
            desk.do("list_since", cursor=0)
        assert broken.value.reason is WireReason.GONE
        line.plug()
        desk.hand(desk.twin.punch, BADGE)
    with driven(line, AttendanceTerminal) as desk:
        assert badges(desk) == [BADGE]


def test_a_punch_whose_line_was_cut_off_does_not_swallow_the_next_one(desk):
    desk.driver.start()
    desk.line.set_fault(Fault.HALF_FRAME)
    desk.hand(desk.twin.punch, BADGE)
    assert desk.do("punch_wait", wait_ms=200).code is CompletionCode.TIME_OUT
    desk.line.set_fault(Fault.NONE)
    now_ms = desk.context.now_ms
    desk.context.now_ms = lambda: now_ms() + 2000
    hear, once = desk.driver._talk.hear, iter([True])
    desk.driver._talk.hear = lambda end_ms: (
        next(once, False) and desk.hand(desk.twin.punch, BADGE),
        hear(end_ms),
    )[1]
    assert desk.do("punch_wait", wait_ms=4000, timeout_ms=9000).result["badge"] == BADGE
    assert "lineNoise" in desk.context.kinds
