"""A disturbed line: answers come whole, but altered."""

from __future__ import annotations

from drivers.id_card.samv import SamvReader
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


class OnceWrong(SamvTwin):
    """Sends the first `wrong` card texts with a wrong checksum."""

    wrong = 1

    def feed(self, data):
        self.fault = Fault.WRONG_CHECKSUM if data.endswith(b"\x30\x01\x32") and self.wrong else Fault.NONE
        self.wrong -= self.fault is Fault.WRONG_CHECKSUM
        return super().feed(data)


def test_altered_answers_are_never_believed():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.line.set_fault(Fault.WRONG_CHECKSUM)
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.checksum")
        asked = len(desk.twin.received)
        done = desk.do("read_card")
        assert (done.code, done.error, done.result) == (
            CompletionCode.HARDWARE_ERROR,
            "protocol.checksum",
            {},
        )
        assert len(desk.twin.received) - asked == 3


def test_a_card_altered_on_the_way_is_asked_for_again_and_comes_right():
    with driven(PtyLine(OnceWrong()), SamvReader) as desk:
        desk.twin.wrong = 2
        desk.hand(desk.twin.place, LI_JINGYI)
        assert desk.do("read_card").result["fields"]["name"] == "李静怡"
        assert desk.twin.received.count(b"\x30\x01") == 3


def test_a_card_altered_three_times_is_given_up():
    with driven(PtyLine(OnceWrong()), SamvReader) as desk:
        desk.twin.wrong = 3
        desk.hand(desk.twin.place, LI_JINGYI)
        done = desk.do("read_card")
        assert (done.error, done.result) == ("protocol.checksum", {})
        assert desk.twin.received.count(b"\x30\x01") == 3
