"""Applying for something that has a guide, from the item to the receipt."""

import pytest

from hall.contract.filing import How
from hall.texts import load_texts
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.filing import words as f
from kiosk.flows.filing.text import commitments, signed
from kiosk.flows.library import Library
from kiosk.flows.visit import item_of
from tests.unit.kiosk.flows.applicant import NAME, SIMPLE, THERE, WANG, Applicant, guide_of, library, page
from tests.unit.kiosk.flows.citizen import LI, MOBILE, ZHANG


def bounded():
    """Nobody lives there since tomorrow; between 2 and 30 people do."""
    guide = guide_of()
    since, people = {"latest": "today"}, {"smallest": 2, "largest": 30}
    more = {"since": since, "people": people}
    asked = tuple(each.model_copy(update=more.get(each.id, {})) for each in guide.apply.questions)
    return guide.model_copy(update={"apply": guide.apply.model_copy(update={"questions": asked})})


PAGES = ["situation", "notice", "applicant", "whom", "phone", "question", "paper"]


def test_one_page_after_the_other_from_the_item_to_the_receipt():
    citizen = Applicant().to_items()
    seen = [
        citizen.hear(*each).page
        for each in (
            [t.ChooseItem("permit")],
            [f.ChooseSituation("rent")],
            [t.Proceed()],
            [w.CardRead(ZHANG), f.DraftFound(None), t.Proceed()],
            [f.ForWhom(agent=False)],
            [*map(t.Digit, MOBILE), t.Proceed()],
            [f.Reply("清溪路"), f.Reply("unsure"), f.Reply("flat"), f.Reply("19940203")],
        )
    ]
    assert seen == PAGES
    citizen.hear(f.Promise())
    assert citizen.filing.at == "lease"
    assert citizen.scan(page(1)).page == "scanned"
    assert citizen.hear(t.Proceed(), f.LeaveOut()).page == "commitment"
    assert citizen.hear(t.Proceed()).page == "sign"
    assert citizen.hear(f.Sign(NAME), t.Proceed()).page == "check"
    assert citizen.hear(t.Submit("i2")).page == "submitting"
    assert citizen.hear(w.CaseSaved("i2", "T1-1", confirmed=True)).page == "printing"
    assert citizen.hear(w.PaperEnded("i2", w.PrintOutcome.PRINTED)).page == "receipt"


def test_what_is_handed_in_is_what_was_filled_in_and_scanned():
    citizen = Applicant().to_check().hear(t.Submit("i2"))
    (order,) = citizen.effects(w.SubmitApplication)
    assert (order.person, order.item, order.phone.reveal()) == (ZHANG, "permit", MOBILE)
    assert order.filing.answers == {
        "address": "清溪路",
        "since": "2026-03-01",
        "home": "flat",
        "birth": "1994-02-03",
    }
    handed = {each.material: (each.how, each.until, len(each.pages)) for each in order.filing.handed()}
    assert handed == {
        "card": (How.SHOWN, "", 0),
        "photo": (How.PROMISED, "2026-11-27", 0),
        "lease": (How.SCANNED, "", 2),
        "extra": (How.LEFT_OUT, "", 0),
        "paid": (How.SHARED, "", 0),
    }
    assert order.filing.strokes == NAME
    assert order.identity == ZHANG.id_number.keyed(b"hall")


def test_an_item_with_nothing_to_hand_in_needs_no_signature():
    citizen = Applicant().to_items().hear(t.ChooseItem("pension-check"))
    assert citizen.page == "notice"
    citizen.hear(t.Proceed(), w.CardRead(ZHANG), f.DraftFound(None))
    assert citizen.hear(t.Proceed()).page == "phone"
    assert citizen.type(MOBILE).hear(t.Proceed()).page == "check"
    assert citizen.hear(t.Submit("i2")).page == "submitting"


def test_what_is_suspended_is_said_at_once():
    citizen = Applicant(guide_of(state="suspended")).to_items().hear(t.ChooseItem("permit"))
    assert (citizen.page, citizen.problem) == ("items", "filing.suspended")


