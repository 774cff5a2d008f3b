"""A scanner that types sees no code, or is mute: that is "no code", and the next code is read."""

from drivers.code_reader.wedge import WedgeScanner
from drivers.sim.faults import Fault
from drivers.sim.wedge_scanner import EventLine, WedgeScannerTwin
from drivers.types import CompletionCode
from tests.support.direct import driven


def test_a_mute_scanner_is_no_code_and_never_the_code_from_before(tmp_path):
    with driven(EventLine(WedgeScannerTwin(), tmp_path / "scanner"), WedgeScanner) as desk:
        desk.line.set_fault(Fault.NO_ANSWER)
        desk.context.on_event = lambda event: desk.hand(desk.twin.present, b"0123456789")
        done = desk.do("read_code", wait_ms=400)
        assert (done.code, done.error, done.result) == (CompletionCode.TIME_OUT, "code.none", {})
        desk.line.set_fault(Fault.NONE)
        assert desk.do("read_code").result["text"] == "0123456789"
