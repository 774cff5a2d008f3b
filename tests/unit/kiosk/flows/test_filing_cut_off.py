"""A scan that was cut off in the middle: the material stays open, and whoever goes on is told so."""

import pytest

from kiosk.desk.filing.drafts_text import from_bytes, to_bytes
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.filing import words as f
from kiosk.flows.filing.filing import Unended
from kiosk.flows.filing.route import Stop, done
from tests.unit.kiosk.flows.applicant import Applicant, page
from tests.unit.kiosk.flows.citizen import ZHANG

PHOTO = Stop("paper", "photo")


def cut(*events):
    """The power goes while `photo` is scanned; the same card goes on."""
    before = Applicant().to_papers().hear(f.StartScan("feeder"), f.PageScanned("photo", page(1)), *events)
    draft = from_bytes(to_bytes(before.effects(f.KeepDraft)[-1].draft))
    back = Applicant().to_items().hear(f.Continue(), w.CardRead(ZHANG), f.DraftFound(draft), t.Proceed())
    return back.hear(f.Resume(wanted=True))


def names(citizen):
    return [each.sha256[-1] for each in citizen.filing.given["photo"].scans]


def is_open(citizen):
    return not done(citizen.state, citizen.visit, PHOTO)


def test_a_page_of_a_stack_is_not_taken_for_all_of_it():
    citizen = cut()
    assert (citizen.page, names(citizen), is_open(citizen)) == ("scanned", ["1"], True)
    citizen.hear(f.StartScan("feeder"), f.PageScanned("photo", page(2)), f.ScanEnded("photo"))
    assert (citizen.page, names(citizen), is_open(citizen)) == ("scanned", ["1", "2"], False)


def test_whoever_says_that_this_is_all_goes_on():
    citizen = cut().hear(t.Proceed())
    assert (citizen.filing.at, is_open(citizen)) == ("lease", False)


def test_all_of_it_is_scanned_again():
    citizen = cut().hear(f.StartScan("feeder", anew=True), *(f.PageScanned("photo", page(n)) for n in (3, 4)))
    assert names(citizen.hear(f.ScanEnded("photo"))) == ["3", "4"]
    assert not is_open(citizen)


def test_all_of_it_is_scanned_again_and_the_power_goes_in_the_middle():
    citizen = cut().hear(f.StartScan("feeder", anew=True), f.PageScanned("photo", page(3)))
    kept = citizen.effects(f.KeepDraft)[-1].draft.filing
    assert ([each.sha256[-1] for each in kept.given["photo"].scans], set(kept.unended)) == (["3"], {"photo"})


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ([f.ScanEnded("photo", "page.jammed")], "page.jammed"),
        ([f.ScanEnded("photo")], "scan.nothing"),
        ([f.EndScan(), f.ScanEnded("photo")], ""),
    ],
)
def test_the_old_pages_stay_until_the_first_new_one_is_there(end, said):
    citizen = cut()
    citizen.asked.clear()
    citizen.hear(f.StartScan("feeder", anew=True))
    assert names(citizen) == ["1"]
    citizen.hear(*end)
    assert (citizen.page, names(citizen), is_open(citizen)) == ("scanned", ["1"], True)
    assert citizen.problem == said
    drafts = [each.draft.filing for each in citizen.effects(f.KeepDraft)]
    assert all(each.given["photo"].scans and each.unended for each in drafts)


def test_a_page_that_was_being_scanned_again_comes_in_its_old_place():
    more = [f.PageScanned("photo", page(2)), f.PageScanned("photo", page(3)), f.ScanEnded("photo")]
    citizen = cut(*more, f.DropPage(1), f.StartScan("camera"))
    assert citizen.filing.unended == {"photo": Unended("camera", 1)}
    assert names(citizen) == ["1", "3"]
    citizen.hear(f.StartScan("camera"), f.PageScanned("photo", page(4)), f.ScanEnded("photo"))
    assert names(citizen) == ["1", "4", "3"]


def test_a_page_that_was_dropped_is_still_there_until_the_scan_begins():
    assert names(cut(f.ScanEnded("photo"), f.DropPage(0))) == ["1"]


def test_a_scan_that_came_to_its_end_is_all_of_it():
    citizen = cut(f.ScanEnded("photo"))
    assert (citizen.page, is_open(citizen)) == ("scanned", False)


def test_after_a_jam_only_the_citizen_knows_whether_that_was_all():
    citizen = cut(f.ScanEnded("photo", "page.jammed"))
    assert is_open(citizen)
    assert not is_open(citizen.hear(t.Proceed()))


@pytest.mark.parametrize("given", [f.Promise()])
def test_handed_in_in_another_way_no_sheet_is_waited_for(given):
    citizen = cut().hear(t.Back(), given)
    assert (citizen.filing.unended, is_open(citizen)) == ({}, False)


def test_nothing_is_handed_in_while_pages_may_be_missing():
    citizen = Applicant().to_check().hear(f.ChangeFiled("material", "lease"), f.StartScan("feeder"))
    draft = citizen.effects(f.KeepDraft)[-1].draft
    back = Applicant().to_items().hear(f.Continue(), w.CardRead(ZHANG), f.DraftFound(draft), t.Proceed())
    back.hear(f.Resume(wanted=True))
    assert (back.page, back.filing.at) == ("scanned", "lease")


def test_a_draft_of_an_older_program_is_read_without_it():
    draft = Applicant().to_papers().effects(f.KeepDraft)[-1].draft
    body = to_bytes(draft).replace(b'"unended":{},', b"")
    assert from_bytes(body) == draft