def test_the_notice_is_printed_and_one_is_back_on_it():
    citizen = Applicant().to_notice().hear(t.PrintList("p1"))
    (order,) = citizen.effects(w.PrintMaterials)
    assert [*order.filing.materials()] == ["card", "photo", "lease", "extra", "paid"]
    citizen.hear(w.PaperEnded("p1", w.PrintOutcome.PRINTED))
    assert (citizen.page, citizen.visit.listed) == ("notice", True)
    citizen.hear(t.PrintList("p2"), w.PaperEnded("p2", w.PrintOutcome.NOT_PRINTED, "paper.out"))
    assert (citizen.page, citizen.problem) == ("notice", "paper.out")
    assert citizen.hear(t.PrintList("p3")).wait(91).page == "notice"
    assert citizen.hear(t.Proceed()).page == "applicant"


def test_without_a_card_one_reads_and_prints_everything_that_is_needed_and_walks_away():
    citizen = Applicant()
    citizen.fresh()
    citizen.to_notice().hear(t.PrintList("p1"), w.PaperEnded("p1", w.PrintOutcome.PRINTED))
    assert [each for each in citizen.fresh() if not isinstance(each, w.PrintMaterials)] == []
    citizen.hear(t.Finish())
    assert (citizen.visit, citizen.fresh()) == (None, [w.EndVisit()])


def test_the_card_is_asked_for_once_everything_is_told_and_let_go_when_one_goes_back():
    citizen = Applicant().to_notice()
    citizen.fresh()
    assert citizen.hear(t.Proceed()).page == "applicant"
    assert citizen.fresh() == [w.ReadCard()]
    assert citizen.hear(t.Proceed(), w.CodeRead("citizen", "x")).page == "applicant"
    assert (citizen.hear(t.Back()).page, citizen.fresh()) == ("notice", [w.StopReading()])


def test_back_goes_the_way_one_came_and_loses_nothing():
    citizen = Applicant().to_check()
    before = citizen.filing
    pages = [citizen.hear(t.Back()).page for _ in range(17)]
    assert pages == [
        "sign",
        "commitment",
        "paper",
        "scanned",
        "paper",
        "paper",
        *["question"] * 4,
        "phone",
        "whom",
        "applicant",
        "notice",
        "situation",
        "items",
        "home",
    ]
    after = citizen.filing
    assert (after.answers, after.given, after.strokes) == (before.answers, before.given, before.strokes)


class TestAnswers:
    def test_a_text_is_typed_and_taken_back(self):
        citizen = Applicant().to_questions().hear(t.Write("清溪路十"), t.Erase())
        assert citizen.filing.answers["address"] == "清溪路"

    def test_a_text_that_is_too_long_says_so(self):
        citizen = Applicant().to_questions().hear(t.Write("字" * 12))
        assert (len(citizen.filing.answers["address"]), citizen.problem) == (10, "question.full")

    @pytest.mark.parametrize("typed", ["2026030", "20260231", "00000000", ""])
    def test_a_day_that_is_none_stays_and_says_why(self, typed):
        citizen = Applicant().to_questions().hear(f.Reply("清溪路"), *map(t.Digit, typed), t.Proceed())
        assert (citizen.page, citizen.filing.at) == ("question", "since")
        assert citizen.problem == ("question.noDate" if typed else "question.empty")
        assert citizen.filing.answers["since"] == typed

    def test_a_day_beyond_the_bounds_is_said_with_its_last_digit_and_goes_no_further(self):
        citizen = Applicant(bounded()).to_questions().hear(f.Reply("清溪路"), *map(t.Digit, "2099010"))
        assert citizen.problem == ""
        assert citizen.hear(t.Digit("1")).problem == "question.late"
        assert citizen.hear(t.Proceed()).filing.at == "since"
        assert citizen.problem == "question.late"
        citizen.hear(*[t.Erase()] * 8, *map(t.Digit, "20260301"))
        assert (citizen.problem, citizen.hear(t.Proceed()).filing.at) == ("", "home")

    def test_a_number_that_is_too_large_is_said_at_once_one_that_may_still_grow_at_the_end(self):
        citizen = Applicant(bounded()).to_questions("own").hear(f.Reply("清溪路"), f.Reply("unsure"))
        citizen.hear(f.Reply("flat"), t.Digit("1"))
        assert citizen.problem == ""
        assert citizen.hear(t.Proceed()).problem == "question.small"
        assert citizen.hear(t.Erase(), *map(t.Digit, "99")).problem == "question.large"
        assert citizen.hear(t.Proceed()).filing.at == "people"
        assert citizen.hear(t.Erase(), t.Proceed()).filing.at == "birth"

    def test_a_day_can_be_corrected_digit_by_digit(self):
        citizen = Applicant().to_questions().hear(f.Reply("清溪路"), *map(t.Digit, "20260301"), t.Proceed())
        assert citizen.hear(t.Back()).filing.answers["since"] == "2026-03-01"
        citizen.hear(t.Erase(), t.Digit("2"), t.Proceed())
        assert citizen.filing.answers["since"] == "2026-03-02"

    def test_i_do_not_know_is_an_answer_only_where_it_is_one(self):
        citizen = Applicant().to_questions().hear(f.Reply("清溪路"), f.Reply("unsure"))
        assert (citizen.filing.answers["since"], citizen.filing.at) == ("unsure", "home")
        citizen.hear(f.Reply("unsure"))
        assert (citizen.filing.at, citizen.problem) == ("home", "question.empty")

    def test_what_is_optional_may_be_left_out(self):
        citizen = Applicant().to_questions("own").hear(f.Reply("清溪路"), f.Reply("unsure"), f.Reply("flat"))
        assert citizen.filing.at == "people"
        assert citizen.hear(f.Reply("x")).problem == "question.number"
        assert citizen.hear(f.Reply("")).filing.at == "birth"

    def test_what_the_card_says_is_not_asked(self):
        citizen = Applicant().to_whom().hear(f.ForWhom(agent=True), w.CardRead(WANG), t.Proceed())
        citizen.type(MOBILE).hear(t.Proceed(), f.Reply("清溪路"), f.Reply("unsure"), f.Reply("flat"))
        assert citizen.page == "paper"
        citizen.scan(page(1)).hear(t.Proceed(), f.Promise(), f.Commit(), f.LeaveOut(), t.Proceed())
        citizen.hear(f.Sign(NAME), t.Proceed(), t.Submit("i2"))
        (order,) = citizen.effects(w.SubmitApplication)
        assert (order.person, order.filing.principal) == (ZHANG, WANG)
        assert order.filing.answers["birth"] == "1952-03-04"


