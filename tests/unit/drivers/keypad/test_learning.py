"""An unknown pad is learned from its presses, or it is said why not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.keypad.learning import CannotLearn, learn
from drivers.keypad.table import LEVELS, read_table
from drivers.table.checks import CHECKS
from drivers.table.decoder import Decoder, Frame
from drivers.table.reading import Reader

KEYS = ("5", "4", "3", "2", "1")


def pad(make, times=3):
    """What each key sends, pressed `times` times."""
    return {key: [make(int(key), n) for n in range(times)] for key in KEYS}


def understood(learned, samples):
    """Whether the learned table reads every press as the key it was."""
    table = read_table(Reader({"press": learned.press()}), LEVELS)
    for key, bursts in samples.items():
        for burst in bursts:
            found = Decoder(table.heard).feed(burst)
            assert len(found) == 1
            assert isinstance(found[0], Frame)
            name = found[0].name
            assert (name[1:] if name.startswith("=") else table.keys[found[0].values["key"]]) == key


@pytest.mark.parametrize(
    ("make", "frame", "check"),
    [
        (lambda key, n: bytes([0xAA, 0x55, key, 0x0D]), "AA 55 {key} 0D", "none"),
        (lambda key, n: bytes([0x30 + key]), "{key}", "none"),
        (lambda key, n: _with("xor", bytes([0x7E, 1, 0x40 - key])), "7E 01 {key} {xor}", "xor"),
        (lambda key, n: _with("sum", bytes([0x7E, 0xFE, key * 7])) + b"\x0d", "7E FE {key} {sum} 0D", "sum"),
        (lambda key, n: b"\x02\x99" + _with("sum", bytes([0x81, key * 50])), "02 99 81 {key} {sum:2}", "sum"),
        (lambda key, n: _with("crc16", bytes([1, 6, 0, key])), "01 06 00 {key} {crc16}", "crc16"),
        (lambda key, n: _with("lrc", bytes([9, key, 3])), "09 {key} 03 {lrc}", "lrc"),
        (lambda key, n: bytes([0xA0, key, 255 - key]), "A0 {key:be2}", "none"),
    ],
)
def test_a_pad_of_one_form(make, frame, check):
    samples = pad(make)
    learned = learn(samples)
    assert (learned.frame, learned.check) == (frame, check)
    understood(learned, samples)


def _with(check, body):
    return body + CHECKS[check](body)


def test_a_counter_is_passed_over_and_said():
    samples = pad(lambda key, n: _with("xor", bytes([0x55, 10 * key + n, key])))
    learned = learn(samples)
    assert (learned.frame, learned.notes) == ("55 {n1:any} {key} {xor}", ("counter",))
    understood(learned, samples)


def test_a_pad_whose_keys_share_no_form():
    samples = {"5": [b"GOOD\r"] * 3, "3": [b"SOSO\r"] * 3, "1": [b"BAD\r"] * 3}
    learned = learn(samples)
    assert learned.fixed["1"] == "42 41 44 0D"
    understood(learned, samples)


def test_a_key_held_too_long_and_an_odd_burst_do_no_harm():
    samples = pad(lambda key, n: bytes([0xAA, key]))
    samples["4"][1] *= 3
    samples["2"][2] = b"\xff\x00\x13"
    assert learn(samples).keys == {"05": "5", "04": "4", "03": "3", "02": "2", "01": "1"}


@pytest.mark.parametrize(
    ("samples", "reason", "keys"),
    [
        ({}, "few", ()),
        ({"5": [b"a"], "4": [b"b", b"b"]}, "few", ("5",)),
        ({"5": [b"a", b"ab", b"abc"], "4": [b"b", b"b"]}, "few", ("5",)),
        ({"5": [b"a", b"a"], "4": [b"a", b"a"]}, "same", ("5", "4")),
        ({"5": [b"a" * 65] * 2, "4": [b"b" * 65] * 2}, "long", ()),
        (
            {"5": [b"\x01\x02\x05", b"\x07\x09\x05"], "4": [b"\x03\x01", b"\x04\x09"]},
            "unexplained",
            ("5", "4"),
        ),
    ],
)
def test_what_cannot_be_learned_is_said(samples, reason, keys):
    with pytest.raises(CannotLearn) as told:
        learn(samples)
    assert (told.value.reason, told.value.keys) == (reason, keys)


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(KEYS), st.lists(st.binary(max_size=8), min_size=1, max_size=4), max_size=5
    )
)
def test_whatever_was_pressed_the_table_reads_it_or_there_is_none(samples):
    try:
        learned = learn(samples)
    except CannotLearn:
        return
    read_table(Reader({"press": learned.press()}), LEVELS)


@settings(max_examples=300)
@given(
    st.binary(max_size=5), st.binary(max_size=3), st.sampled_from(["none", *CHECKS]),
    st.lists(st.integers(0, 255), min_size=5, max_size=5, unique=True),
)  # fmt: skip
def test_any_pad_of_prefix_value_check_and_tail_is_understood(prefix, tail, check, values):
    def make(key, n):
        body = prefix + bytes([values[key - 1]])
        return (body if check == "none" else _with(check, body)) + tail

    samples = pad(make)
    understood(learn(samples), samples)
