"""Mobile numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flows import touches as t
from kiosk.flows.filing import words as f
from kiosk.flows.phone import grouped, plain, problem
from tests.unit.kiosk.flows.applicant import Applicant


@pytest.mark.parametrize(
    "written", ["13800001234", "138 0000 1234", "138-0000-1234", "+86 138 0000 1234", "0086 13800001234"]
)
def test_spaces_hyphens_and_the_country_code_are_welcome(written):
    assert plain(written) == "13800001234"
    assert problem(written) == ""


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "phone.empty"),
        ("   ", "phone.empty"),
        ("1", "phone.short"),
        ("1380000123", "phone.short"),
        ("12800001234", "phone.start"),
        ("010", "phone.start"),
        ("138000012345", "phone.long"),
        ("1380000123a", "phone.digits"),
        ("１３８00001234", "phone.digits"),
    ],
)
def test_what_is_the_matter_is_said(written, code):
    assert problem(written) == code


def test_digits_are_shown_in_groups():
    assert [grouped("13800001234"[:length]) for length in (0, 2, 5, 11)] == [
        "",
        "13",
        "138 00",
        "138 0000 1234",
    ]


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text):
    assert problem(text) == "" or problem(text).startswith("phone.")


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_one(number):
    assert problem(grouped(number)) == ""


def test_a_wrong_beginning_is_said_with_the_digit_that_makes_it_wrong():
    citizen = Applicant().to_whom().hear(f.ForWhom(agent=False)).type("1")
    assert citizen.problem == ""
    assert citizen.type("2").problem == "phone.start"
    assert citizen.type("800001234").problem == "phone.start"
    assert citizen.hear(*[t.Erase()] * 10).problem == ""
    assert citizen.hear(t.Erase()).type("2").problem == "phone.start"
