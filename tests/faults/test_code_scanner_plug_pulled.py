"""Somebody pulls the scanner's plug in the middle of a code."""

from __future__ import annotations

import pytest

from drivers.code_reader.serial_scanner import SerialScanner
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.transport.base import WireError, WireReason
from tests.support.direct import driven


def test_the_port_vanishes_and_comes_back_with_nothing_left_of_the_code(tmp_path):
    line = PtyLine(CodeScannerTwin(), tmp_path / "scanner")
    with driven(line, SerialScanner) as desk:
        line.set_fault(Fault.SLOW)

        def pull(event):
            desk.hand(desk.twin.present, b"Y" * 200)
            line.unplug()

        desk.context.on_event = pull
        with pytest.raises(WireError) as broken:
            desk.do("read_code")
        assert broken.value.reason is WireReason.GONE
        line.set_fault(Fault.NONE)
    with driven(line, SerialScanner) as desk:
        assert desk.do("read_code", wait_ms=300).error == "code.none"
