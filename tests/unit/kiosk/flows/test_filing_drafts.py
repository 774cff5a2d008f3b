"""What somebody began and did not end: kept after each step, taken up with the same card, gone when the visit ends."""

from dataclasses import replace

import pytest

from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.filing import words as f
from kiosk.flows.library import Library
from tests.unit.kiosk.flows.applicant import NAME, WANG, Applicant, guide_of, library, page
from tests.unit.kiosk.flows.citizen import LI, MOBILE, ZHANG

OWN = ZHANG.id_number.keyed(b"hall")


def kept(citizen):
    """The draft as it lies on the terminal: the last one, or None when it was dropped."""
    found = [each for each in citizen.asked if isinstance(each, f.KeepDraft | f.DropDraft)]
    return found[-1].draft if found and isinstance(found[-1], f.KeepDraft) else None


def again(draft, *guides):
    """After the power was gone somebody comes to go on, with the same card."""
    return (
        Applicant(*guides).to_items().hear(f.Continue(), w.CardRead(ZHANG), f.DraftFound(draft), t.Proceed())
    )


STEPS = [
    ("to_whom", [], "whom"),
    ("to_whom", [f.ForWhom(agent=True)], "principal"),
    ("to_whom", [f.ForWhom(agent=True), w.CardRead(WANG), t.Proceed()], "phone"),
    ("to_questions", [], "question"),
    ("to_questions", [f.Reply("清溪路")], "question"),
    ("to_papers", [], "paper"),
    ("to_papers", [f.Promise()], "paper"),
    ("to_papers", [f.Promise(), f.StartScan("feeder"), f.PageScanned("lease", page(1))], "scanned"),
    ("to_papers", [f.Promise(), f.Commit(), f.LeaveOut()], "commitment"),
    ("to_sign", [], "sign"),
    ("to_check", [], "check"),
    ("to_check", [f.ChangeFiled("material", "lease"), f.DropPage(0), f.StartScan("feeder")], "scanned"),
]


@pytest.mark.parametrize(("far", "events", "page_"), STEPS)
def test_after_the_power_was_gone_the_same_card_leads_to_the_page_one_was_on(far, events, page_):
    before = getattr(Applicant(), far)().hear(*events)
    draft = kept(before)
    assert draft.item == "permit"
    citizen = again(draft)
    assert citizen.page == "resume"
    citizen.hear(f.Resume(wanted=True))
    assert citizen.page == page_
    assert citizen.filing.at == (before.filing.at if page_ != "whom" else "")
    same = replace(citizen.filing, at=""), citizen.visit.phone
    assert same == (replace(before.filing, at=""), before.visit.phone)


def test_nothing_is_kept_before_it_is_known_who_it_is_and_what_there_was():
    citizen = Applicant().to_notice().hear(t.Proceed(), w.CardRead(ZHANG), t.Proceed())
    assert (citizen.page, citizen.effects(f.KeepDraft)) == ("whom", [])
    assert citizen.effects(f.FindDraft) == [f.FindDraft(OWN)]
    assert kept(citizen.hear(f.DraftFound(None))).filing.situation == "rent"


def test_every_page_that_is_scanned_is_kept_at_once_and_every_sign_is_not():
    citizen = Applicant().to_papers()
    citizen.fresh()
    citizen.hear(f.StartScan("feeder"), *(f.PageScanned("photo", page(n)) for n in range(3)))
    begun, *drafts = [each.draft for each in citizen.effects(f.KeepDraft)]
    assert (begun.filing.given, set(begun.filing.unended)) == ({}, {"photo"})
    assert [len(each.filing.given["photo"].scans) for each in drafts] == [1, 2, 3]
    citizen = Applicant().to_questions()
    citizen.fresh()
    assert citizen.hear(t.Write("清"), t.Write("溪"), t.Erase()).effects(f.KeepDraft) == []


