"""Who goes away without a word, and who only takes time."""

import pytest

from kiosk.flows.timing import result_left_ms, warning_left_ms
from kiosk.flows.touches import Begin, Digit, Finish, Help, Purpose, SetLanguage, SetLarge, StillHere, Want
from kiosk.flows.words import CardLifted, CardRead, CardSeen, EndVisit, HealthChanged, Tick
from tests.unit.kiosk.flows.citizen import GOOD, RULES, ZHANG, Citizen, at_door


def test_nobody_there_needs_no_warning():
    citizen = Citizen()
    citizen.fresh()
    assert citizen.wait(500).visit is None
    assert citizen.fresh() == []


def test_silence_brings_a_warning_then_the_wipe():
    citizen = Citizen().to_phone().hear(CardLifted()).type("138")
    citizen.fresh()
    assert citizen.wait(119).visit.warned_ms is None
    assert citizen.wait(1).visit.warned_ms is not None
    assert warning_left_ms(citizen.state, citizen.visit, RULES) == 30_000
    assert citizen.wait(29).visit.phone.reveal() == "138"
    citizen.wait(1)
    assert (citizen.page, citizen.visit, citizen.fresh()) == ("attract", None, [EndVisit()])


def test_i_am_still_here_works_as_often_as_one_likes():
    citizen = Citizen().to_phone()
    for _ in range(20):
        citizen.wait(125)
        assert citizen.visit.warned_ms is not None
        citizen.hear(StillHere())
        assert (citizen.page, citizen.visit.warned_ms) == ("phone", None)


@pytest.mark.parametrize("touch", [Digit("1"), SetLarge(large=True), SetLanguage("en"), Help(wanted=True)])
def test_every_touch_is_a_sign_of_life(touch):
    citizen = Citizen().to_phone().wait(119)
    assert citizen.hear(touch).wait(119).visit.warned_ms is None


def test_a_card_on_the_reader_is_a_sign_of_life():
    citizen = Citizen().hear(Begin(), Want(Purpose.TICKET)).wait(119).hear(CardSeen())
    assert citizen.wait(119).visit.warned_ms is None


def test_what_devices_say_is_no_sign_of_life():
    citizen = Citizen().to_phone().wait(119).hear(HealthChanged(GOOD))
    assert citizen.wait(1).visit.warned_ms is not None


def test_large_type_gives_twice_the_time():
    citizen = Citizen().to_phone().hear(SetLarge(large=True))
    assert citizen.wait(239).visit.warned_ms is None
    citizen.wait(1)
    assert warning_left_ms(citizen.state, citizen.visit, RULES) == 60_000


@pytest.mark.parametrize("busy", ["to_issuing", "to_printing", "to_submitting"])
def test_nobody_is_sent_away_while_something_is_made(busy):
    citizen = getattr(Citizen(), busy)()
    page = citizen.page
    citizen.wait(85)
    assert (citizen.page, citizen.visit.warned_ms) == (page, None)


def test_a_result_leaves_by_itself():
    citizen = Citizen().to_ticket().hear(CardLifted())
    citizen.fresh()
    assert citizen.wait(19).visit is not None
    assert citizen.wait(1).visit is None
    assert citizen.fresh() == [EndVisit()]


def test_a_receipt_leaves_time_to_scan_its_code():
    citizen = Citizen().to_receipt().hear(CardLifted())
    assert citizen.wait(59).page == "receipt"
    assert citizen.wait(1).page != "receipt"


def test_a_touch_keeps_the_result():
    citizen = Citizen().to_ticket().wait(15).hear(SetLanguage("en"))
    assert result_left_ms(citizen.state, citizen.visit, RULES) == 20_000


def test_reading_the_help_page_over_a_result_takes_as_long_as_any_page():
    citizen = Citizen().to_ticket().hear(Help(wanted=True)).wait(119)
    assert citizen.visit.warned_ms is None


def test_a_clock_that_jumps_warns_before_it_wipes():
    citizen = Citizen().to_phone()
    citizen.hear(Tick(citizen.state.now_ms + 3_600_000))
    assert citizen.visit.warned_ms is not None


def test_a_clock_that_goes_back_is_not_believed():
    citizen = Citizen().to_phone()
    now = citizen.state.now_ms
    assert citizen.hear(Tick(now - 5_000)).state.now_ms == now


def test_language_and_large_type_end_with_the_visit():
    citizen = Citizen().hear(SetLanguage("en"), SetLarge(large=True))
    assert (citizen.visit.language, citizen.visit.large) == ("en", True)
    assert citizen.hear(Finish()).visit is None
    citizen.to_services()
    assert (citizen.visit.language, citizen.visit.large) == ("zh", False)


def test_a_card_forgotten_at_the_door_does_not_stay():
    citizen = at_door().hear(CardRead(ZHANG))
    assert citizen.wait(151).visit.person is None
    assert citizen.wait(21).visit is None
