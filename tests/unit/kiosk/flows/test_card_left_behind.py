"""An ID card that still lies on the reader: nobody leaves it without a word, and nothing waits for it in vain."""

import pytest

from kiosk.flows.touches import Begin, ChooseService, Finish, Purpose, SetLanguage, SetLarge, Skip, Want
from kiosk.flows.words import CardLies, CardLifted, CardProblem, CardRead, CardSeen, EndVisit, ReadCard
from tests.unit.kiosk.flows.citizen import ZHANG, Citizen, at_door


def test_ending_with_the_card_on_the_reader_asks_for_it_before_the_attract_page():
    citizen = Citizen().hear(Begin(), Want(Purpose.TICKET), CardRead(ZHANG), CardLies())
    citizen.fresh()
    citizen.hear(Finish())
    assert (citizen.page, citizen.fresh()) == ("take_card", [EndVisit()])
    assert citizen.visit.person is None
    citizen.hear(CardLifted())
    assert (citizen.page, citizen.visit) == ("attract", None)


def test_whoever_went_away_is_reminded_too_and_the_page_leaves_by_itself():
    citizen = Citizen().to_check().wait(151)
    assert citizen.page == "take_card"
    assert citizen.wait(18).page == "take_card"
    assert citizen.wait(2).page == "attract"


def test_the_reminder_speaks_the_language_and_the_type_of_the_visit():
    citizen = Citizen().to_applicant().hear(SetLanguage("en"), SetLarge(large=True), Finish())
    assert (citizen.visit.language, citizen.visit.large) == ("en", True)
    assert citizen.hear(Finish()).page == "attract"


@pytest.mark.parametrize("event", [CardSeen(), CardRead(ZHANG)])
def test_a_card_that_was_only_tried_is_not_forgotten_either(event):
    citizen = Citizen().hear(Begin(), Want(Purpose.TICKET), event, CardProblem("card.expired"))
    assert citizen.hear(Finish()).page == "take_card"


def test_who_took_the_card_back_is_not_asked_for_it():
    citizen = Citizen().to_receipt().hear(CardLies(), CardLifted())
    assert not citizen.visit.card_used
    assert citizen.hear(Finish()).page == "evaluate_faces"
    assert citizen.hear(Finish()).page == "attract"


def test_who_had_no_card_is_not_asked_for_one():
    citizen = Citizen().hear(Begin(), Want(Purpose.TICKET), Skip(), Finish())
    assert citizen.page == "attract"


def test_the_dispenser_asks_too_and_looks_for_the_next_card_afterwards():
    citizen = at_door().hear(CardSeen(), CardRead(ZHANG), CardLies())
    citizen.fresh()
    citizen.hear(Finish())
    assert (citizen.page, citizen.fresh()) == ("take_card", [EndVisit()])
    assert citizen.hear(ChooseService("social", "i1")).page == "take_card"
    citizen.hear(CardLifted())
    assert (citizen.page, citizen.fresh()) == ("services", [EndVisit(), ReadCard()])
