"""Paper is jammed in the A4 printer, its cover is open, or its toner is used up."""

import pytest

from drivers.types import Action, CompletionCode
from tests.support.print_queue import printer


@pytest.mark.parametrize(
    ("reason", "error", "action", "part"),
    [
        ("media-jam-error", "tray.jammed", Action.CLEAR, ("media", "jammed")),
        ("cover-open-error", "tray.coverOpen", Action.MAINTENANCE, ("cover", "open")),
        ("door-open-error", "tray.coverOpen", Action.MAINTENANCE, ("cover", "open")),
        ("toner-empty-error", "toner.out", Action.MAINTENANCE, ("media", "unknown")),
        ("output-area-full-error", "tray.outputFull", Action.MAINTENANCE, ("media", "unknown")),
        ("offline-error", "printer.offline", Action.MAINTENANCE, ("media", "unknown")),
        ("fuser-over-temp-error", "printer.error", Action.RESET, ("media", "unknown")),
    ],
)
def test_trouble_in_the_middle_of_a_document_is_told_by_its_name(reason, error, action, part):
    with printer() as desk:
        desk.service.set(reasons=[reason], at=2)
        done = desk.print(pages=2)
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, error)
        status = desk.driver.look()
        assert (status.code, status.action) == (error, action)
        assert status.parts[part[0]] == part[1]
        assert desk.service.papers() == []


def test_a_printer_in_trouble_when_the_queue_says_completed_has_printed_nobody_knows_what():
    with printer() as desk:
        desk.service.set(after=["media-jam-error"])
        done = desk.print()
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "tray.jammed")
        assert done.evidence["state"] == "completed"
