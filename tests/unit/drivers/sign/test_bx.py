"""Onbon frames, byte by byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.sign import bx

EXAMPLE = bytes.fromhex(
    "A5 A5 A5 A5 A5 A5 A5 A5 01 00 00 80 00 00 00 00 00 00 FE 02 35 00 A3 06 01 00 00 00 01 2C 00 00 00 00 00 00 08 "
    "00 20 00 00 00 00 02 00 00 00 00 02 01 01 00 12 02 11 00 00 00 C7 EB 41 30 31 32 BA C5 B5 BD 33 BA C5 B4 B0 BF "
    "DA 00 67 5A"
)
ACK = bytes.fromhex(
    "A5 A5 A5 A5 A5 A5 A5 A5 A5 00 80 FE FF 00 00 00 00 00 00 FE 02 05 00 A0 00 00 00 00 14 AC 5A"
)


def test_the_example_frame():
    text = "请A012号到3号窗口".encode("gbk")
    data = bx.show_text(text, bx.Area(width=64, height=32))
    assert bx.pack(bx.Packet(1, bx.HOST, bx.ANY_TYPE, data)) == EXAMPLE


def test_the_answer_of_the_makers_manual():
    assert bx.Unpacker().feed(ACK) == [bx.Packet(bx.HOST, bx.ANY, bx.ANY_TYPE, b"\xa0\0\0\0\0")]


def test_bytes_that_would_end_a_frame_are_escaped():
    frame = bx.pack(bx.Packet(0xA55A, 0x5BA6, 0x51, b"\xa5\x5a\xa6\x5b"))
    assert b"\x5a" not in frame[8:-1]
    assert b"\xa5" not in frame[8:]
    assert bx.Unpacker().feed(frame) == [bx.Packet(0xA55A, 0x5BA6, 0x51, b"\xa5\x5a\xa6\x5b")]


@given(
    st.integers(0, 65535),
    st.integers(0, 65535),
    st.integers(0, 255),
    st.binary(max_size=64),
    st.binary(max_size=9),
)
def test_every_packet_comes_through_noise(to, source, kind, data, noise):
    packet = bx.Packet(to, source, kind, data)
    assert bx.Unpacker().feed(noise + bx.pack(packet))[-1] == packet


@given(st.lists(st.binary(max_size=24), max_size=8))
def test_no_stream_is_taken_for_a_packet_or_stops_the_cutting(pieces):
    unpacker = bx.Unpacker(most=64)
    for piece in pieces:
        for packet in unpacker.feed(piece):
            assert bx.pack(packet)


@given(st.integers(0, len(ACK) - 1), st.integers(1, 255))
def test_one_changed_byte_is_never_another_answer(at, change):
    spoiled = bytes([*ACK[:at], ACK[at] ^ change, *ACK[at + 1 :]])
    found = bx.Unpacker().feed(spoiled)
    assert found in ([], bx.Unpacker().feed(ACK))


@pytest.mark.parametrize("effect", bx.EFFECTS)
def test_every_effect_has_its_number(effect):
    data = bx.show_text(b"A", bx.Area(effect=effect))
    assert data[9 + 19] == bx.EFFECTS.index(effect) + 1
