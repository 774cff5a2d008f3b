"""A scanner that sends byte by byte."""

from __future__ import annotations

from drivers.code_reader.serial_scanner import SerialScanner
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from tests.support.direct import driven


def test_a_trickling_code_is_read_whole():
    with driven(PtyLine(CodeScannerTwin()), SerialScanner, {"gap_ms": 3000}) as desk:
        desk.line.set_fault(Fault.SLOW)
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.present, b"YXFW1:0123456789ABCDEF") if event.kind == "presentCode" else None
        )
        assert desk.do("read_code").result["text"] == "YXFW1:0123456789ABCDEF"
