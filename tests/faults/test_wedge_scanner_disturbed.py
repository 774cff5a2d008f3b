"""A scanner that types is unplugged in a code, cut off, or read by a program that has not the right to it."""

import os

import pytest

from drivers.code_reader.wedge import WedgeScanner
from drivers.sim.faults import Fault
from drivers.sim.wedge_scanner import EventLine, WedgeScannerTwin
from drivers.transport.base import WireError, WireReason
from drivers.transport.evdev import open_evdev
from drivers.transport.identity import HERE
from drivers.transport.open import open_connection
from tests.support.direct import driven


def test_the_plug_is_pulled_in_the_middle_of_a_code_and_nothing_of_it_is_left(tmp_path):
    line = EventLine(WedgeScannerTwin(), tmp_path / "scanner")
    with driven(line, WedgeScanner) as desk:
        line.set_fault(Fault.SLOW)

        def pull(event):
            desk.hand(desk.twin.present, b"Y" * 200)
            line.unplug()

        desk.context.on_event = pull
        with pytest.raises(WireError) as broken:
            desk.do("read_code")
        assert broken.value.reason is WireReason.GONE
        line.set_fault(Fault.NONE)
    with driven(line, WedgeScanner) as desk:
        assert desk.do("read_code", wait_ms=300).error == "code.none"


def test_half_a_code_is_no_code(tmp_path):
    with driven(EventLine(WedgeScannerTwin(), tmp_path / "scanner"), WedgeScanner) as desk:
        desk.line.set_fault(Fault.HALF_FRAME)
        desk.context.on_event = lambda event: desk.hand(desk.twin.present, b"0123456789")
        done = desk.do("read_code", wait_ms=5000)
        assert (done.error, done.done) == ("code.unreadable", False)


def test_a_scanner_that_another_program_reads_is_busy(tmp_path):
    with EventLine(WedgeScannerTwin(), tmp_path / "scanner") as line:
        first = open_connection(line.port, {}, lambda: None)
        with pytest.raises(WireError) as busy:
            open_connection(line.port, {}, lambda: None)
        assert busy.value.reason is WireReason.BUSY
        first.close()
        open_connection(line.port, {}, lambda: None).close()


def test_a_file_that_is_no_keyboard_is_refused(tmp_path):
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "fifo")
    for name in ("file", "fifo"):
        with pytest.raises(WireError) as wrong:
            open_evdev(f"evdev:{tmp_path / name}", lambda: None, HERE)
        assert wrong.value.reason is WireReason.INVALID
    with pytest.raises(WireError) as missing:
        open_evdev(f"evdev:{tmp_path / 'nothing'}", lambda: None, HERE)
    assert missing.value.reason is WireReason.NOT_FOUND
