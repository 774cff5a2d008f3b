"""A document that only looks like one."""

import tempfile

import pytest

from drivers.document_printer.trial_page import trial_page
from drivers.types import CompletionCode
from tests.support.print_queue import printer

WHOLE = trial_page(["whole"], 3)


@pytest.mark.parametrize("data", [WHOLE[:-60], WHOLE[:400], b"", b"%PDF-1.7\n", WHOLE[1:]])
def test_a_document_that_was_cut_off_is_not_even_sent(data):
    with printer() as desk, tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        done = desk.print(path=file.name)
        assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "document.unreadable")
        assert desk.spool() == []


def test_a_document_that_no_filter_can_read_is_no_success_and_goes():
    with printer(stall_ms=1000) as desk, tempfile.NamedTemporaryFile() as file:
        file.write(b"%PDF-1.7\nthis is not what it says\nstartxref\n0\n%%EOF\n")
        file.flush()
        done = desk.print(path=file.name)
        assert done.code is CompletionCode.OUTCOME_UNKNOWN
        assert (done.evidence["state"], done.evidence["pages"]) == ("canceled", 0)
        assert desk.service.papers() == []
        assert desk.do("cancel_all").done
        assert desk.spool() == []
