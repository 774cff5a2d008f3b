"""Frames between supervisor and child."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.pipe import MAX_FRAME, Decoder, PipeError, encode

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
MESSAGES = st.lists(st.dictionaries(st.text(), JSON, max_size=3), max_size=5)


@given(MESSAGES, st.data())
def test_messages_survive_any_slicing_of_the_bytes(messages, data):
    wire = b"".join(encode(message) for message in messages)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=8)))
    decoder, got = Decoder(), []
    for start, end in zip([0, *cuts], [*cuts, len(wire)], strict=True):
        got += decoder.feed(wire[start:end])
    assert got == messages


@given(st.binary(max_size=200))
def test_garbage_is_refused_or_waited_for_and_never_crashes(garbage):
    decoder = Decoder()
    try:
        for message in decoder.feed(garbage):
            assert isinstance(message, dict)
    except PipeError:
        pass


def test_an_oversized_frame_is_refused_as_soon_as_it_is_announced():
    with pytest.raises(PipeError, match="at most"):
        list(Decoder().feed(struct.pack(">I", MAX_FRAME + 1)))


def test_a_message_too_long_to_send_is_refused_where_it_is_made():
    with pytest.raises(PipeError, match="at most"):
        encode({"text": "x" * MAX_FRAME})


@pytest.mark.parametrize("value", [b"bytes", float("nan"), float("inf"), {1, 2}])
def test_what_json_cannot_carry_is_refused(value):
    with pytest.raises(PipeError):
        encode({"value": value})


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b'{"a": NaN}', b"\xff\xfe", b"[" * 100_000])
def test_a_frame_that_is_no_json_object_is_refused(body):
    with pytest.raises(PipeError):
        list(Decoder().feed(struct.pack(">I", len(body)) + body))
