"""A loose plug: the end of every code is missing. Half a code may be somebody else's."""

from __future__ import annotations

from drivers.code_reader.serial_scanner import SerialScanner
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.types import CompletionCode
from tests.support.direct import driven


def test_half_a_code_identifies_nobody_and_the_next_one_is_read():
    with driven(PtyLine(CodeScannerTwin()), SerialScanner) as desk:
        desk.line.set_fault(Fault.HALF_FRAME)
        desk.context.on_event = lambda event: desk.hand(
            desk.twin.present, b"YXFW1:0123456789ABCDEF0123456789ABCDEF"
        )
        done = desk.do("read_code")
        assert (done.code, done.error, done.result) == (CompletionCode.INVALID_DATA, "code.unreadable", {})
        assert done.evidence == {"reason": "suffixMissing", "length": 19}
        desk.line.set_fault(Fault.NONE)
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.present, b"WHOLE") if event.kind == "presentCode" else None
        )
        assert desk.do("read_code").result["text"] == "WHOLE"
