"""The scanner's window is dirty, or its light is broken: it says nothing at all."""

from __future__ import annotations

from drivers.code_reader.serial_scanner import SerialScanner
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.types import CompletionCode
from tests.support.direct import driven


def test_no_code_is_a_time_out_and_never_an_identity():
    with driven(PtyLine(CodeScannerTwin()), SerialScanner) as desk:
        desk.line.set_fault(Fault.NO_ANSWER)
        desk.context.on_event = lambda event: desk.hand(desk.twin.present, b"YXFW1:0123456789ABCDEF")
        done = desk.do("read_code", wait_ms=500)
        assert (done.code, done.error, done.result) == (CompletionCode.TIME_OUT, "code.none", {})
        assert desk.driver.idle().parts == {"scanner": "unknown"}
