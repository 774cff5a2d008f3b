"""Which of the staff holds a card: by its own number, or by a file on it."""

from __future__ import annotations

import pytest

from drivers.sim.card_holders import cards
from drivers.sim.chip_cards import StaffFileCard
from drivers.smart_card.staff import StaffCardReader, card_number
from drivers.types import CompletionCode
from tests.support.card_service import card_service, until
from tests.support.direct import driven

FILE = {
    "source": "file",
    "form": "ascii",
    "select": ["00A4040004" + b"HALL".hex(), "00A40000023F01"],
    "read": "00B0000000",
}


@pytest.fixture(scope="module")
def service():
    with card_service() as service:
        yield service


def read(service, options, card):
    with driven(service.line(), StaffCardReader, options) as desk:
        desk.hand(desk.twin.insert, card)
        done = desk.do("read_staff_card", timeout_ms=15_000)
        desk.hand(desk.twin.remove)
        until(lambda: desk.driver.idle().parts["media"] == "notPresent")
    return done


def test_a_card_is_known_by_its_own_number(service):
    done = read(service, {"staff": {"04a1b2c3": "1007"}}, cards()["staff"])
    assert done.result == {"staff_number": "1007"}


def test_without_a_table_the_cards_number_is_the_staff_number(service):
    options = {"form": "decimal", "order": "reversed"}
    assert read(service, options, cards()["staff"]).result == {"staff_number": str(0xC3B2A104)}


def test_a_card_is_known_by_a_file_on_it(service):
    assert read(service, FILE, StaffFileCard(b"1007    ")).result == {"staff_number": "1007"}


def test_a_card_that_is_in_no_table_opens_nothing(service):
    done = read(service, {"staff": {"04A1B2C3": "1007"}}, cards()["stranger"])
    assert (done.code, done.error, done.result) == (
        CompletionCode.COMMAND_ERROR_CODE,
        "card.notRegistered",
        {},
    )


def test_a_card_without_the_file_is_another_kind(service):
    assert read(service, FILE, cards()["staff"]).error == "card.unknownType"


@pytest.mark.parametrize(
    ("form", "data", "number"),
    [
        ("hex", "04A1B2C3", "04A1B2C3"),
        ("decimal", "04A1B2C3", "77705923"),
        ("ascii", b"1007\x00\x00".hex(), "1007"),
        ("ascii", "FF00", ""),
        ("ascii", "E5BCA0", ""),
        ("bcd", "1007FFFF", "1007"),
        ("bcd", "10AB", ""),
        ("hex", "", ""),
    ],
)
def test_how_a_number_is_written(form, data, number):
    assert card_number(bytes.fromhex(data), form, False) == number


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"sorce": "uid"}, "source"),
        ({"staff": {"04A1": 7}}, "options.staff"),
        ({"source": "file", "read": "0020000003888888"}, "only commands that read"),
        ({"source": "file", "read": "hello"}, "in hex"),
        ({"source": "file", "select": "00A4", "read": "00B0000000"}, "list"),
        ({"read": "00B0000000"}, 'source = "file"'),
    ],
)
def test_settings_that_cannot_be_used_say_what_to_write(service, options, says):
    with driven(service.line(), StaffCardReader, options) as desk:
        status = desk.driver.start()
        assert status.code == "config.invalid"
        assert says in status.parts["option"]
        assert desk.do("read_staff_card").error == "config.invalid"
