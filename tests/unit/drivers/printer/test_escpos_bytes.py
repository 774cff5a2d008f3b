"""Golden bytes, and no byte of data that could command the printer."""

import re

import pytest
from escpos.printer import Dummy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from drivers.printer.escpos import encode, encode_text, finish_ask, harmless, process_ask, status_ask
from drivers.printer.layout import lay_out
from drivers.printer.lines import Align, Charset, Cut, Head, HeadError, Qr, Rule, Space, Style, Text
from drivers.sim.paper import Paper, interpret
from tests.support.papers import RECEIPT, TICKET, bytes_of

REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
NASTY = "\x1bp\x00\x19\xfa\x1dV\x00\x10\x04\x01\x10\x14\x01\x00\x01\x1c.\x1b@"


def job(*lines, head=None):
    head = head or Head()
    return encode(lay_out(lines, head), head).data


def test_a_job_starts_from_a_known_state_in_chinese():
    assert job() == b"\x1b@\x1c&"


def test_text_goes_out_as_two_byte_characters():
    assert job(Text("社保")) == b"\x1b@\x1c&" + b"\x1b3\x22" + bytes.fromhex("C9E7 B1A3") + b"\n"


def test_size_bold_and_alignment():
    data = job(Text("A012", Style(6, 6, bold=True, align=Align.CENTER)))
    assert data == b"\x1b@\x1c&" + b"\x1ba\x01" + b"\x1bE\x01" + b"\x1d!\x55" + b"\x1b3\x9a" + b"A012\n"


def test_a_setting_is_sent_when_it_changes_and_not_again():
    data = job(Text("1"), Text("2"), Text("3", Style(bold=True)), Text("4"))
    assert data.endswith(b"1\n2\n\x1bE\x013\n\x1bE\x004\n")


def test_feed_cut_and_rule():
    assert job(Space(40)).endswith(b"\x1bJ\xff\x1bJ\x41")
    assert job(Cut()).endswith(b"\x1dVB\x00")
    assert job(Rule()).endswith(b"\x1dv0\x00\x48\x00\x02\x00" + b"\xff" * 144)


def test_questions():
    assert status_ask(4) == b"\x10\x04\x04"
    assert process_ask(b"0007") == bytes.fromhex("1D 28 48 06 00 30 30 30 30 30 37")
    with pytest.raises(ValueError, match="four printable"):
        process_ask(b"\x1b000")


def test_native_qr_is_what_python_escpos_sends_too():
    other = Dummy()
    other.qr("A012 号", native=True, size=9, ec=1)
    assert other.output in job(Qr("A012 号", mm=25))


def test_raster_is_what_python_escpos_sends_too():
    other = Dummy(profile="RP-F10-80mm")
    other.image(Image.frombytes("1", (576, 2), b"\x00" * 144), impl="bitImageRaster", center=False)
    assert job(Rule()).endswith(other.output)


def test_characters_outside_the_printers_font_are_not_text():
    assert encode_text("国€") is None or encode_text("国€") == "国€".encode("gbk")
    for char in "䶮㐀𠮷ñ":
        assert encode_text(char) is None
    assert encode_text("镕", Charset.GB2312) is None
    assert encode_text("镕", Charset.GBK) == "镕".encode("gbk")
    assert encode_text("国", Charset.NONE) is None


def test_a_yen_sign_never_becomes_four_bytes():
    data = encode_text("¥")
    assert data is None or len(data) == 2


@settings(deadline=None)
@given(st.text())
@example(NASTY)
def test_no_text_byte_is_a_command(text):
    data = encode_text(text)
    assert data is None or min(data, default=0x20) >= 0x20


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\x10\x04\x01\x10\x10\x14\x10\x05")
def test_dots_never_hold_a_real_time_command(dots):
    safe = harmless(dots)
    assert not REAL_TIME.search(safe)
    assert len(safe) == len(dots)


@settings(deadline=None)
@given(st.sampled_from(["hall", "service", "number", "windows", "place", "issued_at"]), st.text(max_size=80))
@example("place", NASTY)
@example("number", NASTY + "䶮")
def test_no_ticket_data_commands_the_printer(key, text):
    data = bytes_of("ticket", TICKET | {key: text}).data
    assert not REAL_TIME.search(data)
    pieces, errors = interpret(data, Paper())
    assert errors == []
    assert len(pieces) == 1


@settings(deadline=None)
@given(st.text(max_size=60))
@example(NASTY)
def test_escape_bytes_stand_only_where_our_templates_put_them(text):
    """The same form with other words of plain ASCII has the same commands in the same order."""
    plain = Head(native_qr=True)
    commands = re.compile(rb"[\x10\x1b\x1c\x1d]")
    shown = encode_text(text)
    if shown is None:
        return
    data = job(Text(text, Style(wide=1)), Cut(), head=plain)
    assert len(commands.findall(data)) == len(commands.findall(job(Text("x"), Cut(), head=plain)))


def test_a_qr_payload_cannot_command_either():
    data = bytes_of("receipt", RECEIPT | {"qr": "A" + NASTY}).data
    assert not REAL_TIME.search(data)
    assert interpret(data)[1] == []


def test_zero_bytes_finish_what_was_broken_off():
    half = bytes_of("ticket", TICKET | {"place": "㐀"}).data
    cut = half.index(b"\x1dv0\x00", 400) + 12
    data = half[:cut] + finish_ask(Head()) + bytes_of("ticket", TICKET).data
    pieces, errors = interpret(data)
    assert errors == []
    assert "A012" in pieces[-1].text


def test_a_head_that_cannot_be_is_refused():
    with pytest.raises(HeadError, match="dots = 576"):
        Head(dots=570)
    with pytest.raises(HeadError, match="gb2312, gbk"):
        Head.of({"charset": "utf-8"})
    with pytest.raises(HeadError, match="columns = 48"):
        Head.of({"columns": "48"})
