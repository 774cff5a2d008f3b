"""Among the guides: what a touch does, and what is left of it for the next citizen."""

import pytest

from kiosk.flows import touches as t
from kiosk.flows.visit import Page
from kiosk.flows.words import GuidesChanged, PaperEnded, PrintGuide, PrintOutcome
from tests.support.guides import BOOK, LIBRARY, OPEN, PERMIT, library
from tests.unit.kiosk.flows.citizen import Citizen


@pytest.fixture
def citizen():
    return Citizen()


def test_letters_narrow_what_is_found_and_are_taken_back(citizen):
    citizen.hear(*OPEN)
    assert len(citizen.visit.looking.found) == len(BOOK.guides)
    citizen.hear(*map(t.Digit, "JZZ"))
    assert citizen.visit.looking.found == ("residence-permit",)
    citizen.hear(t.Digit("Q"), t.Proceed())
    assert (citizen.page, citizen.visit.looking.found) == (Page.GUIDES, ())
    citizen.hear(t.Erase(), t.Proceed())
    assert citizen.page == Page.GUIDE_HITS
    citizen.hear(t.Back())
    assert (citizen.page, citizen.visit.looking.typed) == (Page.GUIDES, "JZZ")


def test_by_department_to_a_guide_and_all_the_way_back(citizen):
    citizen.hear(*OPEN, t.OpenShelves("department"), t.ChooseShelf("云溪县公安局"))
    assert citizen.visit.looking.found == ("residence-permit",)
    citizen.hear(t.ChooseGuide("residence-permit"), t.ChooseTopic("bring"))
    for page in (Page.GUIDE, Page.GUIDE_HITS, Page.GUIDE_SHELVES, Page.GUIDES, Page.HOME):
        citizen.hear(t.Back())
        assert citizen.page == page


def test_a_theme_holds_its_items(citizen):
    citizen.hear(*OPEN, t.OpenShelves("theme"), t.ChooseShelf("开小店一件事"))
    assert set(citizen.visit.looking.found) == {"small-shop", "flexible-insured"}


def test_what_is_not_there_changes_nothing(citizen):
    citizen.hear(*OPEN, t.OpenShelves("department"), t.ChooseShelf("没有的部门"))
    assert citizen.page == Page.GUIDE_SHELVES
    citizen.hear(t.Back(), t.Proceed(), t.ChooseGuide("nowhere"))
    assert citizen.page == Page.GUIDE_HITS
    citizen = Citizen().hear(t.Begin(), t.Want(t.Purpose.GUIDES))
    assert citizen.page == Page.HOME


def test_a_summary_is_asked_for_once_and_the_page_comes_back(citizen):
    citizen.hear(*PERMIT)
    citizen.fresh()
    citizen.hear(t.PrintList("g1"))
    assert citizen.fresh() == [PrintGuide("g1", "residence-permit", large=False, language="zh")]
    citizen.hear(t.PrintList("g2"))
    assert (citizen.page, citizen.fresh()) == (Page.PRINTING, [])
    citizen.hear(PaperEnded("g1", PrintOutcome.PRINTED))
    assert (citizen.page, citizen.visit.listed, citizen.visit.order) == (Page.GUIDE, True, None)
    citizen.hear(t.PrintList("g3"), PaperEnded("g3", PrintOutcome.NOT_PRINTED, "paper.out"))
    assert (citizen.page, citizen.visit.problem, citizen.visit.listed) == (Page.GUIDE, "paper.out", False)


def test_a_printer_that_never_answers_leads_back_to_the_guide(citizen):
    citizen.hear(*PERMIT, t.PrintList("g1")).wait(91)
    assert (citizen.page, citizen.visit.problem) == (Page.GUIDE, "paper.unknown")


def test_the_next_citizen_sees_nothing_of_what_was_looked_for(citizen):
    citizen.hear(*PERMIT, t.Finish(), t.Begin(), t.Want(t.Purpose.GUIDES))
    assert (citizen.visit.looking.typed, citizen.visit.looking.guide) == ("", "")


def test_guides_that_come_while_somebody_looks_are_found_at_once(citizen):
    citizen.hear(GuidesChanged(library(BOOK.guides[:1])), *OPEN[1:], *map(t.Digit, "JZZ"))
    assert citizen.visit.looking.found == ()
    citizen.hear(LIBRARY)
    assert citizen.visit.looking.found == ("residence-permit",)


def test_a_guide_that_goes_while_it_is_read_leaves_a_way_on(citizen):
    citizen.hear(*PERMIT, GuidesChanged(library(())))
    citizen.hear(t.PrintList("g1"))
    assert citizen.page == Page.GUIDE
    citizen.hear(t.Back(), t.Back())
    assert citizen.page == Page.GUIDES
    citizen.hear(LIBRARY, t.Back())
    assert citizen.page == Page.HOME
