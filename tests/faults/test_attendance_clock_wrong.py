"""An attendance terminal whose clock runs away, or that lost its roster: told, and no punch is dropped for it."""

from drivers.attendance.terminal import AttendanceTerminal
from drivers.sim.attendance import AttendanceTwin
from drivers.sim.tcp_line import TcpLine
from tests.support.direct import driven

NOW = 1_780_000_000


def test_a_clock_that_ran_away_is_told_and_its_punches_are_kept():
    with driven(TcpLine(AttendanceTwin(clock_s=NOW)), AttendanceTerminal) as desk:
        desk.do("sync_clock", epoch_s=NOW)
        desk.twin.clock_s -= 4000
        assert desk.driver.idle().code == "punch.clockSkew"
        desk.hand(desk.twin.punch, "G0007")
        assert len(desk.do("list_since", cursor=0).result["punches"]) == 1
        desk.do("sync_clock", epoch_s=NOW)
        assert desk.driver.idle().code == ""


def test_a_terminal_that_forgot_its_roster_is_told():
    with driven(TcpLine(AttendanceTwin()), AttendanceTerminal) as desk:
        desk.do("push_roster", badges=["G0007", "G0008"])
        desk.twin.roster = []
        assert desk.driver.idle().code == "punch.rosterMismatch"
