"""A simple application at the terminal."""

import pytest

from kiosk.flows.touches import (
    Answer,
    Back,
    Begin,
    Change,
    ChooseItem,
    Digit,
    Erase,
    OtherCard,
    Proceed,
    Purpose,
    Retry,
    Skip,
    Submit,
    Want,
)
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CaseSaved,
    CodeRead,
    PaperEnded,
    PrintOutcome,
    ReadCard,
    Refused,
    StopReading,
    SubmitApplication,
)
from tests.unit.kiosk.flows.citizen import LI, MOBILE, ZHANG, Citizen


def test_the_way_is_item_card_phone_check():
    citizen = Citizen()
    citizen.fresh()
    assert citizen.to_items().page == "items"
    assert citizen.fresh() == []
    assert citizen.hear(ChooseItem("permit")).page == "applicant"
    assert citizen.fresh() == [ReadCard()]
    assert citizen.hear(CardRead(ZHANG), Proceed()).page == "phone"
    assert citizen.type(MOBILE).hear(Proceed()).page == "check"


def test_an_application_needs_a_card_that_can_be_read():
    citizen = Citizen().to_items().hear(ChooseItem("permit"), Skip(), CodeRead("citizen", "token"))
    citizen.fresh()
    assert citizen.hear(Proceed()).page == "applicant"
    citizen.hear(CardProblem("card.unknownType"))
    assert citizen.visit.problem == "card.unknownType"
    citizen.hear(CardRead(ZHANG))
    assert (citizen.visit.person, citizen.fresh()) == (ZHANG, [StopReading()])
    assert citizen.hear(Proceed()).page == "phone"


def test_the_reader_is_let_go_when_one_goes_back_to_the_items():
    citizen = Citizen().to_items().hear(ChooseItem("permit"))
    citizen.fresh()
    assert (citizen.hear(Back()).page, citizen.fresh()) == ("items", [StopReading()])


def test_whoever_is_known_in_this_visit_lays_no_card_down_again():
    citizen = Citizen().hear(Begin(), Want(Purpose.TICKET), CardRead(ZHANG), Proceed(), Back())
    citizen.fresh()
    citizen.hear(Want(Purpose.APPLICATION), ChooseItem("permit"))
    assert (citizen.page, citizen.visit.person, citizen.fresh()) == ("applicant", ZHANG, [])
    assert citizen.hear(Proceed()).page == "phone"


def test_the_wrong_card_can_be_changed():
    citizen = Citizen().to_applicant()
    citizen.fresh()
    citizen.hear(OtherCard())
    assert citizen.visit.person is None
    assert citizen.fresh() == [ReadCard()]
    assert citizen.hear(CardRead(LI)).visit.person == LI


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("", "phone.empty"), ("138", "phone.short"), ("128", "phone.start"), ("2", "phone.start")],
)
def test_a_phone_number_that_is_none_stays_and_says_why(typed, problem):
    citizen = Citizen().to_phone().type(typed).hear(Proceed())
    assert (citizen.page, citizen.visit.problem) == ("phone", problem)
    assert citizen.visit.phone.reveal() == typed


def test_typing_on_takes_the_complaint_away():
    citizen = Citizen().to_phone().type("138").hear(Proceed(), Digit("0"))
    assert citizen.visit.problem == ""


def test_a_digit_can_be_taken_back_and_a_twelfth_is_not_taken():
    citizen = Citizen().to_phone().type(MOBILE).type("9")
    assert citizen.visit.phone.reveal() == MOBILE
    assert citizen.hear(Erase()).visit.phone.reveal() == MOBILE[:-1]


@pytest.mark.parametrize("digit", ["a", "", "１", "٣", "12"])
def test_only_digits_are_typed(digit):
    assert Citizen().to_phone().hear(Digit(digit)).visit.phone.reveal() == ""


@pytest.mark.parametrize(
    ("answer", "page", "correction"),
    [
        (Answer.ITEM, "items", [ChooseItem("pension-check")]),
        (Answer.APPLICANT, "applicant", [OtherCard(), CardRead(LI), Proceed()]),
        (Answer.PHONE, "phone", [Erase(), Digit("9"), Proceed()]),
    ],
)
def test_each_answer_can_be_changed_and_leads_back_to_the_check(answer, page, correction):
    citizen = Citizen().to_check().hear(Change(answer))
    assert citizen.page == page
    assert citizen.hear(*correction).page == "check"


@pytest.mark.parametrize("answer", Answer)
def test_who_changes_nothing_comes_back_to_the_check(answer):
    citizen = Citizen().to_check()
    before = citizen.visit
    after = citizen.hear(Change(answer), Back()).visit
    assert citizen.page == "check"
    assert (after.item, after.person, after.phone) == (before.item, before.person, before.phone)


def test_what_is_handed_in_is_what_was_checked():
    citizen = Citizen().to_submitting()
    (order,) = [each for each in citizen.asked if isinstance(each, SubmitApplication)]
    assert (order.intent, order.item, order.person) == ("i2", "permit", ZHANG)
    assert order.phone.reveal() == MOBILE
    assert MOBILE not in repr(order)


def test_the_receipt_comes_with_the_number():
    citizen = Citizen().to_submitting()
    assert citizen.page == "submitting"
    citizen.hear(CaseSaved("i2", "T1-20261122-0007", confirmed=False))
    assert (citizen.page, citizen.visit.order.number) == ("printing", "T1-20261122-0007")
    assert citizen.visit.order.offline
    assert citizen.hear(PaperEnded("i2", PrintOutcome.PRINTED)).page == "receipt"


def test_once_it_is_saved_the_person_is_forgotten():
    visit = Citizen().to_receipt().visit
    assert visit.person is None
    assert visit.phone.reveal() == ""


def test_a_refusal_keeps_every_answer_and_tries_the_same_intent():
    citizen = Citizen().to_submitting().hear(Refused("i2", "disk.full"))
    assert citizen.page == "refused"
    assert citizen.visit.person == ZHANG
    citizen.fresh()
    citizen.hear(Retry())
    assert [order.intent for order in citizen.fresh()] == ["i2"]
    assert citizen.hear(Refused("i2", "disk.full"), Back()).page == "check"
    assert citizen.hear(Submit("i3")).page == "submitting"


def test_back_goes_the_way_one_came():
    citizen = Citizen().to_check()
    pages = [citizen.hear(Back()).page for _ in range(4)]
    assert pages == ["phone", "applicant", "items", "home"]
