"""SAM-V frames: what goes out comes back, and nothing broken ever passes for whole."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.id_card.frames import MOST_LENGTH, PREAMBLE, Damage, Frame, Parser, encode
from tests.support.vectors import CHECKS, COMMANDS, FIND_OK, SELECT_OK, frame

BODIES = st.binary(min_size=2, max_size=40) | st.binary(min_size=1280, max_size=MOST_LENGTH - 1)
NOISE = st.binary(max_size=60) | st.lists(
    st.sampled_from(
        [b"\xaa", b"\xaa\xaa\xaa\x96", PREAMBLE, PREAMBLE + b"\x00", PREAMBLE + b"\xff\xff", b"\x69"]
    ),
    max_size=8,
).map(b"".join)


def cut(data, sizes):
    at = 0
    for size in sizes:
        if at < len(data):
            yield data[at : at + size]
            at += size
    yield data[at:]


@pytest.mark.parametrize("literal", [*COMMANDS.values(), FIND_OK, SELECT_OK])
def test_known_literals_parse_and_encode_to_themselves(literal):
    (found,) = Parser().feed(literal)
    assert encode(found.body) == literal


@pytest.mark.parametrize(("status", "check"), CHECKS.items())
def test_known_status_replies(status, check):
    literal = frame(f"00 04 00 00 {status:02X} {check:02X}")
    assert encode(bytes((0, 0, status))) == literal
    (found,) = Parser().feed(literal)
    assert (found.status, found.data) == (status, b"")


@given(bodies=st.lists(BODIES, min_size=1, max_size=4), sizes=st.lists(st.integers(1, 700), max_size=30))
def test_frames_come_back_however_the_line_cuts_them(bodies, sizes):
    parser = Parser()
    data = b"".join(encode(body) for body in bodies)
    found = [one for piece in cut(data, sizes) for one in parser.feed(piece)]
    assert found == [Frame(body) for body in bodies]
    assert parser.waiting == 0


@settings(max_examples=300)
@given(noise=st.binary(max_size=80).filter(lambda data: PREAMBLE not in data + PREAMBLE[:4]), body=BODIES)
def test_garbage_before_the_preamble_is_passed_over(noise, body):
    found = Parser().feed(noise + encode(body))
    assert found[-1] == Frame(body)


@pytest.mark.parametrize(
    "stray", [b"\xaa", b"\xaa\xaa", b"\xaa\xaa\xaa\x96", PREAMBLE + b"\xff\xff", PREAMBLE + b"\x00\x02"]
)
def test_pieces_of_a_preamble_do_not_hide_the_frame(stray):
    assert Parser().feed(stray + FIND_OK)[-1] == Frame(bytes.fromhex("00 00 9F 00 00 00 00"))


def test_a_wrong_checksum_is_said_and_the_next_frame_is_read():
    bad = bytearray(SELECT_OK)
    bad[-1] ^= 1
    assert Parser().feed(bytes(bad) + FIND_OK) == [
        Damage.CHECKSUM,
        Frame(bytes.fromhex("00 00 9F 00 00 00 00")),
    ]


@pytest.mark.parametrize("length", [0, 1, 2, MOST_LENGTH + 1, 0xFFFF])
def test_an_impossible_length_is_said_and_the_next_frame_is_read(length):
    bad = PREAMBLE + length.to_bytes(2, "big") + b"\x00\x00\x90"
    found = Parser().feed(bad + FIND_OK)
    assert found[0] is Damage.LENGTH
    assert found[-1] == Frame(bytes.fromhex("00 00 9F 00 00 00 00"))


@settings(max_examples=500, deadline=None)
@given(pieces=st.lists(NOISE | BODIES.map(encode), max_size=5), data=st.data())
def test_malformed_streams_never_hang_never_grow_and_never_pass(pieces, data):
    stream = bytearray(b"".join(pieces))
    for _ in range(min(len(stream), data.draw(st.integers(0, 3)))):
        stream[data.draw(st.integers(0, len(stream) - 1))] = data.draw(st.integers(0, 255))
    parser = Parser()
    for found in parser.feed(bytes(stream)):
        if isinstance(found, Frame):
            assert encode(found.body) in bytes(stream)
            counted = (len(found.body) + 1).to_bytes(2, "big") + found.body
            assert reduce(xor, counted) == encode(found.body)[-1]
        assert parser.waiting <= 4096


def test_a_million_bytes_without_a_frame_are_not_kept():
    parser = Parser()
    assert parser.feed(b"\xaa" * 1_000_000) == []
    assert parser.waiting < 8


@pytest.mark.parametrize("size", [0, 1, MOST_LENGTH])
def test_a_body_no_frame_can_hold_is_refused(size):
    with pytest.raises(ValueError, match="a SAM-V body has"):
        encode(bytes(size))


def test_a_frame_never_shows_its_contents():
    assert repr(Frame("张小凡".encode("utf-16-le"))) == "Frame(6 bytes)"
