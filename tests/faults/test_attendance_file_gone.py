"""The machine that writes the attendance file never wrote one, or its disk is gone."""

from drivers.attendance.importer import AttendanceImport
from drivers.sim.faults import Fault
from drivers.sim.punch_file import PunchFileLine, PunchFileTwin
from hall.settings import load_profile
from tests.support.direct import driven


def test_without_a_file_there_are_no_punches_and_it_says_so():
    line = PunchFileLine(PunchFileTwin())
    with driven(line, AttendanceImport, {**load_profile("punch-file").options, **line.options}) as desk:
        assert desk.driver.start().ready
        desk.hand(desk.twin.punch, "WJ-4471")
        assert [punch["badge"] for punch in desk.do("list_since").result["punches"]] == ["WJ-4471"]
        line.set_fault(Fault.NO_ANSWER)
        assert desk.do("list_since").error == "punch.fileInvalid"
        line.set_fault(Fault.NONE)
        assert desk.driver.idle().ready
        line.unplug()
        assert not desk.driver.idle().ready