def test_electronic_licences_that_were_found_are_in_no_draft():
    citizen = Applicant().to_questions("own").hear(f.LicencesFound({"deed": "E-77"}), f.Reply("清溪路"))
    assert citizen.filing.licences == {"deed": "E-77"}
    assert kept(citizen).filing.licences == {}


def test_a_licence_that_was_chosen_is_in_no_draft_and_its_material_is_asked_for_again():
    citizen = Applicant().to_papers("own")
    citizen.hear(f.LicencesFound({"deed": "E-77"}))
    while citizen.filing.at != "deed":
        citizen.hear(f.Promise(), f.Commit(), f.LeaveOut())
    citizen.hear(f.UseLicence())
    assert citizen.filing.given["deed"].licence == "E-77"
    draft = kept(citizen)
    assert "deed" not in draft.filing.given
    back = again(draft).hear(f.Resume(wanted=True))
    assert (back.page, back.filing.at) == ("paper", "deed")


@pytest.mark.parametrize("wait", [False, True])
def test_whoever_leaves_leaves_nothing_behind(wait):
    citizen = Applicant().to_papers().hear(w.CardLifted())
    citizen.fresh()
    citizen = citizen.wait(300) if wait else citizen.hear(t.Finish(), t.Finish())
    assert citizen.visit is None
    assert citizen.fresh() == [f.DropDraft(OWN), w.EndVisit()]


def test_a_card_that_still_lies_there_does_not_keep_the_draft():
    citizen = Applicant().to_papers()
    citizen.fresh()
    assert citizen.hear(t.Finish(), t.Finish()).page == "take_card"
    assert citizen.fresh() == [f.DropDraft(OWN), w.EndVisit()]


def test_what_was_handed_in_is_not_dropped_again():
    citizen = Applicant().to_check().hear(t.Submit("i2"), w.CaseSaved("i2", "T1-1", confirmed=True))
    citizen.hear(w.PaperEnded("i2", w.PrintOutcome.PRINTED), w.CardLifted(), t.Finish(), t.Finish())
    assert (citizen.visit, citizen.effects(f.DropDraft)) == (None, [])


def test_nothing_of_it_is_left_once_it_is_handed_in():
    citizen = Applicant().to_check().hear(t.Submit("i2"), w.CaseSaved("i2", "T1-1", confirmed=True))
    assert (citizen.filing.given, citizen.filing.strokes, citizen.visit.drafts.kept) == ({}, (), None)
    citizen.fresh()
    assert citizen.wait(5).effects(f.KeepDraft) == []


def test_who_begins_anew_loses_the_old_one_for_good():
    citizen = again(kept(Applicant().to_papers())).hear(f.Resume(wanted=False))
    assert (citizen.page, citizen.effects(f.DropDraft)) == ("items", [f.DropDraft(OWN)])
    assert citizen.hear(t.ChooseItem("permit"), f.ChooseSituation("own")).filing.answers == {}


class TestWhoCameForSomethingElse:
    """The item and situation that were chosen before the card are not lost, whatever becomes of the draft."""

    @staticmethod
    def chosen():
        return Applicant().to_applicant("own", kept(Applicant().to_papers("rent")))

    def test_is_asked_as_soon_as_the_card_is_read(self):
        assert self.chosen().page == "resume"

    def test_goes_on_with_what_was_chosen_now(self):
        citizen = self.chosen().hear(f.Resume(wanted=False))
        assert (citizen.page, citizen.visit.person, citizen.filing.situation) == ("applicant", ZHANG, "own")
        assert (citizen.filing.answers, citizen.effects(f.DropDraft)) == ({}, [f.DropDraft(OWN)])
        assert citizen.hear(t.Proceed()).page == "whom"
        assert kept(citizen).filing.situation == "own"

    def test_or_with_what_was_begun_before(self):
        citizen = self.chosen().hear(f.Resume(wanted=True))
        assert (citizen.page, citizen.filing.situation) == ("paper", "rent")

    def test_who_goes_back_instead_is_asked_again_before_the_next_page(self):
        citizen = self.chosen().hear(t.Back())
        assert (citizen.page, citizen.filing.situation) == ("applicant", "own")
        assert citizen.hear(t.Proceed()).page == "resume"
        assert citizen.hear(t.Back()).page == "whom"
        assert citizen.hear(f.ForWhom(agent=False)).page == "resume"
        assert citizen.effects(f.KeepDraft) == []
        assert citizen.hear(f.Resume(wanted=False)).page == "phone"
        assert kept(citizen).filing.situation == "own"

    def test_an_item_without_a_guide_is_not_lost_either(self):
        citizen = Applicant(guide_of()).to_items().hear(t.ChooseItem("pension-check"), w.CardRead(ZHANG))
        assert citizen.hear(f.DraftFound(kept(Applicant().to_papers()))).page == "resume"
        assert citizen.hear(t.Back()).page == "applicant"
        assert citizen.hear(t.Proceed()).page == "resume"
        assert citizen.hear(f.Resume(wanted=False)).page == "phone"
        assert citizen.visit.item == "pension-check"


