"""How is my case: by card, by code, without the network, with wrong codes, and its notices on paper."""

from dataclasses import replace

import pytest

from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.case_words import CaseRead, CasesFound, FindCases, PrintNotice
from tests.support.cases import progress_of
from tests.unit.kiosk.flows.citizen import GOOD, ZHANG, Citizen

ONE = progress_of("T1-20261116-K7X-0004", "yellow", todo=True)
TWO = progress_of("T1-20261118-K7X-0007", "red")
AWAY = w.HealthChanged(replace(GOOD, online=False))


@pytest.fixture
def citizen():
    return Citizen().hear(t.Begin(), t.Want(t.Purpose.PROGRESS))


def asked(citizen, kind):
    return [each for each in citizen.fresh() if isinstance(each, kind)]


def test_card_and_scanner_are_waited_for_at_once(citizen):
    assert citizen.page == "progress"
    assert citizen.asked == [w.ReadCard(), w.ReadCode(case=True)]


def test_a_card_asks_for_its_cases_and_the_only_one_is_shown(citizen):
    (wish,) = asked(citizen.hear(w.CardSeen(), w.CardRead(ZHANG)), FindCases)
    assert wish.id_number == ZHANG.id_number
    assert citizen.hear(CasesFound((ONE,))).page == "case"
    assert citizen.visit.case == ONE.number


def test_of_several_one_is_chosen_and_back_leads_to_the_others(citizen):
    citizen.hear(w.CardRead(ZHANG), CasesFound((ONE, TWO)))
    assert citizen.page == "cases"
    assert citizen.hear(t.ChooseCase("T1-1-X-1")).page == "cases"
    assert citizen.hear(t.ChooseCase(TWO.number)).page == "case"
    assert citizen.hear(t.Back()).page == "cases"
    assert citizen.hear(t.Back()).page == "home"
    assert citizen.visit.cases == ()


def test_a_code_is_typed_and_what_no_code_has_is_said(citizen):
    citizen.hear(*map(t.Digit, "K7XM4O"))
    assert citizen.visit.problem == "progress.sign"
    assert citizen.hear(t.Proceed()).visit.problem == "progress.codeShort"
    citizen.hear(*map(t.Digit, "PQ29AZZ"))
    (wish,) = asked(citizen.hear(t.Proceed()), FindCases)
    assert wish == FindCases(code="K7XM4PQ29A")
    citizen.hear(t.Proceed())
    assert asked(citizen, FindCases) == []


def test_a_scanned_code_asks_at_once(citizen):
    (wish,) = asked(citizen.hear(CaseRead("K7XM4PQ29A")), FindCases)
    assert wish.code == "K7XM4PQ29A"


def test_a_wrong_code_says_so_and_the_readers_wait_again(citizen):
    said = w.Said(*(progress_of("T1-1", "red").title,) * 2)
    citizen.hear(*map(t.Digit, "K7XM4PQ29A"), t.Proceed()).fresh()
    citizen.hear(CasesFound((), "case.noneForCode", said))
    assert (citizen.page, citizen.visit.problem, citizen.visit.said) == ("progress", "case.noneForCode", said)
    assert citizen.fresh() == [w.ReadCard(), w.ReadCode(case=True)]


def test_a_card_without_cases_does_not_keep_the_next_one_from_being_read(citizen):
    citizen.hear(w.CardRead(ZHANG), CasesFound(()))
    assert (citizen.visit.problem, citizen.visit.person) == ("progress.none", None)


def test_without_the_network_nothing_is_read_and_its_return_is_found_at_once():
    citizen = Citizen().hear(AWAY, t.Begin(), t.Want(t.Purpose.PROGRESS))
    assert (citizen.page, citizen.visit.problem) == ("progress", "progress.offline")
    assert citizen.fresh() == []
    assert citizen.hear(t.Retry()).visit.problem == "progress.offline"
    citizen.hear(w.HealthChanged(GOOD))
    assert citizen.visit.problem == ""
    assert citizen.fresh() == [w.ReadCard(), w.ReadCode(case=True)]
    assert citizen.hear(t.Back()).page == "home"


def test_the_network_that_breaks_while_it_looks_is_said(citizen):
    citizen.hear(w.CardRead(ZHANG), CasesFound((), "progress.offline"))
    assert citizen.visit.problem == "progress.offline"
    (again,) = asked(citizen.hear(t.Retry()), FindCases)[-1:]
    assert again.id_number == ZHANG.id_number


@pytest.mark.parametrize(
    ("outcome", "listed", "problem"),
    [
        (w.PrintOutcome.PRINTED, True, ""),
        (w.PrintOutcome.NOT_PRINTED, False, "paper.out"),
        (w.PrintOutcome.UNKNOWN, False, "paper.out"),
    ],
)
def test_a_notice_is_printed_and_the_case_is_shown_again(citizen, outcome, listed, problem):
    citizen.hear(w.CardRead(ZHANG), CasesFound((ONE,)), t.ChooseNotice(1, "i1"))
    (order,) = asked(citizen, PrintNotice)
    assert (order.case.number, order.at, citizen.page) == (ONE.number, 1, "printing")
    citizen.hear(w.PaperEnded("i1", outcome, "" if listed else "paper.out"))
    assert (citizen.page, citizen.visit.listed, citizen.visit.problem) == ("case", listed, problem)


def test_a_notice_that_is_not_there_is_not_printed(citizen):
    citizen.hear(w.CardRead(ZHANG), CasesFound((ONE,)), t.ChooseNotice(7, "i1"))
    assert citizen.page == "case"


def test_a_printer_that_never_answers_asks_the_citizen_and_leads_back(citizen):
    citizen.hear(w.CardRead(ZHANG), CasesFound((ONE,)), t.ChooseNotice(0, "i1")).wait(91)
    assert citizen.page == "paper_question"
    assert citizen.hear(t.PaperSeen(whole=True)).page == "case"
    assert citizen.visit.listed


def test_after_the_end_nobody_sees_the_cases(citizen):
    citizen.hear(w.CardRead(ZHANG), w.CardLifted(), CasesFound((ONE,)), t.Finish())
    assert citizen.visit is None
    assert ONE.number not in repr(citizen.state)
