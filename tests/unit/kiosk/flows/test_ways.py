"""Beside a number: going first, an appointment, a phone for a card, a lost paper, what to bring."""

from dataclasses import replace

import pytest

from hall.contract.messages import GroupInfo, ItemInfo, Text, WaitRange
from kiosk.flows import dispenser, terminal
from kiosk.flows import touches as t
from kiosk.flows import words as w
from tests.unit.kiosk.flows.citizen import GOOD, HALL, LI, MOBILE, ZHANG, Citizen, words

ELDER = GroupInfo(id="elder", name=words("60 岁以上老人"))
SOLDIER = GroupInfo(id="soldier", name=words("军人"))
GROUPS = replace(HALL, groups=(SOLDIER, ELDER))
BOOKING = w.Booking("20261122", "social", "10:00-11:00")
SLIP = w.Slip("i7", "A012", "social", "09:41")
OFFLINE = w.HealthChanged(replace(GOOD, online=False))
NO_PAPER = w.PaperEnded("i1", w.PrintOutcome.NOT_PRINTED, "paper.out")


@pytest.fixture(params=[terminal, dispenser], ids=["terminal", "dispenser"])
def citizen(request):
    """Somebody before the services."""
    made = Citizen(request.param)
    if request.param is terminal:
        made.to_services()
    return made.hear(GROUPS)


def order(citizen):
    return [each for each in citizen.fresh() if isinstance(each, w.IssueTicket)][-1]


def test_who_may_go_first_says_so_once_and_the_number_carries_it(citizen):
    citizen.hear(t.MayGoFirst(), t.ChooseGroup("soldier"))
    assert citizen.page == "services"
    assert order(citizen.hear(t.ChooseService("social", "i1"))).group == "soldier"


def test_going_first_can_be_taken_back(citizen):
    citizen.hear(t.MayGoFirst(), t.ChooseGroup("soldier"), t.MayGoFirst(), t.ChooseGroup(""))
    assert order(citizen.hear(t.ChooseService("social", "i1"))).group == ""


def test_a_group_that_the_hall_has_not_is_no_group(citizen):
    citizen.hear(t.MayGoFirst(), t.ChooseGroup("vip"))
    assert citizen.page == "groups"
    citizen.hear(HALL, t.Back(), t.MayGoFirst())
    assert citizen.page == "services"


def test_an_elders_card_proposes_their_group_and_the_next_card_takes_it_back():
    at = Citizen(dispenser).hear(GROUPS, w.CardRead(ZHANG, elder=True))
    assert at.visit.group == "elder"
    at.hear(w.CardRead(LI))
    assert at.visit.group == ""
    at.hear(t.MayGoFirst(), t.ChooseGroup("soldier"), w.CardRead(ZHANG, elder=True))
    assert at.visit.group == "soldier"


def test_no_elder_group_no_proposal():
    assert Citizen(dispenser).hear(w.CardRead(ZHANG, elder=True)).visit.group == ""


def test_a_closed_service_gives_no_number(citizen):
    shut = HALL.services[0].model_copy(update={"closed": words("今天的号已取完")})
    citizen.hear(replace(HALL, services=(shut,)), t.ChooseService("social", "i1"))
    assert citizen.page == "services"


def test_an_appointment_is_found_by_card_and_taken_up(citizen):
    citizen.hear(t.Want(t.Purpose.APPOINTMENT))
    assert w.ReadCode(booking=True) in citizen.fresh()
    citizen.hear(w.CardSeen(), w.CardRead(ZHANG))
    assert w.FindBookings(id_number=ZHANG.id_number) in citizen.fresh()
    citizen.hear(w.BookingsFound((BOOKING,)))
    assert citizen.page == "bookings"
    wanted = order(citizen.hear(t.ChooseBooking("20261122", "i1")))
    assert (wanted.service, wanted.booking) == ("social", BOOKING)


def test_a_typed_or_scanned_code_finds_it_too(citizen):
    citizen.hear(t.Want(t.Purpose.APPOINTMENT), *map(t.Digit, "123"), t.Proceed())
    assert citizen.visit.problem == "appointment.codeShort"
    citizen.hear(t.Digit("K"), t.Digit("！"), t.Proceed())
    assert w.FindBookings(code="123K") in citizen.fresh()
    citizen.hear(w.BookingsFound(()))
    assert (citizen.page, citizen.visit.problem) == ("booking", "appointment.none")
    citizen.hear(w.BookingRead("BK-7"))
    assert w.FindBookings(code="BK-7") in citizen.fresh()


def test_without_a_line_an_appointment_is_honestly_out_of_reach_and_a_number_is_not(citizen):
    citizen.hear(OFFLINE, t.Want(t.Purpose.APPOINTMENT))
    assert citizen.visit.problem == "appointment.offline"
    citizen.hear(t.Back())
    assert order(citizen.hear(t.ChooseService("social", "i1"))).booking is None


def test_too_early_says_when_in_the_servers_words_and_offers_an_ordinary_number(citizen):
    said = w.Said(words("还没到时间"), words("13:00 以后再来"))
    citizen.hear(t.Want(t.Purpose.APPOINTMENT), w.BookingsFound((BOOKING,)))
    citizen.hear(t.ChooseBooking("20261122", "i1"), w.Refused("i1", "appointment.tooEarly", said=said))
    assert (citizen.page, citizen.visit.said) == ("refused", said)
    citizen.hear(t.Skip())
    assert (citizen.page, citizen.visit.said) == ("services", None)
    assert order(citizen.hear(t.ChooseService("social", "i2"))).booking is None