class TestWhoCameToGoOn:
    def test_lays_only_the_card_down(self):
        citizen = Applicant().to_items()
        citizen.fresh()
        assert citizen.hear(f.Continue()).page == "identify"
        assert citizen.fresh() == [w.ReadCard()]
        citizen.hear(w.CodeRead("citizen", "x"), t.Skip())
        assert (citizen.page, citizen.visit.token) == ("identify", "")
        assert (citizen.hear(t.Back()).page, citizen.fresh()) == ("items", [w.StopReading()])

    def test_is_told_that_there_is_nothing_and_what_to_do(self):
        citizen = again(None)
        assert (citizen.page, citizen.problem) == ("items", "draft.none")
        assert citizen.hear(t.ChooseItem("permit")).page == "situation"

    def test_waits_until_it_is_known(self):
        citizen = Applicant().to_items().hear(f.Continue(), w.CardRead(ZHANG), t.Proceed()).wait(5)
        assert citizen.page == "identify"
        assert citizen.hear(f.DraftFound(None)).wait(1).page == "items"

    def test_who_laid_down_the_wrong_card_is_asked_for_another_one(self):
        citizen = again(None)
        citizen.fresh()
        assert (citizen.hear(f.Continue()).page, citizen.visit.reading) == ("identify", "waiting")
        assert citizen.fresh() == [w.ReadCard()]
        draft = kept(Applicant().to_papers())
        citizen.hear(w.CardRead(LI), f.DraftFound(draft, LI.id_number.keyed(b"hall")), t.Proceed())
        assert (citizen.page, citizen.visit.person) == ("resume", LI)

    def test_the_same_card_again_is_told_the_same_again(self):
        citizen = again(None).hear(f.Continue(), w.CardRead(ZHANG), t.Proceed())
        assert (citizen.page, citizen.problem) == ("items", "draft.none")
        assert len(citizen.effects(f.FindDraft)) == 1

    def test_is_not_asked_for_the_card_again_in_the_same_visit(self):
        citizen = again(kept(Applicant().to_papers())).hear(t.Back())
        assert citizen.page == "items"
        assert citizen.hear(f.Continue()).page == "resume"
        assert citizen.hear(t.Back(), t.Back()).page == "home"
        assert citizen.hear(t.Want(t.Purpose.APPLICATION)).page == "resume"
        assert len(citizen.effects(f.FindDraft)) == 1


def test_an_answer_that_comes_late_does_not_tear_anybody_out_of_typing():
    draft = kept(Applicant().to_papers())
    citizen = Applicant().to_notice().hear(t.Proceed(), w.CardRead(ZHANG))
    assert citizen.hear(f.DraftFound(draft)).page == "resume"
    citizen = Applicant().to_notice().hear(t.Proceed(), w.CardRead(ZHANG), t.Proceed())
    citizen.hear(f.ForWhom(agent=False))
    assert citizen.hear(f.DraftFound(draft)).page == "phone"
    assert citizen.type(MOBILE).hear(t.Proceed()).page == "resume"
    assert citizen.hear(f.Resume(wanted=False)).page == "question"
    assert kept(citizen).filing.at == "address"


