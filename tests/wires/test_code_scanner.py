"""What a serial scanner puts on the wire."""

from __future__ import annotations

import pytest

from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault


@pytest.mark.parametrize("suffix", [b"\r", b"\n", b"\r\n", b""])
def test_the_text_and_its_suffix_and_nothing_else(suffix):
    twin = CodeScannerTwin(suffix=suffix)
    twin.present("王䶮".encode("gb18030"))
    assert [reply.data for reply in twin.unasked()] == ["王䶮".encode("gb18030") + suffix]
    assert list(twin.unasked()) == []


def test_it_takes_no_orders_and_forgets_what_was_not_sent():
    twin = CodeScannerTwin()
    assert twin.feed(b"~\x010000@SCNMOD0;\x03") == ()
    twin.present(b"x")
    twin.power_on()
    assert list(twin.unasked()) == []


def test_a_cut_off_code_has_no_suffix():
    twin = CodeScannerTwin()
    twin.fault = Fault.HALF_FRAME
    twin.present(b"12345")
    assert [reply.data for reply in twin.unasked()] == [b"123"]
