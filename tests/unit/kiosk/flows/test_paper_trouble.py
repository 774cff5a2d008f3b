"""When no paper comes, or nobody knows."""

import pytest

from kiosk.flows.touches import Finish, PaperSeen, Retry
from kiosk.flows.words import (
    CaseSaved,
    EndVisit,
    PaperConfirmed,
    PaperEnded,
    PaperTaken,
    PrintAgain,
    PrintOutcome,
)
from tests.unit.kiosk.flows.citizen import Citizen

OUT = PaperEnded("i1", PrintOutcome.NOT_PRINTED, "paper.out")
UNKNOWN = PaperEnded("i1", PrintOutcome.UNKNOWN, "bus.gone")


def test_no_paper_keeps_the_number_on_the_screen_with_the_reason():
    citizen = Citizen().to_printing().hear(OUT)
    assert (citizen.page, citizen.visit.order.number) == ("no_paper", "A012")
    assert citizen.visit.order.problem == "paper.out"


def test_once_staff_have_put_paper_in_the_same_number_is_printed():
    citizen = Citizen().to_printing().hear(OUT)
    citizen.fresh()
    citizen.hear(Retry())
    assert (citizen.page, citizen.fresh()) == ("printing", [PrintAgain("i1")])
    assert citizen.hear(PaperEnded("i1", PrintOutcome.PRINTED)).page == "ticket"


def test_who_has_noted_the_number_may_leave_without_paper():
    citizen = Citizen().to_printing().hear(OUT)
    citizen.fresh()
    assert citizen.hear(Finish()).page == "attract"
    assert citizen.fresh() == [EndVisit()]


def test_nobody_knows_so_the_citizen_is_asked_and_nothing_is_printed_by_itself():
    citizen = Citizen().to_printing()
    citizen.fresh()
    assert citizen.hear(UNKNOWN).page == "paper_question"
    assert citizen.fresh() == []
    assert citizen.wait(60).fresh() == []


def test_yes_is_told_to_the_printer():
    citizen = Citizen().to_printing().hear(UNKNOWN)
    citizen.fresh()
    assert citizen.hear(PaperSeen(whole=True)).page == "ticket"
    assert citizen.fresh() == [PaperConfirmed("i1")]


def test_no_prints_the_same_number_once_more():
    citizen = Citizen().to_printing().hear(UNKNOWN)
    citizen.fresh()
    assert citizen.hear(PaperSeen(whole=False), PaperSeen(whole=False)).page == "printing"
    assert citizen.fresh() == [PrintAgain("i1")]


def test_leaving_the_question_open_claims_nothing():
    citizen = Citizen().to_printing().hear(UNKNOWN)
    citizen.fresh()
    citizen.wait(200)
    assert (citizen.page, citizen.fresh()) == ("attract", [EndVisit()])


def test_an_answer_that_comes_late_is_taken():
    citizen = Citizen().to_printing().hear(UNKNOWN, PaperEnded("i1", PrintOutcome.PRINTED))
    assert citizen.page == "ticket"


def test_a_printer_that_never_answers_ends_in_the_question():
    citizen = Citizen().to_printing().wait(100)
    assert (citizen.page, citizen.visit.order.number) == ("paper_question", "A012")
    assert citizen.visit.order.problem == "paper.unknown"


@pytest.mark.parametrize("busy", ["to_issuing", "to_submitting"])
def test_an_order_that_is_never_answered_says_so(busy):
    citizen = getattr(Citizen(), busy)().wait(100)
    assert (citizen.page, citizen.visit.problem) == ("refused", "hall.noAnswer")


def test_a_receipt_that_is_not_printed_keeps_the_case():
    citizen = Citizen().to_submitting().hear(CaseSaved("i2", "T1-20261122-0007", confirmed=True))
    citizen.hear(PaperEnded("i2", PrintOutcome.NOT_PRINTED, "cover.open"))
    assert (citizen.page, citizen.visit.order.number) == ("no_paper", "T1-20261122-0007")
    citizen.hear(Retry(), PaperEnded("i2", PrintOutcome.PRINTED))
    assert citizen.page == "receipt"


def test_a_receipt_that_came_out_on_a4_is_not_taken_from_the_receipt_printer():
    citizen = Citizen().to_submitting().hear(CaseSaved("i2", "T1-20261122-0007", confirmed=False))
    citizen.hear(PaperEnded("i2", PrintOutcome.UNKNOWN, "bus.gone", a4=True))
    assert (citizen.page, citizen.visit.order.a4) == ("paper_question", True)
    citizen.hear(PaperEnded("i2", PrintOutcome.PRINTED, a4=True), PaperTaken())
    assert (citizen.page, citizen.visit.order.a4, citizen.visit.order.taken) == ("receipt", True, False)


def test_the_receipt_printer_back_at_work_is_where_the_paper_is():
    citizen = Citizen().to_submitting().hear(CaseSaved("i2", "T1-20261122-0007", confirmed=True))
    citizen.hear(PaperEnded("i2", PrintOutcome.NOT_PRINTED, "tray.empty", a4=True), Retry())
    citizen.hear(PaperEnded("i2", PrintOutcome.PRINTED), PaperTaken())
    assert (citizen.visit.order.a4, citizen.visit.order.taken) == (False, True)