def test_what_somebody_else_left_is_shown_to_nobody():
    citizen = Applicant().to_notice().hear(t.Proceed(), w.CardRead(LI), t.OtherCard(), w.CardRead(ZHANG))
    citizen.hear(f.DraftFound(kept(Applicant().to_papers()), LI.id_number.keyed(b"hall")))
    assert (citizen.page, citizen.visit.drafts.found) == ("applicant", None)
    assert citizen.hear(f.DraftFound(None, OWN), t.Proceed()).effects(f.KeepDraft) != []


class TestOtherGuide:
    DRAFT = staticmethod(lambda **more: kept(Applicant(guide_of(**more)).to_papers()))

    def test_one_goes_on_with_ones_own_while_it_holds(self):
        citizen = again(self.DRAFT(), guide_of(version="2", materials=[])).hear(f.Resume(wanted=True))
        assert (citizen.page, citizen.filing.guide.version) == ("paper", "1")

    @pytest.mark.parametrize(
        ("old", "now"),
        [
            ({"expires": "2026-11-21"}, {"version": "2"}),
            ({}, {"version": "2", "state": "suspended"}),
        ],
    )
    def test_what_does_not_hold_any_more_cannot_be_gone_on_with(self, old, now):
        citizen = again(self.DRAFT(**old), guide_of(**now)).hear(f.Resume(wanted=True))
        assert citizen.page == "resume"
        assert citizen.hear(f.Resume(wanted=False)).page == "items"
        assert citizen.effects(f.DropDraft) == [f.DropDraft(OWN)]

    def test_an_item_that_is_gone_cannot_be_continued(self):
        assert again(replace(self.DRAFT(), item="gone")).hear(f.Resume(wanted=True)).page == "resume"

    def test_a_promise_whose_day_is_over_is_asked_for_again(self):
        citizen = Applicant().hear(w.GuidesChanged(Library({"permit": guide_of()}, today="2026-12-24")))
        citizen.to_items().hear(f.Continue(), w.CardRead(ZHANG))
        citizen.hear(f.DraftFound(kept(Applicant().to_check())), t.Proceed(), f.Resume(wanted=True))
        assert (citizen.page, citizen.filing.at) == ("paper", "photo")


def test_another_persons_draft_is_another_one():
    citizen = Applicant().to_papers().hear(*[t.Back()] * 7)
    citizen.hear(t.OtherCard(), w.CardRead(LI), f.DraftFound(None), t.Proceed())
    other = LI.id_number.keyed(b"hall")
    assert citizen.effects(f.FindDraft) == [f.FindDraft(OWN), f.FindDraft(other)]
    citizen.hear(w.CardLifted())
    citizen.fresh()
    citizen.hear(t.Finish(), t.Finish())
    assert set(citizen.fresh()) == {f.DropDraft(OWN), f.DropDraft(other), w.EndVisit()}


def test_a_disk_that_is_full_is_said_and_stops_nobody():
    citizen = Applicant().to_papers().hear(f.DraftKept("disk.full"))
    assert citizen.problem == "disk.full"
    elsewhere = Applicant().to_items().hear(t.Back(), f.DraftKept("disk.full"))
    assert (elsewhere.page, elsewhere.problem) == ("home", "")
    assert citizen.hear(f.Promise()).filing.at == "lease"


def test_without_guides_nothing_is_looked_for():
    citizen = Applicant().hear(library()).to_items().hear(f.Continue())
    assert citizen.page == "items"
    citizen.hear(t.ChooseItem("permit"), w.CardRead(ZHANG), t.Proceed())
    assert (citizen.page, citizen.effects(f.FindDraft)) == ("phone", [])
    assert citizen.type(MOBILE).hear(t.Proceed()).page == "check"
    assert citizen.effects(f.KeepDraft) == []


def test_a_signature_is_in_the_draft():
    assert kept(Applicant().to_check()).filing.strokes == NAME
