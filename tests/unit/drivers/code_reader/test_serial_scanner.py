"""The code scanner at work, on a real pty."""

from __future__ import annotations

import select

import pytest

from drivers.code_reader.serial_scanner import SerialScanner
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.line import PtyLine
from drivers.types import Canceled, CompletionCode, DeviceState
from tests.support.direct import driven

CODE = b"YXFW1:0123456789ABCDEF"


@pytest.fixture
def desk():
    with driven(PtyLine(CodeScannerTwin()), SerialScanner, {"duplicate_ms": 60_000}, baud=9600) as desk:
        yield desk


def when_asked(desk, *codes):
    """Present the codes once the driver says that it waits."""

    def present(event):
        if event.kind == "presentCode":
            for code in codes:
                desk.hand(desk.twin.present, code)

    desk.context.on_event = present


def test_a_code_is_read(desk):
    when_asked(desk, CODE)
    done = desk.do("read_code")
    assert done.code is CompletionCode.SUCCESS
    assert done.result == {"bytes_hex": CODE.hex(), "text": CODE.decode(), "charset": "ascii", "length": 22}
    assert desk.context.kinds == ["presentCode", "codeRead"]
    assert CODE.decode() not in str(desk.context.events)


@pytest.mark.parametrize("suffix", [b"\r", b"\n", b"\r\n"])
def test_every_usual_ending_works_without_a_setting(suffix):
    with driven(PtyLine(CodeScannerTwin(suffix=suffix)), SerialScanner) as desk:
        for code in (b"one", b"two"):
            when_asked(desk, code)
            assert desk.do("read_code").result["text"] == code.decode()


def test_chinese_in_both_charsets(desk):
    for charset in ("utf-8", "gb18030"):
        when_asked(desk, "云溪县王䶮".encode(charset))
        done = desk.do("read_code")
        assert (done.result["text"], done.result["charset"]) == ("云溪县王䶮", charset)


def test_a_binary_code_has_its_bytes_and_no_text(desk):
    data = bytes(byte for byte in range(256) if byte not in b"\r\n")
    when_asked(desk, data)
    done = desk.do("read_code")
    assert (done.result["bytes_hex"], done.result["text"], done.result["charset"]) == (
        data.hex(),
        None,
        "binary",
    )


def test_the_longest_qr_code_is_read_whole(desk):
    when_asked(desk, b"7" * 7089)
    assert desk.do("read_code").result["length"] == 7089


def test_nobody_presents_a_code(desk):
    done = desk.do("read_code", wait_ms=200)
    assert (done.code, done.error) == (CompletionCode.TIME_OUT, "code.none")


def arrived(desk):
    """Wait until bytes lie in the port."""
    ready, _, _ = select.select([desk.driver.connection._fd], [], [], 10)
    assert ready


def test_a_code_presented_before_anybody_asked_identifies_nobody(desk):
    desk.hand(desk.twin.present, CODE)
    arrived(desk)
    assert desk.do("read_code", wait_ms=300).error == "code.none"


def test_a_code_half_arrived_when_somebody_asks_is_dropped_whole():
    with driven(PtyLine(CodeScannerTwin(suffix=b"")), SerialScanner, {"gap_ms": 5000}) as desk:
        desk.hand(desk.twin.present, b"ST")
        arrived(desk)
        when_asked(desk, b"ALE\r", b"FRESH\r")
        assert desk.do("read_code").result["text"] == "FRESH"


def test_a_code_held_before_the_window_is_one_presentation(desk):
    when_asked(desk, CODE)
    assert desk.do("read_code").done
    when_asked(desk, CODE, b"OTHER")
    assert desk.do("read_code").result["text"] == "OTHER"
    assert "duplicateSuppressed" in desk.context.kinds


def test_the_same_code_later_is_a_new_presentation():
    with driven(PtyLine(CodeScannerTwin()), SerialScanner, {"duplicate_ms": 0}) as desk:
        for _ in range(2):
            when_asked(desk, CODE)
            assert desk.do("read_code").done


def test_a_scanner_cannot_be_asked_how_it_is(desk):
    status = desk.driver.start()
    assert (status.device, status.parts) == (DeviceState.ONLINE, {"scanner": "unknown"})
    when_asked(desk, CODE)
    desk.do("read_code")
    assert desk.driver.idle().parts == {"scanner": "on"}


def test_giving_up_ends_the_waiting(desk):
    desk.context.on_event = lambda event: setattr(desk.context, "give_up", True)
    with pytest.raises(Canceled):
        desk.do("read_code")


def test_an_unknown_operation_or_argument_is_said(desk):
    for op in desk.do("capabilities").result["unsupported"]:
        assert desk.do(op).code is CompletionCode.UNSUPPORTED_COMMAND
    for args in ({"wait": 1}, {"wait_ms": -1}, {"wait_ms": True}):
        assert desk.do("read_code", **args).code is CompletionCode.INVALID_DATA


@pytest.mark.parametrize("options", [{"max_byte": 1}, {"max_bytes": 0}, {"suffix": "tab"}])
def test_a_wrong_setting_is_said_and_nothing_is_read(options):
    with driven(PtyLine(CodeScannerTwin()), SerialScanner, options) as desk:
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "config.invalid")
        assert "write" in status.parts["option"]
        assert desk.do("read_code").error == "config.invalid"
        desk.driver.stop()


def test_a_code_shown_before_the_end_of_a_visit_is_nobodys(desk):
    desk.hand(desk.twin.present, CODE)
    arrived(desk)
    assert desk.do("end_transaction").result == {"media_left": None, "buffers_cleared": True}
    assert desk.do("read_code", wait_ms=100).error == "code.none"