def test_a_phone_number_stands_for_a_card_and_leaves_as_a_hash(citizen):
    citizen.hear(t.MoreWays(), t.ByPhone(), *map(t.Digit, MOBILE), t.Proceed())
    assert citizen.page == "services"
    wanted = order(citizen.hear(t.ChooseService("social", "i1")))
    assert len(wanted.identity) == 64
    assert wanted.phone.reveal() == MOBILE, "the desk tells the hall its hash"
    assert MOBILE not in repr(wanted)


def test_half_a_phone_number_is_nobody(citizen):
    citizen.hear(t.MoreWays(), t.ByPhone(), *map(t.Digit, "138"), t.Proceed())
    assert (citizen.page, citizen.visit.problem) == ("phone", "phone.short")


def test_a_lost_paper_is_found_by_the_same_card_and_never_as_a_second_number(citizen):
    citizen.hear(t.MoreWays(), t.Want(t.Purpose.REPRINT), w.CardRead(ZHANG))
    (found,) = [each for each in citizen.fresh() if isinstance(each, w.FindSlips)]
    assert len(found.identity) == 64
    citizen.hear(w.SlipsFound((SLIP,)), t.ChooseSlip("i7"))
    asked = citizen.fresh()
    assert w.Reprint("i7", large=False, language="zh") in asked
    assert not any(isinstance(each, w.IssueTicket) for each in asked)
    citizen.hear(w.PaperEnded("i7", w.PrintOutcome.PRINTED))
    assert (citizen.page, citizen.visit.order.number) == ("ticket", "A012")


@pytest.mark.parametrize("here", [[t.MoreWays()], [t.MayGoFirst()]], ids=["ways", "groups"])
def test_a_card_laid_down_before_the_key_was_pressed_is_read_at_the_dispenser(here):
    citizen = Citizen(dispenser).hear(GROUPS, *here, w.CardSeen(), w.CardRead(ZHANG))
    assert citizen.visit.person is not None
    if here == [t.MoreWays()]:
        citizen.hear(t.Want(t.Purpose.REPRINT))
        assert any(isinstance(each, w.FindSlips) for each in citizen.fresh())


def test_nothing_to_print_again_is_said_and_another_card_can_be_tried(citizen):
    citizen.hear(t.MoreWays(), t.Want(t.Purpose.REPRINT), w.CardRead(ZHANG))
    citizen.fresh()
    citizen.hear(w.SlipsFound(()))
    assert (citizen.page, citizen.visit.problem) == ("lost", "slip.none")
    assert w.ReadCard() in citizen.fresh()


def test_a_list_is_printed_and_stays_to_be_read(citizen):
    listed = ItemInfo(
        id="permit", name=words("居住证"), service="social", promise_days=1, materials=[words("身份证")]
    )
    citizen.hear(replace(HALL, items=(listed,)), t.Want(t.Purpose.MATERIALS), t.ChooseItem("permit"))
    citizen.hear(t.PrintList("i3"))
    assert w.PrintMaterials("i3", "permit", large=False, language="zh") in citizen.fresh()
    citizen.hear(w.PaperEnded("i3", w.PrintOutcome.PRINTED))
    assert citizen.page == "materials"
    assert citizen.visit.listed
    citizen.hear(t.PrintList("i4"))
    citizen.wait(91)
    assert (citizen.page, citizen.visit.problem) == ("materials", "paper.unknown")


def test_without_paper_the_number_can_be_given_up_and_a_called_one_cannot(citizen):
    number = w.TicketIssued("i1", "A012", "social", 3, offline=False, wait=WaitRange(low_min=5, high_min=9))
    citizen.hear(t.ChooseService("social", "i1"), number, NO_PAPER, w.NumberCalled("A012", 2))
    assert citizen.page == "no_paper"
    citizen.hear(t.DoWithout())
    assert citizen.page == "no_paper"
    assert w.GiveUp("i1") not in citizen.fresh()


def test_a_number_given_up_ends_the_visit(citizen):
    number = w.TicketIssued("i1", "A012", "social", 3, offline=False, remark=Text(zh="晚", en="late"))
    citizen.hear(t.ChooseService("social", "i1"), number, NO_PAPER)
    assert citizen.visit.order.remark is not None
    citizen.hear(t.DoWithout())
    asked = citizen.fresh()
    assert asked.index(w.GiveUp("i1")) < asked.index(w.EndVisit())
    assert citizen.visit is None


def test_back_leads_back_from_every_one_of_these_pages(citizen):
    for go in (
        [t.MoreWays()],
        [t.MayGoFirst()],
        [t.Want(t.Purpose.APPOINTMENT)],
        [t.Want(t.Purpose.APPOINTMENT), w.BookingsFound((BOOKING,))],
        [t.MoreWays(), t.ByPhone()],
        [t.MoreWays(), t.Want(t.Purpose.REPRINT), t.ByPhone()],
        [t.MoreWays(), t.Want(t.Purpose.REPRINT), w.SlipsFound((SLIP,))],
        [t.MoreWays(), t.Want(t.Purpose.MATERIALS), t.ChooseItem("permit")],
    ):
        citizen.hear(*go)
        assert citizen.page != "services"
        steps = 0
        while citizen.page != "services":
            citizen.hear(t.Back())
            steps += 1
            assert steps <= 3, (go, citizen.page)
