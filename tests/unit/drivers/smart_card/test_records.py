"""Records of a card: what its bytes mean, and that nonsense never means anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.smart_card.records import RecordError, day, digits, name, text, value_of


def test_a_record_is_taken_apart():
    assert value_of(b"\x0a\x011", 0x0A) == b"1"


def test_what_a_card_pads_behind_a_record_is_left_out():
    assert value_of(b"\x0a\x011\x00\x00", 0x0A) == b"1"


@pytest.mark.parametrize("record", [b"", b"\x0a", b"\x0a\x02" + b"1", b"\x09\x011"])
def test_a_record_that_is_cut_off_or_another_one_is_refused(record):
    with pytest.raises(RecordError):
        value_of(record, 0x0A)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (bytes.fromhex("20120601"), "20120601"),
        (b"20120601", "20120601"),
        (b"2012", "2012"),
        (bytes(4), ""),
        (b"\xff" * 4, ""),
        (b"    ", ""),
        (bytes.fromhex("20121301"), ""),
        (bytes.fromhex("20120230"), ""),
        (b"0012", ""),
        (b"", ""),
    ],
)
def test_dates_as_cards_have_them(value, meant):
    assert day(value) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("张小凡".encode("gbk").ljust(30, b"\x00"), "张小凡"),
        ("张小凡".encode("gbk").ljust(30, b" "), "张小凡"),
        ("王䶮".encode("gb18030").ljust(30, b"\xff"), "王䶮"),
        ("阿迪力·艾尔肯".encode("gbk"), "阿迪力·艾尔肯"),
        (bytes(30), ""),
    ],
)
def test_names_as_cards_have_them(value, meant):
    assert name(value) == meant


def test_a_name_cut_within_a_character_is_shown_and_not_refused():
    assert name("张小凡".encode("gbk")[:5]) == "张小�"


def test_digits_and_letters():
    assert digits(bytes.fromhex("990101FF")) == "990101"
    assert text(b"Y00000018\x00\x00") == "Y00000018"
    for read, value in ((digits, b"\xab\xcd"), (text, "张".encode("gbk")), (text, b"a\x07b")):
        with pytest.raises(RecordError):
            read(value)


@given(st.binary(max_size=300), st.integers(0, 255))
def test_no_bytes_crash_the_reading_and_none_is_read_beyond_its_length(record, tag):
    try:
        value = value_of(record, tag)
    except RecordError:
        return
    assert record[:2] == bytes([tag, len(value)])
    for read in (digits, text, name, day):
        try:
            assert isinstance(read(value), str)
        except RecordError:
            assert read in (digits, text)