class TestForSomebodyElse:
    def test_the_agents_own_card_is_not_the_principals(self):
        citizen = Applicant().to_whom().hear(f.ForWhom(agent=True))
        assert (citizen.page, citizen.visit.reading) == ("principal", "waiting")
        citizen.fresh()
        citizen.hear(w.CardRead(ZHANG))
        assert (citizen.problem, citizen.visit.reading) == ("card.sameAsAgent", "waiting")
        assert citizen.fresh() == [w.ReadCard()]
        assert citizen.hear(t.Proceed()).page == "principal"
        assert citizen.hear(w.CardRead(WANG), t.Proceed()).page == "phone"
        assert citizen.filing.principal == WANG
        assert citizen.visit.person == ZHANG

    def test_the_wrong_card_can_be_changed(self):
        citizen = Applicant().to_whom().hear(f.ForWhom(agent=True), w.CardRead(LI), t.OtherCard())
        assert citizen.filing.principal is None
        assert citizen.hear(w.CardRead(WANG)).filing.principal == WANG

    def test_an_authorisation_is_the_first_paper(self):
        citizen = Applicant().to_whom().hear(f.ForWhom(agent=True), w.CardRead(WANG))
        assert citizen.filing.papers() == ("authorisation", "photo", "lease", "extra")

    def test_the_reader_is_let_go_when_one_goes_back(self):
        citizen = Applicant().to_whom().hear(f.ForWhom(agent=True))
        citizen.fresh()
        assert citizen.hear(t.Back()).page == "whom"
        assert citizen.fresh() == [w.StopReading()]


