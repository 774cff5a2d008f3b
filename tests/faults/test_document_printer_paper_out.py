"""The A4 printer's tray is empty."""

from drivers.types import Actor, CompletionCode, Supply
from tests.support.print_queue import later, printer

EMPTY = ["media-empty-error"]


def test_without_paper_the_document_is_taken_back_and_not_called_printed():
    with printer() as desk:
        desk.service.set(reasons=EMPTY)
        done = desk.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "tray.empty")
        assert (done.evidence["state"], done.evidence["confirmed_by"]) == ("canceled", "none")
        status = desk.driver.look()
        assert (status.code, status.actor, status.supplies["paper"]) == (
            "tray.empty",
            Actor.STAFF,
            Supply.OUT,
        )
        desk.put_right()
        assert desk.print(job="next").done
        assert [paper.stem for paper in desk.service.papers()] == ["job-2"]
        assert desk.driver.look().code == ""


def test_paper_that_is_put_in_soon_lets_the_document_come_out():
    with printer(trouble_ms=15_000) as desk:
        desk.service.set(reasons=EMPTY, at=2)
        desk.when("sentToPrinter", lambda: later(1.5, desk.service.set))
        assert desk.print(pages=3).done
        assert desk.service.pages_out() == 3


def test_a_document_broken_off_on_its_second_page_is_never_sent_again_by_itself():
    with printer() as desk:
        desk.service.set(reasons=EMPTY, at=2)
        assert desk.print(pages=3).code is CompletionCode.OUTCOME_UNKNOWN
        assert desk.service.pages_out() == 1
        desk.put_right()
        again = desk.print(pages=3)
        assert (again.code, again.evidence["repeated"]) == (CompletionCode.OUTCOME_UNKNOWN, True)
        assert desk.service.pages_out() == 1
