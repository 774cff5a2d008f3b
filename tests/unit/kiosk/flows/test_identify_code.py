"""A resident's code in place of the card: where it does it does all the card does, where not it is said, and what it is not it never stands for."""

from dataclasses import replace

import pytest

from hall.contract.filing import How
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.case_words import FindCases
from kiosk.flows.filing import words as f
from kiosk.flows.needs import lacking
from kiosk.flows.pickup_words import FindParcels
from kiosk.flows.visit import Reading
from tests.unit.kiosk.flows.applicant import THERE, WANG, Applicant, guide_of, library
from tests.unit.kiosk.flows.citizen import HALL, LI, MOBILE, ZHANG
from tests.unit.kiosk.flows.test_filing_drafts import kept

CODED = replace(ZHANG, birth="19491231", by_code=True)
TAKES_CODES = replace(HALL, residents=True)
AWAY = w.HealthChanged(replace(THERE.health, online=False))
ASKED = w.ReadCode(person=True)
CARD_ONLY = guide_of(apply={"agents": True, "identify": "card"})


def at_hall(*guides, health=THERE, hall=TAKES_CODES):
    return Applicant(*guides).hear(hall, health)


def asks_for_code(citizen):
    """Whether the scanner was asked for a code that says who it is, on the page that is shown."""
    return ASKED in citizen.fresh()


def to_card(citizen):
    """The page that asks who applies."""
    citizen.to_notice()
    citizen.fresh()
    return citizen.hear(t.Proceed())


def known_by_code(citizen, person=CODED):
    return citizen.hear(w.CodeSeen(), w.CardRead(person), f.DraftFound(None))


def handed_in(citizen):
    """The order, after whatever was open."""
    return citizen.hear(t.Submit("i2")).effects(w.SubmitApplication)[-1]


def simple(citizen):
    citizen.to_items().hear(t.ChooseItem("pension-check"), t.Proceed())
    return citizen


def test_a_code_says_who_applies_and_the_page_says_while_it_is_asked():
    citizen = to_card(at_hall())
    assert (citizen.page, asks_for_code(citizen)) == ("applicant", True)
    citizen.hear(w.CodeSeen())
    assert (citizen.visit.reading, citizen.visit.coding) == (Reading.BUSY, True)
    citizen.hear(w.CardRead(CODED))
    assert (citizen.visit.reading, citizen.visit.coding) == (Reading.DONE, False)
    assert w.StopReading() in citizen.fresh()
    citizen.hear(f.DraftFound(None), t.Proceed())
    assert citizen.page == "whom"
    citizen.hear(t.Finish(), t.Finish())
    assert citizen.page != "take_card", "there is no card to take back"


@pytest.mark.parametrize(
    "problem", ["resident.unknown", "resident.away", "resident.offline", "code.notKnown"]
)
def test_a_code_that_says_nothing_leaves_the_readers_waiting_and_the_card_does(problem):
    citizen = to_card(at_hall()).hear(w.CodeSeen(), w.CodeProblem(problem))
    assert (citizen.visit.reading, citizen.problem, citizen.visit.coding) == (Reading.WAITING, problem, False)
    citizen.hear(w.CardSeen())
    assert (citizen.problem, citizen.visit.coding) == ("", False)
    citizen.hear(w.CardRead(ZHANG), f.DraftFound(None), t.Proceed())
    assert citizen.page == "whom"


def test_the_id_card_that_would_be_shown_is_not_said_to_have_been_shown():
    def card_of(person):
        citizen = known_by_code(simple(at_hall()), person)
        citizen.hear(t.Proceed()).type(MOBILE).hear(t.Proceed())
        return {each.material: each.how for each in handed_in(citizen).filing.handed()}["card"]

    assert card_of(CODED) is How.CODED
    assert card_of(ZHANG) is How.SHOWN


def test_for_somebody_else_the_card_of_the_one_acted_for_is_read_and_a_code_does_not_do():
    citizen = known_by_code(to_card(at_hall())).hear(t.Proceed(), f.ForWhom(agent=True))
    asked = citizen.fresh()
    assert (citizen.page, w.ReadCard() in asked, asked[-3:].count(ASKED)) == ("principal", True, 0)
    citizen.hear(w.CodeSeen(), w.CodeProblem("code.notKnown"))
    assert (citizen.visit.coding, citizen.problem) == (False, "")
    citizen.hear(w.CardRead(WANG), t.Proceed())
    assert citizen.page == "phone"
    assert citizen.visit.card_used


