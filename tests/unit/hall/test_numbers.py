"""Ticket numbers: no two of them print alike, and what is printed reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.domain.numbers import MAX_SERIAL, Number, parse, series

PREFIX = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
MARK = st.one_of(st.just(""), st.integers(1, 99).map(str))
NUMBER = st.builds(Number, PREFIX, st.integers(1, MAX_SERIAL), MARK)


def test_numbers_print_as_people_know_them():
    assert str(Number("A", 12)) == "A012"
    assert str(Number("A", 15, "2")) == "A2-015"
    assert str(Number("A", 1000)) == "A1000"
    assert series("A") == "A"
    assert series("A", "12") == "A12-"


@given(NUMBER)
def test_what_is_printed_reads_back(number):
    assert parse(str(number)) == number


@given(NUMBER, NUMBER)
def test_two_numbers_never_print_alike(one, other):
    assert (str(one) == str(other)) == (one == other)


@given(st.integers(1, MAX_SERIAL), st.integers(1, MAX_SERIAL), st.integers(1, 99), st.integers(1, 99), PREFIX)
def test_online_and_offline_numbers_of_any_marks_never_collide(online, offline, mark, other, prefix):
    texts = {str(Number(prefix, online)), str(Number(prefix, offline, str(mark)))}
    assert len(texts) == 2
    if mark != other:
        assert str(Number(prefix, offline, str(mark))) != str(Number(prefix, online, str(other)))


@given(st.text(max_size=12))
def test_odd_text_is_refused_or_prints_the_same(text):
    try:
        number = parse(text)
    except ValueError:
        return
    assert str(number) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "A01",
        "a001",
        "A0001",
        "A-001",
        "A0-001",
        "A100-001",
        "\uff21001",
        "A00\uff11",
        "A001\n",
        "A2-00015",
    ],
)
def test_what_no_printer_of_ours_prints_is_refused(text):
    with pytest.raises(ValueError, match="A2-015"):
        parse(text)


@pytest.mark.parametrize(
    ("prefix", "serial", "mark"), [("A", 0, ""), ("A", 10000, ""), ("甲", 1, ""), ("A", 1, "0")]
)
def test_impossible_numbers_cannot_be_made(prefix, serial, mark):
    with pytest.raises(ValueError, match="no ticket number"):
        Number(prefix, serial, mark)
