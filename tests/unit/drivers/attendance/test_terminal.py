"""An attendance terminal at work, on a real TCP port."""

import pytest

from drivers.attendance.terminal import AttendanceTerminal
from drivers.sim.attendance import AttendanceTwin
from drivers.sim.faults import Fault
from drivers.sim.tcp_line import TcpLine
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven

NOW = 1_780_000_000


@pytest.fixture
def desk():
    with driven(TcpLine(AttendanceTwin(clock_s=NOW)), AttendanceTerminal, {"answer_ms": 400}) as desk:
        yield desk


def test_punches_are_listed_on_from_a_cursor(desk):
    for badge in ("G0007", "G0008", "G0009"):
        desk.hand(desk.twin.punch, badge, "in", 100)
    first = desk.do("list_since", cursor=0, most=2, now_s=NOW + 400).result
    assert ([one["badge"] for one in first["punches"]], first["cursor"], first["more"]) == (
        ["G0007", "G0008"],
        2,
        True,
    )
    second = desk.do("list_since", cursor=2).result
    assert ([one["badge"] for one in second["punches"]], second["cursor"], second["more"]) == (
        ["G0009"],
        3,
        False,
    )
    assert "G000" not in str(desk.context.events)


def test_a_lost_answer_costs_no_punch(desk):
    desk.hand(desk.twin.punch, "G0007")
    desk.line.set_fault(Fault.HALF_FRAME)
    done = desk.do("list_since", cursor=0)
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
    desk.line.set_fault(Fault.NONE)
    assert [one["badge"] for one in desk.do("list_since", cursor=0).result["punches"]] == ["G0007"]


def test_somebody_punches_while_we_wait(desk):
    desk.context.on_event = lambda event: None

    def punch():
        desk.hand(desk.twin.punch, "G0007")

    asked = desk.driver._talk.hear
    desk.driver._talk.hear = lambda end_ms: (punch(), asked(end_ms))[1]
    done = desk.do("punch_wait", now_s=NOW)
    assert (done.result["badge"], done.result["way"], done.result["flags"]) == ("G0007", "in", [])


def test_nobody_punches(desk):
    assert desk.do("punch_wait", wait_ms=200).code is CompletionCode.TIME_OUT


def test_unknown_double_and_future_punches_are_flagged(desk):
    assert desk.do("push_roster", badges=["G0007"]).result == {"badges": 1}
    assert desk.twin.roster == ["G0007"]
    for badge, after in (("G0007", 0), ("G0007", 10), ("G0666", 1000)):
        desk.hand(desk.twin.punch, badge, "in", after)
    rows = desk.do("list_since", cursor=0, now_s=NOW + 10).result["punches"]
    assert [row["flags"] for row in rows] == [[], ["duplicatePunch"], ["unknownBadge", "fromTheFuture"]]
    assert desk.driver.idle().code == "punch.clockSkew"


def test_the_clock_is_set_and_its_error_told(desk):
    assert desk.do("sync_clock", epoch_s=NOW + 500).result == {"drift_s": -500}
    assert desk.twin.clock_s == NOW + 500
    assert "clockSkew" in desk.context.kinds


def test_a_clock_that_goes_away_after_it_was_set_is_told_once(desk):
    assert desk.driver.start().parts["clock"] == "unknown"
    desk.do("sync_clock", epoch_s=NOW)
    assert desk.driver.idle().parts["clock"] == "ok"
    desk.twin.clock_s += 1000
    for _ in range(2):
        status = desk.driver.idle()
    assert (status.code, status.parts["clock"]) == ("punch.clockSkew", "wrong")
    assert 990 <= int(status.parts["drift_s"]) <= 1000
    assert desk.context.kinds.count("clockSkew") == 1


def test_a_badge_nobody_entered_is_an_event_without_its_number(desk):
    desk.do("push_roster", badges=["G0007"])
    desk.hand(desk.twin.punch, "G0666")
    desk.do("list_since", cursor=0)
    assert "unknownBadge" in desk.context.kinds
    assert "G0666" not in str([dict(event.data) for event in desk.context.events])


def test_a_roster_that_a_terminal_lost_or_kept_in_part_is_told(desk):
    desk.do("push_roster", badges=["G0007", "G0008"])
    assert desk.driver.idle().parts["roster"] == "ok"
    desk.twin.roster = ["G0007"]
    assert desk.driver.idle().code == "punch.rosterMismatch"
    desk.twin.holds = 1
    done = desk.do("push_roster", badges=["G0007", "G0008"])
    assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "punch.rosterMismatch")


def test_a_window_is_staffed_from_the_first_punch_in_to_the_last_punch_out():
    with driven(TcpLine(AttendanceTwin()), AttendanceTerminal, {"window": 3}) as desk:
        desk.driver.start()
        for badge, way in (("G0007", "in"), ("G0008", "in"), ("G0007", "out"), ("G0008", "out")):
            desk.hand(desk.twin.punch, badge, way, 100)
        for _ in range(400):
            desk.driver.idle()
            if desk.context.kinds.count("punched") == 4:
                break
        told = [dict(event.data) for event in desk.context.events if event.kind == "presenceChanged"]
        assert told == [{"window": 3, "present": True}, {"window": 3, "present": False}]


def test_a_terminal_shows_which_it_is(desk):
    assert desk.do("identify").done
    assert desk.twin.beeps == 1
    told = desk.do("capabilities").result
    assert (told["face"], told["window"]) == (None, None)


def test_a_memory_that_fills_is_told_and_lost_records_too():
    with driven(TcpLine(AttendanceTwin(room=5)), AttendanceTerminal) as desk:
        for _ in range(4):
            desk.hand(desk.twin.punch, "G0007", "in", 100)
        status = desk.driver.start()
        assert (status.code, status.parts["storage"]) == ("punch.bufferHigh", "high")
        assert desk.do("list_since", cursor=0).result["cursor"] == 4
        for _ in range(7):
            desk.hand(desk.twin.punch, "G0007", "in", 100)
        desk.do("list_since", cursor=4)
        assert [event.data["missing"] for event in desk.context.events if event.kind == "bufferOverrun"] == [
            2
        ]


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME])
def test_a_terminal_that_does_not_answer_is_offline(desk, fault):
    desk.line.set_fault(fault)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")


def test_nonsense_between_the_lines_is_passed_over(desk):
    desk.hand(desk.twin.punch, "G0007")
    desk.line.set_fault(Fault.GARBAGE_BEFORE)
    assert len(desk.do("list_since", cursor=0).result["punches"]) == 1
    assert "lineNoise" in desk.context.kinds
