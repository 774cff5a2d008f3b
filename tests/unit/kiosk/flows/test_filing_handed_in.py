"""Somebody who handed in and missed the paper comes back: they are told, not asked to apply a second time."""

from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.case_words import FindCases
from kiosk.flows.filing import words as f
from tests.unit.kiosk.flows.applicant import Applicant
from tests.unit.kiosk.flows.citizen import ZHANG

IN = f.HandedIn("permit", "T1-20261122-K7X-0002", "2026-11-22", "14:05", "K7Q2-M9X4")
TOLD = f.DraftFound(None, handed=(IN,))


def going_on():
    """The machine was cut off just after the application was kept; the same card looks for what was begun."""
    return Applicant().to_items().hear(f.Continue(), w.CardRead(ZHANG), TOLD, t.Proceed())


def test_whoever_goes_on_after_it_was_handed_in_is_told_so():
    citizen = going_on()
    assert (citizen.page, citizen.problem) == ("resume", "")
    assert citizen.hear(f.SeeHandedIn()).page == "progress"
    assert citizen.effects(FindCases)[-1].id_number == ZHANG.id_number


def test_another_matter_can_be_begun_and_nothing_is_dropped():
    citizen = going_on().hear(f.Resume(wanted=False))
    assert citizen.page == "items"
    assert citizen.effects(f.DropDraft) == []


def test_the_same_matter_within_a_day_is_warned_of_and_allowed():
    citizen = Applicant().to_notice().hear(t.Proceed(), w.CardRead(ZHANG), TOLD)
    assert citizen.page == "resume"
    citizen.hear(f.Resume(wanted=False))
    assert citizen.page == "applicant"
    assert citizen.hear(t.Proceed()).page == "whom"


def test_whoever_is_known_is_warned_when_the_item_is_chosen():
    citizen = going_on()
    citizen.hear(t.Back(), f.Continue())
    assert citizen.page == "identify"
    citizen = Applicant().to_items().hear(f.Continue(), w.CardRead(ZHANG), f.DraftFound(None), t.Proceed())
    assert citizen.problem == "draft.none"
    assert citizen.hear(t.ChooseItem("permit")).page == "situation"


def test_another_matter_is_not_warned_of():
    citizen = Applicant().to_notice().hear(t.Proceed(), w.CardRead(ZHANG))
    assert (
        citizen.hear(f.DraftFound(None, handed=(f.HandedIn("other", "N", "2026-11-22", "14:05", ""),))).page
        == "applicant"
    )
