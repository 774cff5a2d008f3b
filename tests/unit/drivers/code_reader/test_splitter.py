"""Cutting a scanner's bytes into codes, whatever the bytes are and however they come."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.code_reader.splitter import Scanned, Splitter, TooLong

ENDS = {"any": b"\r", "cr": b"\r", "lf": b"\n", "crlf": b"\r\n"}


@pytest.mark.parametrize(("suffix", "end"), ENDS.items())
def test_a_code_ends_with_its_suffix(suffix, end):
    splitter = Splitter(suffix, 100)
    assert splitter.feed(b"one" + end + b"two" + end + b"thr") == [Scanned(b"one"), Scanned(b"two")]
    assert splitter.inside


def test_any_takes_all_three_and_makes_no_empty_codes():
    assert Splitter("any", 9).feed(b"a\rb\nc\r\nd\r\n") == [
        Scanned(code) for code in (b"a", b"b", b"c", b"d")
    ]


def test_only_the_set_suffix_ends_a_code():
    assert Splitter("cr", 9).feed(b"a\nb\r") == [Scanned(b"a\nb")]
    assert Splitter("lf", 9).feed(b"a\rb\n") == [Scanned(b"a\rb")]
    assert Splitter("crlf", 9).feed(b"a\rb\nc\r\n") == [Scanned(b"a\rb\nc")]


@given(
    codes=st.lists(st.binary(min_size=1, max_size=30).filter(lambda code: b"\r" not in code), max_size=6),
    size=st.integers(1, 50),
)
def test_every_byte_but_the_suffix_is_data(codes, size):
    stream = b"".join(code + b"\r" for code in codes)
    splitter = Splitter("cr", 30)
    found = [one for at in range(0, len(stream), size) for one in splitter.feed(stream[at : at + size])]
    assert found == [Scanned(code) for code in codes]


def test_silence_ends_a_code_that_has_no_suffix_and_says_so():
    splitter = Splitter("cr", 100)
    splitter.feed(b"half")
    assert splitter.silence() == Scanned(b"half", whole=False)
    assert splitter.silence() is None


def test_silence_is_the_end_where_no_suffix_is_set():
    splitter = Splitter("none", 100)
    assert splitter.feed(b"a\r\nb") == []
    assert splitter.silence() == Scanned(b"a\r\nb")


@pytest.mark.parametrize(("suffix", "end"), ENDS.items())
def test_the_longest_code_passes_one_byte_more_does_not_and_the_next_code_is_read(suffix, end):
    splitter = Splitter(suffix, 10)
    assert splitter.feed(b"0123456789" + end) == [Scanned(b"0123456789")]
    found = splitter.feed(b"0123456789" * 50 + end + b"next" + end)
    assert found == [TooLong(), Scanned(b"next")]


def test_a_skipped_code_is_forgotten_to_its_end():
    splitter = Splitter("cr", 10)
    splitter.feed(b"stale")
    splitter.skip()
    assert splitter.feed(b"-rest\rfresh\r") == [Scanned(b"fresh")]


@settings(max_examples=500)
@given(pieces=st.lists(st.binary(max_size=40), max_size=30), suffix=st.sampled_from([*ENDS, "none"]))
def test_nothing_grows_beyond_the_limit(pieces, suffix):
    splitter = Splitter(suffix, 16)
    for piece in pieces:
        found = splitter.feed(piece)
        assert all(isinstance(one, TooLong) or 0 < len(one.data) <= 16 for one in found)
        assert len(splitter._buffer) <= 17


def test_a_code_never_shows_itself():
    assert repr(Scanned(b"secret")) == "Scanned(6 bytes)"


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(ValueError, match="any, cr, lf, crlf, none"):
        Splitter("tab", 1)
