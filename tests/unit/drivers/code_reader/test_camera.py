"""A camera that reads codes, on recordings played by the real frame source."""

from __future__ import annotations

import pytest

from drivers.types import Canceled, CompletionCode, DeviceState
from tests.support.cameras import watching
from tests.support.codes import bars, qr


def test_a_code_is_read(tmp_path):
    with watching(
        tmp_path, lambda twin: (twin.empty(5), twin.show(qr("云溪县王䶮".encode("gb18030")), 30))
    ) as desk:
        status = desk.driver.start()
        assert (status.device, status.parts["stream"]) == (DeviceState.ONLINE, "running")
        done = desk.do()
        assert done.code is CompletionCode.SUCCESS
        data = "云溪县王䶮".encode("gb18030")
        assert done.result == {
            "bytes_hex": data.hex(),
            "text": "云溪县王䶮",
            "charset": "gb18030",
            "length": len(data),
            "symbology": "QRCode",
        }
        assert desk.context.kinds == ["presentCode", "codeRead"]
        assert "云溪" not in str(desk.context.events)


def test_a_bar_code_is_read(tmp_path):
    with watching(tmp_path, lambda twin: twin.show(bars("Code128", "YX0123456789"), 40)) as desk:
        assert desk.do().result["text"] == "YX0123456789"


def test_nobody_shows_a_code(tmp_path):
    with watching(tmp_path, lambda twin: twin.empty(40)) as desk:
        done = desk.do(wait_ms=400)
        assert (done.code, done.error) == (CompletionCode.TIME_OUT, "code.none")


def test_the_last_persons_code_left_lying_is_not_read_again(tmp_path):
    with watching(
        tmp_path, lambda twin: twin.show(qr("one"), 20), {"duplicate_ms": 60_000}, loop=True
    ) as desk:
        assert desk.do().result["text"] == "one"
        desk.driver.idle()
        done = desk.do(wait_ms=600)
        assert (done.code, done.error) == (CompletionCode.TIME_OUT, "code.none")
        assert "duplicateSuppressed" in desk.context.kinds


def test_only_the_set_kinds_are_read(tmp_path):
    with watching(tmp_path, lambda twin: twin.show(qr("one"), 30), {"symbologies": "EAN13"}) as desk:
        assert desk.do(wait_ms=500).error == "code.none"


def test_giving_up_ends_the_waiting(tmp_path):
    with watching(tmp_path, lambda twin: twin.empty(30), loop=True) as desk:
        desk.context.on_event = lambda event: setattr(desk.context, "give_up", True)
        with pytest.raises(Canceled):
            desk.do()


def test_an_unknown_operation_or_argument_is_said(tmp_path):
    with watching(tmp_path, lambda twin: twin.empty(5)) as desk:
        assert desk.do("beep").code is CompletionCode.UNSUPPORTED_COMMAND
        for args in ({"wait": 1}, {"wait_ms": -1}, {"wait_ms": True}):
            assert desk.do(**args).code is CompletionCode.INVALID_DATA


@pytest.mark.parametrize("options", [{"symbologies": "barcode"}, {"frozen_frames": 1}, {"duplicates": 1}])
def test_a_wrong_setting_is_said_and_nothing_is_read(tmp_path, options):
    with watching(tmp_path, lambda twin: twin.show(qr("one"), 5), options) as desk:
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "config.invalid")
        assert "write" in status.parts["option"]
        assert desk.do().error == "config.invalid"
