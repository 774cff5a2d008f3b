"""Copying as a flow: paper is counted before it is used, and given back only when none came out."""

import pytest

from kiosk.flows import touches as t
from kiosk.flows.copy_words import (
    ChooseForm,
    OpenForms,
    PrintCopies,
    PrintCopy,
    PrinterSeen,
    SetCopies,
    SetSides,
)
from kiosk.flows.facts import Health
from kiosk.flows.filing.words import DropPage, EndScan, ScanEnded, ScanPages, StartScan, StopScanning
from kiosk.flows.terminal import opening, step
from kiosk.flows.visit import Page, Rules
from kiosk.flows.words import HealthChanged, PaperEnded, PrintGuide, PrintOutcome, Tick
from tests.support.copy_pages import equipped, scanned
from tests.support.guides import PERMIT

RULES = Rules(120_000, 30_000, 20_000, copies_most=6)
GOOD = Health(online=True, card_reader="", code_scanner="", printer="")
OPENED = [equipped(GOOD), t.Begin(), t.Want(t.Purpose.COPY), PrinterSeen(two_sided=True)]


def played(*events):
    """The state after these, and every effect on the way."""
    state, effects = opening(0)
    for event in events:
        state, more = step(state, event, RULES)
        effects = (*effects, *more)
    return state, effects


@pytest.mark.parametrize(
    ("outcome", "used", "problem"),
    [
        (PrintOutcome.PRINTED, 4, ""),
        (PrintOutcome.UNKNOWN, 4, "copy.unknown"),
        (PrintOutcome.NOT_PRINTED, 0, "tray.empty"),
    ],
)
def test_paper_is_counted_unless_it_certainly_did_not_come_out(outcome, used, problem):
    ended = PaperEnded("c1", outcome, {"copy.unknown": "job.unconfirmed"}.get(problem, problem))
    state, _ = played(*OPENED, *scanned(2), t.Proceed(), SetCopies(2), PrintCopy("c1"), ended)
    assert (state.page, state.visit.copying.used, state.visit.problem) == (Page.COPY_DONE, used, problem)


def test_more_than_the_visits_paper_is_not_set_and_not_printed():
    state, effects = played(
        *OPENED, *scanned(5), t.Proceed(), SetCopies(2), SetSides(both=True), SetCopies(2)
    )
    assert (state.visit.copying.copies, state.visit.copying.sheets) == (2, 6)
    state, effects = played(
        *OPENED, *scanned(5), t.Proceed(), SetSides(both=True), SetCopies(3), PrintCopy("c1")
    )
    assert [each.copies for each in effects if isinstance(each, PrintCopies)] == [1]


def test_a_stack_that_is_too_high_is_stopped_at_the_last_page_that_can_be_copied():
    state, effects = played(*OPENED[:3], PrinterSeen(two_sided=False), *scanned(8)[:-1])
    assert len(state.visit.copying.scans) == 6
    assert StopScanning() in effects
    state, _ = step(state, ScanEnded("copy"), RULES)
    assert (state.page, state.visit.problem) == (Page.COPY_PAGES, "copy.enough")


def test_a_page_that_is_taken_away_is_not_printed_and_without_any_it_begins_anew():
    state, effects = played(*OPENED, *scanned(2), DropPage(0), t.Proceed(), PrintCopy("c1"))
    assert [each.pages for each in effects if isinstance(each, PrintCopies)] == [(f"{1:064x}",)]
    state, _ = played(*OPENED, *scanned(1, "camera", card=True), DropPage(0))
    assert (state.page, state.visit.copying.scans) == (Page.COPY, ())
    state, effects = step(state, StartScan("camera"), RULES)
    assert state.page is Page.COPY_SCAN
    assert effects == (ScanPages("copy", "camera", card=True, keep=False),)


def test_an_answer_that_never_comes_is_not_printed():
    state, _ = played(*OPENED, *scanned(1), t.Proceed(), PrintCopy("c1"), Tick(1), Tick(100_000))
    assert (state.page, state.visit.copying.came, state.visit.copying.used) == (
        Page.COPY_DONE,
        PrintOutcome.UNKNOWN,
        1,
    )


def test_a_scan_that_is_stopped_before_its_first_page_leads_back_without_a_reproach():
    state, effects = played(*OPENED, *scanned(0)[:1], EndScan(), ScanEnded("copy"))
    assert StopScanning() in effects
    assert (state.page, state.visit.problem) == (Page.COPY, "")


def test_nothing_of_a_copy_is_left_after_the_visit():
    state, _ = played(*OPENED, *scanned(2), t.Proceed(), t.Finish(), t.Finish())
    assert state.visit is None


def test_a_guide_in_short_comes_on_the_receipt_printer_when_the_a4_printer_is_down():
    down = equipped(GOOD, document_printer="tray.jammed")
    state, effects = played(down, *PERMIT, OpenForms(), ChooseForm("short", "f1"))
    assert isinstance(effects[-1], PrintGuide)
    state, _ = played(down, *PERMIT, OpenForms(), ChooseForm("guide", "f1"))
    assert (state.page, state.visit.problem) == (Page.GUIDE_FORMS, "tray.jammed")
    state, _ = played(HealthChanged(GOOD), *PERMIT, OpenForms())
    assert state.page is Page.GUIDE
