"""Something that is no code at all comes down the line: ten kilobytes, a million bytes, without an end."""

from __future__ import annotations

import pytest

from drivers.code_reader.serial_scanner import SerialScanner
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.line import PtyLine
from drivers.types import CompletionCode
from tests.support.direct import driven


@pytest.mark.parametrize("size", [7090, 10_000, 1_000_000])
def test_it_is_refused_at_the_limit_and_the_code_after_it_is_read(size):
    with driven(PtyLine(CodeScannerTwin()), SerialScanner, {"max_bytes": 7089}) as desk:
        desk.context.on_event = lambda event: desk.hand(desk.twin.present, b"9" * size)
        done = desk.do("read_code")
        assert (done.code, done.error, done.result) == (CompletionCode.INVALID_DATA, "code.tooLong", {})
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.present, b"NEXT") if event.kind == "presentCode" else None
        )
        assert desk.do("read_code", timeout_ms=30_000).result["text"] == "NEXT"