class TestCommitmentAndSignature:
    def test_what_is_signed_names_item_situation_promises_and_commitments(self):
        citizen = Applicant().to_papers().hear(f.Promise(), f.Commit(), f.LeaveOut())
        texts = load_texts("zh")
        assert citizen.page == "commitment"
        assert commitments(citizen.filing, texts) == (
            "照片：最迟 2026年11月27日 补交",
            "租房合同：以书面承诺代替",
            "本人承诺属实",
        )
        told = signed(citizen.filing, item_of(citizen.state, "permit").name, texts)
        assert told[:2] == ("我申请办理：居住证申领", "我的情况：租房")
        assert told[-3:] == commitments(citizen.filing, texts)

    @pytest.mark.parametrize(
        ("strokes", "problem"), [((), "signature.empty"), ((((0.2, 0.2), (0.21, 0.2)),), "signature.short")]
    )
    def test_a_dot_is_no_signature(self, strokes, problem):
        citizen = Applicant().to_sign().hear(f.Sign(strokes), t.Proceed())
        assert (citizen.page, citizen.problem) == ("sign", problem)

    def test_who_cannot_write_signs_with_the_card_that_stands_here(self):
        citizen = Applicant().to_sign()
        citizen.fresh()
        citizen.hear(f.SignByCard(), w.CardRead(LI))
        assert (citizen.page, citizen.problem, citizen.visit.reading) == ("sign", "card.notYours", "waiting")
        assert citizen.fresh() == [w.ReadCard(), w.ReadCard()]
        assert citizen.hear(w.CardSeen(), w.CardRead(ZHANG)).page == "check"
        citizen.hear(f.ChangeFiled("material", "lease"), t.Back(), f.Commit())
        assert (citizen.page, citizen.filing.by_card) == ("commitment", False)

    def test_it_falls_away_when_something_else_is_promised_afterwards(self):
        citizen = Applicant().to_check().hear(f.ChangeFiled("material", "lease"), t.Back(), f.Commit())
        assert citizen.filing.strokes == ()
        assert citizen.page == "commitment"
        assert citizen.hear(t.Proceed()).page == "sign"
        assert citizen.hear(f.Sign(NAME), t.Proceed()).page == "check"

    def test_it_stays_when_an_answer_is_corrected(self):
        citizen = Applicant().to_check().hear(f.ChangeFiled("question", "home"), f.Reply("house"))
        assert (citizen.page, citizen.filing.strokes) == ("check", NAME)

    def test_it_falls_away_with_the_person_who_signed(self):
        citizen = Applicant().to_check().hear(t.Change(t.Answer.APPLICANT), t.OtherCard(), w.CardRead(LI))
        assert citizen.filing.strokes == ()
        assert citizen.hear(f.DraftFound(None), t.Proceed()).page == "commitment"


class TestCheck:
    @pytest.mark.parametrize(
        ("touch", "page_", "correction"),
        [
            (t.Change(t.Answer.PHONE), "phone", [t.Erase(), t.Digit("9"), t.Proceed()]),
            (t.Change(t.Answer.APPLICANT), "applicant", [t.Proceed()]),
            (t.Change(t.Answer.ITEM), "items", [t.ChooseItem("permit")]),
            (f.ChangeFiled("situation"), "situation", [f.ChooseSituation("rent")]),
            (f.ChangeFiled("whom"), "whom", [f.ForWhom(agent=False)]),
            (f.ChangeFiled("question", "since"), "question", [f.Reply("unsure")]),
            (f.ChangeFiled("material", "lease"), "scanned", [t.Proceed()]),
            (f.ChangeFiled("material", "photo"), "paper", [t.Proceed()]),
            (f.ChangeFiled("signature"), "sign", [t.Proceed()]),
        ],
    )
    def test_each_answer_can_be_changed_and_leads_back(self, touch, page_, correction):
        citizen = Applicant().to_check().hear(touch)
        assert citizen.page == page_
        assert citizen.hear(*correction).page == "check"
        citizen.hear(touch, t.Back())
        assert (citizen.hear(t.Back()).page if page_ == "scanned" else citizen.page) == "check"
        assert citizen.hear(t.Submit("i2")).page == "submitting"

    def test_another_situation_is_told_with_all_its_materials_and_asks_only_what_is_new(self):
        citizen = Applicant().to_check().hear(f.ChangeFiled("situation"), f.ChooseSituation("own"))
        assert citizen.page == "notice"
        assert citizen.hear(t.Proceed()).filing.at == "people"
        assert citizen.hear(f.Reply("2")).filing.at == "deed"
        citizen.scan(page(7))
        assert citizen.hear(t.Proceed()).page == "commitment"
        citizen.hear(t.Proceed(), f.Sign(NAME), t.Proceed(), t.Submit("i2"))
        (order,) = citizen.effects(w.SubmitApplication)
        assert set(order.filing.given) == {"photo", "deed", "extra"}

    def test_another_item_begins_at_its_notice(self):
        citizen = Applicant().to_check().hear(t.Change(t.Answer.ITEM), t.ChooseItem("pension-check"))
        assert (citizen.page, citizen.filing.guide) == ("notice", SIMPLE)
        assert citizen.hear(t.Proceed(), t.Proceed(), t.Proceed()).page == "check"

    def test_what_went_missing_meanwhile_is_asked_for_before_it_is_handed_in(self):
        citizen = (
            Applicant().to_check().hear(f.ChangeFiled("material", "lease"), f.DropPage(0), f.DropPage(0))
        )
        assert citizen.page == "paper"
        assert citizen.hear(t.Proceed()).problem == "material.none"

    def test_an_item_that_is_suspended_meanwhile_is_not_handed_in_and_nothing_is_lost(self):
        stopped = library(guide_of(version="2", state="suspended"))
        citizen = Applicant().to_check()
        before = citizen.filing
        assert citizen.hear(stopped, t.Submit("i2")).problem == "filing.suspended"
        assert (citizen.page, citizen.filing) == ("check", before)
        assert citizen.effects(w.SubmitApplication) == []
        assert citizen.hear(library(guide_of(version="3")), t.Submit("i2")).page == "submitting"

    def test_a_promise_whose_day_passed_on_the_check_page_is_asked_for_again(self):
        later = w.GuidesChanged(Library({"permit": guide_of()}, today="2026-11-28"))
        citizen = Applicant().to_check().hear(later, t.Submit("i2"))
        assert (citizen.page, citizen.filing.at, citizen.effects(w.SubmitApplication)) == (
            "paper",
            "photo",
            [],
        )

    def test_an_item_that_the_hall_takes_away_meanwhile_is_said(self):
        citizen = Applicant().to_check().hear(w.HallChanged((), ()), t.Submit("i2"))
        assert (citizen.page, citizen.problem) == ("items", "filing.suspended")

    def test_a_guide_that_changes_meanwhile_changes_nothing_for_who_is_at_it(self):
        citizen = Applicant().to_papers().hear(library(guide_of(version="2", materials=[])))
        assert citizen.filing.papers() == ("photo", "lease", "extra")

    def test_a_refusal_keeps_everything_and_tries_the_same_intent(self):
        citizen = Applicant().to_check().hear(t.Submit("i2"), w.Refused("i2", "disk.full"))
        citizen.hear(t.Retry())
        one, other = citizen.effects(w.SubmitApplication)
        assert (one.intent, one.filing) == (other.intent, other.filing)
        assert citizen.hear(w.Refused("i2", "disk.full"), t.Back()).page == "check"


