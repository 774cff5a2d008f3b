"""Check digits, dates and expiry."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.citizen import check_digit
from drivers.id_card.rules import card_date, expired, number_ok


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_published_examples_verify(number):
    assert number_ok("resident", number)


@given(first=st.from_regex(r"[0-9]{17}", fullmatch=True), at=st.integers(0, 17), by=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(first, at, by):
    number = first + check_digit(first)
    assert number_ok("resident", number)
    if number[at] == "X":
        return
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not number_ok("resident", wrong)


@pytest.mark.parametrize(
    "number", ["", "1101051949123100", "11010519491231002x", "１１０１０５19491231002X", "1" * 19]
)
def test_what_has_not_the_form_is_not_ok(number):
    assert not number_ok("resident", number)


def test_foreign_numbers():
    assert number_ok("I", "UTO990101000001")
    assert not number_ok("I", "UTO99010100000")
    assert number_ok("Y", "99999919790924001" + check_digit("99999919790924001"))
    assert not number_ok("Y", "11010519491231002X")


@pytest.mark.parametrize("text", ["20300105", "2030.01.05", "2030-01-05", " 2030 01 05 ", "2030年01月05日"])
def test_dates_as_cards_have_them(text):
    assert card_date(text) == date(2030, 1, 5)


@pytest.mark.parametrize("text", ["", "长期", "20301301", "20300230", "2030010", "00000000", "永久"])
def test_what_is_no_date_is_none(text):
    assert card_date(text) is None


def test_a_card_is_good_through_its_last_day():
    assert expired("20300105", date(2030, 1, 5)) is False
    assert expired("20300105", date(2030, 1, 6)) is True


def test_long_term_never_expires_and_nonsense_is_not_known():
    assert expired("长期", date(2999, 1, 1)) is False
    assert expired("", date(2030, 1, 1)) is None
