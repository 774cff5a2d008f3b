"""Taking a number at the terminal."""

import pytest

from hall.contract.messages import OwnTicket
from kiosk.flows.touches import (
    Back,
    Begin,
    ChooseService,
    Finish,
    Proceed,
    Purpose,
    Retry,
    SetLanguage,
    SetLarge,
    Skip,
    Want,
)
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    CodeRead,
    EndVisit,
    FindBookings,
    IssueTicket,
    PaperEnded,
    PaperTaken,
    PrintOutcome,
    ReadCard,
    ReadCode,
    Refused,
    StopReading,
    TicketIssued,
)
from tests.unit.kiosk.flows.citizen import LI, RULES, ZHANG, Citizen


def identify():
    return Citizen().hear(Begin(), Want(Purpose.TICKET))


def test_asking_who_it_is_arms_both_readers():
    citizen = identify()
    assert citizen.page == "identify"
    assert citizen.fresh() == [ReadCard(), ReadCode()]


def test_a_card_is_announced_read_and_leads_on_by_itself():
    citizen = identify()
    assert citizen.visit.reading == "waiting"
    assert citizen.hear(CardSeen()).visit.reading == "busy"
    citizen.fresh()
    assert citizen.hear(CardRead(ZHANG)).visit.reading == "done"
    assert citizen.fresh() == [StopReading(), FindBookings(id_number=ZHANG.id_number)]
    assert citizen.page == "identify"
    assert citizen.wait(RULES.seen_ms / 1000).page == "services"


def test_who_was_read_may_go_on_at_once():
    assert identify().hear(CardRead(ZHANG), Proceed()).page == "services"


def test_nobody_has_to_show_a_card_for_a_number():
    citizen = identify()
    citizen.fresh()
    assert citizen.hear(Skip()).page == "services"
    assert citizen.fresh() == [StopReading()]
    assert citizen.hear(ChooseService("social", "i1")).fresh()[-1].identity == ""


def test_a_card_that_fails_says_why_and_may_be_tried_again():
    citizen = identify().hear(CardSeen(), CardProblem("card.readFailed"))
    assert (citizen.visit.problem, citizen.visit.reading) == ("card.readFailed", "waiting")
    assert citizen.hear(CardSeen()).visit.problem == ""


def test_a_code_that_helps_nobody_says_why_and_the_card_still_works():
    citizen = identify().hear(CodeProblem("code.binary"))
    assert citizen.visit.problem == "code.binary"
    assert citizen.hear(CardRead(ZHANG)).visit.problem == ""


def test_a_ticket_by_card_carries_a_keyed_hash_and_no_number():
    citizen = identify().hear(CardRead(ZHANG), Proceed())
    citizen.fresh()
    citizen.hear(ChooseService("social", "i1"))
    (order,) = [each for each in citizen.fresh() if isinstance(each, IssueTicket)]
    assert order.identity == ZHANG.id_number.keyed(RULES.identity_key)
    assert ZHANG.id_number.reveal() not in repr(order)


def test_whoever_waits_already_is_shown_the_number_and_only_as_long_as_that_is_the_reason():
    own = OwnTicket(number="A007", service="social", ahead=4)
    citizen = identify().hear(CardRead(ZHANG), Proceed(), ChooseService("social", "i1"))
    citizen.hear(Refused("i1", "ticket.alreadyWaiting", own))
    assert (citizen.page, citizen.visit.own) == ("refused", own)
    citizen.hear(Retry(), Refused("i1", "lease.none"))
    assert (citizen.page, citizen.visit.problem, citizen.visit.own) == ("refused", "lease.none", None)


def test_a_ticket_by_code_carries_the_codes_token():
    citizen = identify().hear(CodeRead("citizen", "token"), Proceed(), ChooseService("social", "i1"))
    assert IssueTicket("i1", "social", "token", large=False, language="zh") in citizen.asked


def test_language_and_large_type_reach_the_paper():
    citizen = Citizen().hear(SetLanguage("en"), SetLarge(True)).hear(Want(Purpose.TICKET), Skip())
    citizen.hear(ChooseService("social", "i1"))
    assert IssueTicket("i1", "social", "", large=True, language="en") in citizen.asked


def test_a_service_without_a_window_gives_no_number():
    assert Citizen().to_services().hear(ChooseService("closed", "i1")).page == "services"


def test_a_service_that_does_not_exist_gives_no_number():
    assert Citizen().to_services().hear(ChooseService("nonsense", "i1")).page == "services"


def test_from_issuing_through_printing_to_the_number():
    citizen = Citizen().to_issuing()
    assert citizen.page == "issuing"
    citizen.hear(TicketIssued("i1", "A012", "social", 3, offline=False))
    assert (citizen.page, citizen.visit.order.number) == ("printing", "A012")
    assert citizen.hear(PaperEnded("i1", PrintOutcome.PRINTED)).page == "ticket"
    assert citizen.hear(PaperTaken()).visit.order.taken


def test_a_number_without_the_server_says_so():
    assert Citizen().to_printing(offline=True).visit.order.offline


def test_answers_about_somebody_elses_number_change_nothing():
    citizen = Citizen().to_issuing()
    assert citizen.hear(TicketIssued("other", "A099", "social", 0, offline=False)).page == "issuing"
    assert citizen.hear(Refused("other", "lease.none")).page == "issuing"
    citizen.hear(TicketIssued("i1", "A012", "social", 3, offline=False))
    assert citizen.hear(PaperEnded("other", PrintOutcome.PRINTED)).page == "printing"


def test_a_refusal_says_why_and_the_next_try_is_the_same_intent():
    citizen = Citizen().to_issuing().hear(Refused("i1", "lease.none"))
    assert (citizen.page, citizen.visit.problem) == ("refused", "lease.none")
    citizen.fresh()
    citizen.hear(Retry())
    assert [order.intent for order in citizen.fresh()] == ["i1"]
    assert citizen.page == "issuing"


def test_after_a_refusal_another_service_may_be_chosen():
    assert Citizen().to_issuing().hear(Refused("i1", "lease.none"), Back()).page == "services"


def test_an_answer_after_the_refusal_still_counts():
    citizen = Citizen().to_issuing().hear(Refused("i1", "hall.noAnswer"))
    citizen.hear(TicketIssued("i1", "A012", "social", 3, offline=False))
    assert (citizen.page, citizen.visit.order.number) == ("printing", "A012")


@pytest.mark.parametrize("busy", ["to_issuing", "to_printing", "to_submitting"])
def test_nobody_leaves_while_something_is_made(busy):
    citizen = getattr(Citizen(), busy)()
    page = citizen.page
    assert citizen.hear(Finish(), Back()).page == page


def test_back_from_the_services_keeps_who_it_is():
    citizen = identify().hear(CardRead(ZHANG), Proceed(), Back())
    assert citizen.page == "home"
    assert citizen.hear(Want(Purpose.TICKET)).page == "services"


def test_back_from_the_readers_stops_them():
    citizen = identify()
    citizen.fresh()
    assert citizen.hear(Back()).page == "home"
    assert citizen.fresh() == [StopReading()]


def test_a_card_that_nobody_asked_for_is_not_kept():
    citizen = Citizen().to_services().hear(CardRead(LI), CodeRead("citizen", "token"))
    assert citizen.visit.person is None
    assert citizen.visit.token == ""
    assert Citizen().hear(CardRead(LI)).visit is None


def test_the_end_goes_back_to_the_start():
    citizen = Citizen().to_ticket()
    citizen.fresh()
    assert citizen.hear(Finish()).page == "attract"
    assert citizen.fresh() == [EndVisit()]