@pytest.mark.parametrize("by", ["guide", "item"])
def test_an_item_that_takes_the_card_alone_asks_for_it_also_of_whom_a_code_made_known(by):
    items = [each.model_copy(update={"identify": "card"}) for each in HALL.items]
    hall = replace(TAKES_CODES, items=tuple(items)) if by == "item" else TAKES_CODES
    citizen = to_card(at_hall(CARD_ONLY if by == "guide" else guide_of(), hall=hall))
    asked = citizen.fresh()
    assert (ASKED in asked, w.ReadCode(card_only=True) in asked) == (False, True)
    citizen.hear(w.CodeProblem("resident.cardOnly"))
    assert (citizen.problem, citizen.visit.reading) == ("resident.cardOnly", Reading.WAITING)
    citizen.hear(w.CardRead(CODED))
    assert (citizen.problem, citizen.visit.person) == ("resident.cardOnly", None)
    known = at_hall(CARD_ONLY if by == "guide" else guide_of(), hall=hall).to_items()
    known.hear(f.Continue(), w.CardRead(CODED), f.DraftFound(None), t.Proceed())
    assert (known.page, known.visit.person) == ("items", CODED)
    to_situation = known.hear(t.ChooseItem("permit"), t.Proceed())
    while to_situation.page != "applicant":
        to_situation.hear(f.ChooseSituation("rent"), t.Proceed())
    assert to_situation.visit.reading is Reading.WAITING
    to_situation.hear(t.Proceed())
    assert to_situation.page == "applicant", "not without the card"
    to_situation.hear(w.CardRead(ZHANG), f.DraftFound(None), t.Proceed())
    assert to_situation.page in {"whom", "phone"}


def test_a_simple_item_that_takes_the_card_alone_cannot_be_slipped_in_on_the_check_page():
    items = (HALL.items[0], HALL.items[1].model_copy(update={"identify": "card"}))
    citizen = at_hall(hall=replace(TAKES_CODES, items=items))
    citizen.hear(library())
    citizen.to_items().hear(t.ChooseItem("pension-check"), w.CardRead(CODED), t.Proceed())
    citizen.type(MOBILE).hear(t.Proceed())
    assert citizen.page == "check"
    citizen.hear(t.Change(t.Answer.ITEM), t.ChooseItem("permit"))
    assert (citizen.page, citizen.visit.reading) == ("applicant", Reading.WAITING)
    citizen.hear(t.Proceed(), t.Submit("i2"))
    assert not citizen.effects(w.SubmitApplication)
    citizen.hear(w.CardRead(ZHANG), t.Proceed())
    assert (citizen.page, handed_in(citizen).person) == ("check", ZHANG)


@pytest.mark.parametrize(("first", "then"), [(ZHANG, CODED), (CODED, ZHANG)])
def test_what_was_begun_by_card_or_code_is_gone_on_with_by_the_other(first, then):
    before = at_hall().to_notice().hear(t.Proceed(), w.CardRead(first), f.DraftFound(None), t.Proceed())
    before.hear(f.ForWhom(agent=False))
    draft = kept(before)
    after = at_hall().to_items()
    after.fresh()
    after.hear(f.Continue())
    assert (after.page, asks_for_code(after)) == ("identify", True)
    after.hear(w.CodeSeen(), w.CardRead(then))
    [sought] = after.effects(f.FindDraft)
    assert sought.identity == before.effects(f.FindDraft)[-1].identity
    after.hear(f.DraftFound(draft), t.Proceed(), f.Resume(wanted=True))
    assert (after.page, after.filing.situation) == ("phone", "rent")


