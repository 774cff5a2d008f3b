"""Frames as text: what they build, what they recognise, what they refuse."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.table.checks import CHECKS, crc16
from drivers.table.decoder import Decoder, Frame, Noise
from drivers.table.template import Template, TemplateError


@pytest.mark.parametrize(
    ("check", "data", "told"),
    [
        ("sum", "05 03 E7", "EF"),
        ("xor", "8A 01 01 11", "9B"),
        ("lrc", "01 03 00 00 00 02", "FA"),
        ("crc16", "01 03 00 00 00 0A", "C5 CD"),
        ("crc16arc", "31 32 33 34 35 36 37 38 39", "3D BB"),
    ],
)
def test_checks_as_published(check, data, told):
    assert CHECKS[check](bytes.fromhex(data)) == bytes.fromhex(told)


def test_crc_16_of_the_usual_nine_digits():
    assert crc16(b"123456789") == 0x4B37


@pytest.mark.parametrize(
    ("text", "values", "frame"),
    [
        ("AA 55 {addr} {key} {sum}", {"addr": 1, "key": 5}, "AA 55 01 05 05"),
        ("AA 55 {addr} {key} {xor:2}", {"addr": 1, "key": 5}, "AA 55 01 05 04"),
        ("02 {len} {words:gbk} {rest} 03", {"words": "请"}, "02 02 C7 EB 01 03"),
        ("{n:be2} {n:le2} {n:dec3} {n:hex2}", {"n": 66}, "00 42 42 00 30 36 36 34 32"),
        ("{size:be2} {words:text} 0D", {"words": "A"}, "00 04 41 0D"),
        ("{skip:any} 01", {}, "00 01"),
    ],
)
def test_what_a_frame_looks_like(text, values, frame):
    assert Template(text).build(values) == bytes.fromhex(frame)


@pytest.mark.parametrize("text", ["", "A", "GG", "{x:foo}", "{sum}", "{xor:5} 01", "AA {xor:1}", "{sum:a}"])
def test_a_template_that_means_nothing_is_refused_with_advice(text):
    with pytest.raises(TemplateError):
        Template(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{a}", {}),
        ("{a}", {"a": 256}),
        ("{a}", {"a": -1}),
        ("{a:dec2}", {"a": 100}),
        ("{t:gbk}", {"t": "䶮𠮷"}),
        ("{t:text}", {"t": 1}),
        ("{len} {t:text}", {"t": "x" * 256}),
        ("{t:text}", {"t": "x" * 3000}),
    ],
)
def test_a_value_that_does_not_fit_is_refused(text, values):
    with pytest.raises(TemplateError):
        Template(text).build(values)


PRESS = {
    "press": Template("5A A5 {addr} 01 {key} {xor:2}"),
    "=next": Template("31 0D"),
    "one": Template("{key} 7F"),
}


def test_frames_are_found_between_noise():
    stream = bytes.fromhex("FF 5A 5A A5 01 01 05 05 31 0D 5A A5 01")
    found = Decoder(PRESS).feed(stream)
    assert found == [Noise(2), Frame("press", {"addr": 1, "key": 5}, 6), Frame("=next", {}, 2)]


def test_a_frame_cut_off_is_dropped_after_silence():
    decoder = Decoder({"press": PRESS["press"]})
    assert decoder.feed(bytes.fromhex("5A A5 01 01")) == []
    assert decoder.inside
    assert decoder.silence() == [Noise(4, damaged=True)]
    assert not decoder.inside


@given(st.lists(st.binary(max_size=12), max_size=12))
def test_no_stream_breaks_the_decoder_and_no_byte_is_lost_or_made(pieces):
    decoder = Decoder(PRESS)
    found = [one for piece in pieces for one in decoder.feed(piece)] + decoder.silence()
    assert sum(one.size for one in found) == sum(map(len, pieces))


@given(st.lists(st.binary(max_size=12), max_size=12))
def test_how_bytes_are_sliced_changes_no_frame(pieces):
    whole, sliced = Decoder(PRESS), Decoder(PRESS)
    once = whole.feed(b"".join(pieces)) + whole.silence()
    parts = [one for piece in pieces for one in sliced.feed(piece)] + sliced.silence()
    assert [one for one in once if isinstance(one, Frame)] == [one for one in parts if isinstance(one, Frame)]


@given(st.text(max_size=60))
def test_no_text_breaks_the_template_parser(text):
    with suppress(TemplateError):
        assert Template(text).parts


@given(
    st.sampled_from(
        [
            "AA {a} {b:be2} {xor}",
            "{a} {b:le2} {crc16}",
            "55 {b:dec5} {a:hex2} {sum:1}",
            "{a} {size} {b:hex4} {lrc}",
        ]
    ),
    st.integers(0, 255),
    st.integers(0, 65535),
)
def test_what_is_built_is_recognised(text, a, b):
    template = Template(text)
    frame = template.build({"a": a, "b": b})
    assert template.match(frame) == {"a": a, "b": b}
    spoiled = bytes([*frame[:-1], frame[-1] ^ 1])
    assert template.match(spoiled) is None