class TestLicences:
    def test_one_that_is_found_is_taken_with_a_touch(self):
        citizen = Applicant().to_questions("own")
        (asked,) = citizen.effects(f.FindLicences)
        assert asked == f.FindLicences(ZHANG.id_number, {"deed": "real-estate"})
        citizen.hear(f.LicencesFound({"deed": "E-77"}), f.Reply("清溪路"), f.Reply("unsure"), f.Reply("flat"))
        citizen.hear(f.Reply(""), f.Reply("19940203"), f.Promise())
        assert citizen.filing.at == "deed"
        assert citizen.hear(f.UseLicence()).filing.given["deed"].licence == "E-77"
        assert citizen.filing.at == "extra"

    def test_none_says_why_on_its_page(self):
        citizen = Applicant().to_papers("own").hear(f.LicencesFound({}, "licence.away"), f.Promise())
        assert (citizen.filing.at, citizen.problem) == ("deed", "licence.away")
        assert citizen.hear(f.UseLicence()).filing.at == "deed"

    def test_they_are_the_principals_not_the_agents(self):
        citizen = Applicant().to_whom("own").hear(f.ForWhom(agent=True), w.CardRead(WANG), t.Proceed())
        assert [each.id_number for each in citizen.effects(f.FindLicences)] == [WANG.id_number]

    def test_somebody_elses_answer_that_comes_late_is_not_taken(self):
        citizen = Applicant().to_questions("own").hear(t.Back(), t.Back(), f.ForWhom(agent=True))
        citizen.hear(w.CardRead(WANG), t.Proceed(), f.LicencesFound({"deed": "ZHANG-1"}))
        assert citizen.filing.licences == {}
        assert [each.id_number for each in citizen.effects(f.FindLicences)] == [
            ZHANG.id_number,
            WANG.id_number,
        ]

    def test_without_the_network_nobody_is_asked(self):
        away = w.HealthChanged(w.Health(card_reader="", devices=THERE.health.devices))
        citizen = Applicant().hear(away).to_papers("own")
        assert citizen.effects(f.FindLicences) == []
        assert citizen.hear(THERE).hear(f.Promise()).effects(f.FindLicences) != []
