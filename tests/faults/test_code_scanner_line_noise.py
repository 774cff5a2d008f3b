"""Noise on the scanner's line."""

from __future__ import annotations

from drivers.code_reader.serial_scanner import SerialScanner
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.types import CompletionCode
from tests.support.direct import driven


def test_a_code_with_noise_in_front_is_no_text_rather_than_a_wrong_one():
    with driven(PtyLine(CodeScannerTwin()), SerialScanner) as desk:
        desk.line.set_fault(Fault.GARBAGE_BEFORE)
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.present, b"YXFW1:0123456789ABCDEF") if event.kind == "presentCode" else None
        )
        done = desk.do("read_code")
        assert done.code is CompletionCode.SUCCESS
        assert (done.result["text"], done.result["charset"]) == (None, "binary")
