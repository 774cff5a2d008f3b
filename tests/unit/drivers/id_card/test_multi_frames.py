"""Frames of the multi-in-one reader: what goes out comes back, and nothing broken ever passes for whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.id_card.dialogue import Question
from drivers.id_card.frames import Damage, Frame
from drivers.id_card.multi_frames import MOST_LENGTH, Parser, encode
from drivers.id_card.multi_words import READ_ALL, VERSION, beep, judge
from drivers.id_card.words import Trouble

BODIES = st.binary(min_size=2, max_size=40) | st.binary(min_size=1280, max_size=MOST_LENGTH)
NOISE = st.binary(max_size=60) | st.lists(
    st.sampled_from([b"\x02", b"\x02\x00", b"\x02\x00\x02", b"\x03", b"\x02\xff\xff", b"\x02\x00\x01\x90"]),
    max_size=8,
).map(b"".join)
LITERALS = {
    "02 00 03 CA 01 00 CB 03": READ_ALL.body,
    "02 00 03 CA 01 02 C9 03": b"\xca\x01\x02",
    "02 00 02 30 06 36 03": b"\x30\x06",
    "02 00 03 32 29 FF E4 03": b"\x32\x29\xff",
}


@pytest.mark.parametrize(("literal", "body"), LITERALS.items())
def test_known_literals(literal, body):
    assert encode(body) == bytes.fromhex(literal)
    assert Parser().feed(bytes.fromhex(literal)) == [Frame(body)]


def test_a_whole_card_is_as_long_as_public_programs_expect():
    assert len(encode(b"\x90\x00" + bytes(1284))) == 1291


def test_a_beep():
    assert encode(beep(200, 2).body) == bytes.fromhex("02 00 05 31 13 00 C8 02 E8 03")


@given(bodies=st.lists(BODIES, min_size=1, max_size=4), sizes=st.lists(st.integers(1, 700), max_size=30))
def test_frames_come_back_however_the_line_cuts_them(bodies, sizes):
    parser, data, found = Parser(), b"".join(encode(body) for body in bodies), []
    for size in [*sizes, len(data)]:
        found += parser.feed(data[:size])
        data = data[size:]
    assert found == [Frame(body) for body in bodies]
    assert parser.waiting == 0


@settings(max_examples=300)
@given(noise=st.binary(max_size=80).filter(lambda data: b"\x02" not in data), body=BODIES)
def test_garbage_before_a_frame_is_passed_over(noise, body):
    assert Parser().feed(noise + encode(body)) == [Frame(body)]


@settings(max_examples=500)
@given(noise=NOISE, body=BODIES, at=st.integers(0), flip=st.integers(1, 255))
def test_one_altered_byte_never_passes_for_the_frame(noise, body, at, flip):
    bad = bytearray(encode(body))
    bad[at % len(bad)] ^= flip
    found = Parser().feed(noise + bytes(bad))
    assert Frame(body) not in found
    assert all(isinstance(one, Frame | Damage) for one in found)


@settings(max_examples=500)
@given(pieces=st.lists(NOISE | BODIES | BODIES.map(encode), max_size=6))
def test_the_parser_never_keeps_more_than_a_frame(pieces):
    parser = Parser()
    for piece in pieces:
        parser.feed(piece)
        assert parser.waiting <= MOST_LENGTH + 5


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("8000", "card.none"),
        ("8100", "card.selectFailed"),
        ("4100", "card.readFailed"),
        ("6000", "sam.selfTestFailed"),
        ("6600", "sam.notAuthorised"),
        ("00F3", "protocol.checksum"),
        ("00F4", "protocol.refused"),
        ("00FD", "card.readFailed"),
        ("3004", "card.readFailed"),
        ("7700", "sam.unknownStatus"),
        ("00AA", "sam.unknownStatus"),
    ],
)
def test_what_its_statuses_mean(status, error):
    found = judge(READ_ALL, Frame(bytes.fromhex(status)))
    assert isinstance(found, Trouble)
    assert (found.error, found.sw) == (error, status.lower())


@given(body=st.binary(min_size=2, max_size=1300))
def test_only_a_whole_card_says_yes_to_a_reading(body):
    found = judge(READ_ALL, Frame(body))
    whole = body[:2] == b"\x90\x00" and len(body) == 1286
    assert isinstance(found, Frame) == whole


def test_an_answer_to_another_question_is_none_at_all():
    assert judge(READ_ALL, Frame(b"\x00\x00HALL")) is None
    assert judge(VERSION, Frame(b"\x90\x00" + bytes(1284))) is None
    assert isinstance(VERSION, Question)
