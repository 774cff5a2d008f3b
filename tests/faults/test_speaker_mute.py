"""A sound card that takes no more sound, and one that is gone: what nobody could hear is not called played."""

from drivers.sim.faults import Fault
from drivers.sim.quiet_line import SpeakerLine
from drivers.sim.speaker import SpeakerTwin
from drivers.speaker.address import PublicAddress
from drivers.types import CompletionCode
from tests.support.direct import driven


def test_a_card_that_stands_still_or_is_gone_is_no_success_and_the_next_chime_is_heard():
    line = SpeakerLine(SpeakerTwin())
    with driven(line, PublicAddress, line.options) as desk:
        assert desk.do("chime_test").done
        assert desk.twin.loudest > 1000
        line.set_fault(Fault.NO_ANSWER)
        assert desk.do("chime_test", 1000).code is CompletionCode.TIME_OUT
        line.unplug()
        assert desk.do("chime_test").error == "speaker.failed"
        line.set_fault(Fault.NONE)
        before = desk.twin.heard
        assert desk.do("chime_test").done
        assert desk.twin.heard > before
