"""The card reader is dead: power off, cable out of the reader, wrong speed."""

from __future__ import annotations

from drivers.id_card.samv import SamvReader
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


def test_a_reader_that_never_answers_is_never_online():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.line.set_fault(Fault.NO_ANSWER)
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
        assert status.parts["sam"] == "unknown"


def test_a_reader_that_falls_silent_is_not_ready_and_comes_back_by_itself():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        assert desk.driver.start().ready
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.line.set_fault(Fault.NO_ANSWER)
        done = desk.do("read_card", timeout_ms=2000)
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
        assert not desk.driver.idle().ready
        desk.line.set_fault(Fault.NONE)
        assert desk.driver.idle().ready
        assert desk.do("read_card").done
