"""Every bit a printer can set, one at a time, and every way its answers can be mixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.status import (
    AnswerReader,
    Asb,
    Block,
    Condition,
    PaperSensor,
    RealTime,
    from_asb,
    from_real_time,
)
from drivers.types import Supply

FINE = (0x12, 0x12, 0x12, 0x12)


def asked(n, byte):
    return from_real_time([byte if n == number else fine for number, fine in enumerate(FINE, 1)])


@pytest.mark.parametrize(
    ("n", "bit", "code"),
    [
        (1, 0x04, ""),  # drawer
        (1, 0x08, "printer.offline"),
        (1, 0x20, ""),  # waits for recovery: n = 3 says of what
        (1, 0x40, ""),  # feed button
        (2, 0x04, "cover.open"),
        (2, 0x08, ""),  # feeding by the button
        (2, 0x20, "paper.out"),
        (2, 0x40, "printer.error"),
        (3, 0x04, "printer.error"),
        (3, 0x08, "cutter.jammed"),
        (3, 0x20, "printer.unrecoverable"),
        (3, 0x40, "head.hot"),
        (4, 0x04, ""),
        (4, 0x08, ""),
        (4, 0x20, "paper.out"),
        (4, 0x40, "paper.out"),
    ],
)
def test_each_bit_of_a_real_time_answer(n, bit, code):
    found = asked(n, 0x12 | bit)
    assert (found.trouble.code if found.trouble else "") == code


@pytest.mark.parametrize(
    ("at", "bit", "code"),
    [
        (0, 0x04, ""),
        (0, 0x08, "printer.offline"),
        (0, 0x20, "cover.open"),
        (0, 0x40, ""),
        (1, 0x01, ""),
        (1, 0x02, ""),
        (1, 0x04, "printer.error"),
        (1, 0x08, "cutter.jammed"),
        (1, 0x20, "printer.unrecoverable"),
        (1, 0x40, "head.hot"),
        (2, 0x01, ""),
        (2, 0x02, ""),
        (2, 0x04, "paper.out"),
        (2, 0x08, "paper.out"),
    ],
)
def test_each_bit_of_an_automatic_status(at, bit, code):
    data = bytearray((0x10, 0, 0, 0))
    data[at] |= bit
    (answer,) = AnswerReader().feed(bytes(data))
    found = from_asb(answer.data)
    assert (found.trouble.code if found.trouble else "") == code


def test_all_clear_is_paper_and_closed_and_well():
    found = from_real_time(FINE)
    assert found == Condition()
    assert found.paper is Supply.FULL
    assert found.trouble is None


@pytest.mark.parametrize("byte", [0x16, 0x1A, 0x1E])
def test_near_end_is_low_and_still_prints(byte):
    found = asked(4, byte)
    assert found.paper is Supply.LOW
    assert found.trouble is None


def test_the_published_example_of_a_printer_without_paper():
    found = from_real_time((0x1A, 0x32, 0x12, 0x7E))
    assert found.trouble.code == "paper.out"
    assert found.paper is Supply.OUT


def test_the_cover_is_named_before_the_paper_it_hides():
    found = from_real_time((0x1A, 0x36, 0x12, 0x7E))
    assert found.trouble.code == "cover.open"


def test_answers_of_all_kinds_in_one_stream_are_told_apart():
    stream = bytes.fromhex("12 10 00 03 00 1A 00 37 22 30 30 30 37 00 0F 37 25 00")
    assert AnswerReader().feed(stream) == [
        RealTime(0x12),
        Asb(b"\x10\x00\x03\x00"),
        RealTime(0x1A),
        PaperSensor(0x00),
        Block(0x22, b"0007"),
        PaperSensor(0x0F),
        Block(0x25, b""),
    ]


def test_a_byte_without_the_fixed_bits_is_noise_not_status():
    reader = AnswerReader()
    assert reader.feed(b"\xff\xaa\x96\x92\x72\x55\x69") == [RealTime(0x72)]
    assert reader.noise == 6


def test_half_an_automatic_status_does_not_swallow_the_next_answer():
    assert AnswerReader().feed(b"\x10\x00" + b"\x12") == [PaperSensor(0), RealTime(0x12)]


@given(st.lists(st.binary(max_size=12), max_size=20))
def test_any_bytes_in_any_pieces_give_the_same_answers(pieces):
    whole, parts = AnswerReader(), AnswerReader()
    assert [answer for piece in pieces for answer in parts.feed(piece)] == whole.feed(b"".join(pieces))
    assert parts.noise == whole.noise


@given(st.binary(max_size=400))
def test_noise_never_keeps_more_than_one_unfinished_answer(data):
    reader = AnswerReader()
    reader.feed(data)
    reader.forget()
    assert reader.feed(b"\x12") == [RealTime(0x12)]