def test_a_dwelling_that_only_a_card_says_is_asked_of_whom_a_code_made_known():
    asks = {"questions": [{"id": "home", "ask": "住哪里？", "card": "address"}]}
    guide = guide_of(apply=asks, materials=[])

    def at_phone(person):
        citizen = at_hall(guide).to_items().hear(t.ChooseItem("permit"), t.Proceed())
        citizen.hear(w.CardRead(person), f.DraftFound(None), t.Proceed())
        return citizen.type(MOBILE).hear(t.Proceed()).page

    assert (at_phone(WANG), at_phone(CODED)) == ("check", "question")


def test_without_the_service_nothing_is_asked_of_the_scanner():
    citizen = to_card(at_hall(hall=HALL))
    assert not asks_for_code(citizen)
    citizen = at_hall(hall=HALL).to_items().hear(f.Continue())
    assert not asks_for_code(citizen)


def test_without_the_network_a_code_is_still_read_to_be_told_and_the_card_does():
    citizen = to_card(at_hall(health=AWAY))
    assert asks_for_code(citizen)
    citizen.hear(w.CodeSeen(), w.CodeProblem("resident.offline"))
    assert citizen.problem == "resident.offline"
    citizen.hear(w.CardRead(ZHANG), f.DraftFound(None), t.Proceed())
    assert citizen.page == "whom"


@pytest.mark.parametrize(
    ("online", "scanner", "guide", "lacks"),
    [
        (True, "", guide_of(), None),
        (False, "", guide_of(), "id_card"),
        (True, "bus.gone", guide_of(), "id_card"),
        (True, "", CARD_ONLY, "id_card"),
    ],
)
def test_without_a_card_reader_one_applies_by_code_where_that_does(online, scanner, guide, lacks):
    health = replace(THERE.health, card_reader="bus.gone", online=online, code_scanner=scanner)
    citizen = at_hall(guide, health=w.HealthChanged(health)).to_items().hear(t.ChooseItem("permit"))
    found = lacking(citizen.state, t.Purpose.APPLICATION)
    assert (found and found.what) == lacks


@pytest.mark.parametrize("purpose", [t.Purpose.PROGRESS, t.Purpose.PICKUP])
def test_progress_and_pick_up_take_a_code_that_says_who_it_is(purpose):
    health = replace(THERE.health, devices={**THERE.health.devices, "pickup_locker": ""})
    citizen = at_hall(health=w.HealthChanged(health)).hear(t.Begin())
    citizen.fresh()
    citizen.hear(t.Want(purpose))
    assert any(isinstance(each, w.ReadCode) and each.person for each in citizen.fresh())
    citizen.hear(w.CodeSeen())
    assert citizen.visit.coding
    citizen.hear(w.CardRead(CODED))
    asked = citizen.fresh()[-1]
    assert isinstance(asked, FindCases | FindParcels)
    assert asked.id_number == CODED.id_number
    assert getattr(asked, "by_code", True)


def test_a_booking_is_taken_up_by_a_code_that_says_who_it_is():
    citizen = at_hall().to_services()
    citizen.fresh()
    citizen.hear(t.Want(t.Purpose.APPOINTMENT))
    assert w.ReadCode(booking=True, person=True) in citizen.fresh()
    citizen.hear(w.CodeSeen(), w.CardRead(CODED))
    assert citizen.fresh()[-1] == w.FindBookings(id_number=CODED.id_number)


def test_an_old_answer_changes_nobody():
    citizen = known_by_code(to_card(at_hall()))
    citizen.hear(w.CodeSeen())
    assert citizen.visit.reading is Reading.DONE
    citizen.hear(w.CardRead(replace(LI, by_code=True)))
    assert citizen.visit.person == CODED


def test_who_is_known_by_code_signs_with_the_own_card_and_with_no_other():
    citizen = known_by_code(to_card(at_hall())).hear(t.Proceed(), f.ForWhom(agent=False))
    citizen.type(MOBILE).hear(
        t.Proceed(), t.Write("清溪路"), t.Proceed(), *map(t.Digit, "20260301"), t.Proceed()
    )
    citizen.hear(f.Reply("flat"), f.Promise(), f.Commit(), f.LeaveOut(), t.Proceed(), f.SignByCard())
    assert citizen.page == "sign"
    citizen.hear(w.CardRead(LI))
    assert citizen.problem == "card.notYours"
    citizen.hear(w.CardRead(ZHANG))
    assert citizen.page == "check"
