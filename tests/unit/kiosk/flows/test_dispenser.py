"""The dispenser at the door: one touch, one ticket."""

from kiosk.flows.touches import Back, ChooseService, Finish, SetLanguage
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    EndVisit,
    IssueTicket,
    PaperEnded,
    PrintOutcome,
    ReadCard,
    Refused,
    StopReading,
    TicketIssued,
)
from tests.unit.kiosk.flows.citizen import LI, RULES, ZHANG, at_door


def test_it_waits_for_cards_from_the_start():
    assert at_door().fresh() == [ReadCard()]


def test_one_touch_gives_a_number():
    citizen = at_door()
    citizen.fresh()
    assert citizen.hear(ChooseService("social", "i1")).page == "issuing"
    order = IssueTicket("i1", "social", "", large=False, language="zh")
    assert citizen.fresh() == [StopReading(), order]
    citizen.hear(
        TicketIssued("i1", "A2-015", "social", 0, offline=True), PaperEnded("i1", PrintOutcome.PRINTED)
    )
    assert (citizen.page, citizen.visit.order.offline) == ("ticket", True)


def test_a_card_first_binds_the_number_to_its_owner():
    citizen = at_door().hear(CardSeen(), CardRead(ZHANG), ChooseService("social", "i1"))
    (order,) = [each for each in citizen.asked if isinstance(each, IssueTicket)]
    assert order.identity == ZHANG.id_number.keyed(RULES.identity_key)


def test_a_card_that_fails_does_not_stand_in_the_way():
    citizen = at_door().hear(CardProblem("card.unknownType"))
    assert citizen.visit.problem == "card.unknownType"
    assert citizen.hear(ChooseService("social", "i1")).page == "issuing"


def test_a_card_during_somebody_elses_ticket_is_not_kept():
    citizen = at_door().hear(ChooseService("social", "i1"), CardRead(LI))
    assert citizen.visit.person is None


def test_a_second_touch_makes_no_second_number():
    citizen = at_door().hear(ChooseService("social", "i1"), ChooseService("social", "i2"))
    assert len([each for each in citizen.asked if isinstance(each, IssueTicket)]) == 1


def test_after_each_visit_it_waits_for_cards_again():
    citizen = at_door().hear(SetLanguage("en"))
    citizen.fresh()
    citizen.hear(Finish())
    assert (citizen.page, citizen.visit, citizen.fresh()) == ("services", None, [EndVisit(), ReadCard()])


def test_a_refusal_can_be_left():
    citizen = at_door().hear(ChooseService("social", "i1"), Refused("i1", "disk.full"))
    assert citizen.page == "refused"
    assert citizen.hear(Back()).page == "services"
    assert citizen.visit is None


def test_closed_services_give_no_number():
    assert at_door().hear(ChooseService("closed", "i1")).page == "services"
