"""The printer's backend fails after the pages, or does not hear a cancel."""

from drivers.types import CompletionCode
from tests.support.print_queue import printer


def test_a_backend_that_fails_aborts_the_job_and_nobody_calls_it_printed():
    with printer(service={"policy": "abort-job"}) as desk:
        desk.service.set(end="failed")
        done = desk.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.aborted")
        again = desk.print()
        assert (again.code, len(desk.service.papers())) == (CompletionCode.OUTCOME_UNKNOWN, 1)


def test_a_backend_that_wants_to_try_again_does_not_print_again_and_again():
    with printer(service={"policy": "stop-printer"}) as desk:
        desk.service.set(end="failed")
        assert desk.print().code is CompletionCode.OUTCOME_UNKNOWN
        assert desk.do("cancel_all").done
        assert len(desk.service.papers()) == 1


def test_a_printer_that_does_not_hear_a_cancel_is_told_so():
    with printer(trouble_ms=500) as desk:
        desk.service.set(reasons=["media-empty-error"], deaf=True)
        done = desk.print()
        assert done.code is CompletionCode.OUTCOME_UNKNOWN
        assert done.error == "tray.empty"
