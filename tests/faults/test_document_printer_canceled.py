"""Somebody cancels: the citizen leaves, a hand at the queue, or the printer's backend itself."""

import subprocess

from drivers.types import Canceled, CompletionCode
from tests.support.print_queue import printer
from tests.support.sane_scanner import OnceContext


def test_a_citizen_who_leaves_takes_the_document_along():
    with printer() as desk:
        desk.service.set(reasons=["media-empty-error"])
        desk.when("sentToPrinter", lambda: setattr(desk.context, "give_up", True))
        done = desk.print(timeout_ms=60_000)
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.canceled")
        assert done.evidence["state"] == "canceled"
        desk.put_right()
        assert desk.print(job="next").done
        assert len(desk.service.papers()) == 1


def test_a_citizen_who_leaves_before_anything_was_printed_left_nothing():
    with printer() as desk:
        host = desk.service.port.removeprefix("ipp://").partition("/")[0]
        subprocess.run(["/usr/sbin/cupsdisable", "-h", host, "A4"], check=True)
        desk.driver._template = lambda *args, **rest: []
        desk.when("jobQueued", lambda: setattr(desk.context, "give_up", True))
        done = desk.print()
        assert done.code is CompletionCode.CANCELED
        assert desk.do("cancel_all").done
        assert desk.spool() == []


def test_a_hand_at_the_queue_makes_the_outcome_unknown():
    with printer() as desk:
        host = desk.service.port.removeprefix("ipp://").partition("/")[0]
        desk.service.set(sheet_ms=600_000)
        desk.when("sentToPrinter", lambda: subprocess.run(["cancel", "-h", host, "A4-1"], check=True))
        done = desk.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.canceled")


def test_a_backend_that_cancels_is_no_success():
    with printer() as desk:
        desk.service.set(end="cancel")
        assert desk.print().code is CompletionCode.OUTCOME_UNKNOWN


def test_a_citizen_who_leaves_while_the_document_is_sent_took_it_along_and_the_next_one_prints():
    with printer() as desk:
        check, checks = desk.context.check, iter(range(10_000))

        def leave():
            if "jobQueued" in desk.context.kinds and next(checks) == 6:
                raise Canceled
            check()

        desk.context.check = desk.driver._exchange._connection._inner._alive = leave
        done = desk.print(pages=600)
        assert (done.code, done.error) == (CompletionCode.CANCELED, "job.canceled")
        desk.context.check = check
        assert desk.print(job="next", pages=1).done
        assert [paper.stem for paper in desk.service.papers()] == ["job-2"]


class Ending(OnceContext):
    """The program ends: whatever is waited for from here on is interrupted."""

    give_up = property(lambda self: True, lambda self, value: None)


def test_a_program_that_ends_while_a_document_is_taken_back_says_that_nobody_knows():
    with printer() as desk:
        desk.service.set(reasons=["media-empty-error"])
        desk.when("sentToPrinter", lambda: setattr(desk.context, "__class__", Ending))
        done = desk.print(timeout_ms=60_000)
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.canceled")
