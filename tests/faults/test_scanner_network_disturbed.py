"""A scanner on the network in trouble, or behind a bad line: no page is kept that did not come whole."""

import pytest

from drivers.sim.faults import Fault
from tests.support.processes import patient
from tests.support.sane_scanner import twin_scanner, workers


@pytest.mark.parametrize(
    ("fault", "error"), [(Fault.JAM, "page.jammed"), (Fault.COVER_OPEN, "scanner.coverOpen")]
)
def test_a_jam_and_an_open_cover_keep_no_page_until_they_are_put_right(fault, error):
    with twin_scanner(sheets=2) as desk:
        assert desk.driver.start().ready
        desk.twin.set_fault(fault)
        assert desk.scan(source="feeder").error == error
        assert desk.files() == []
        desk.twin.set_fault(Fault.NONE)
        desk.machine.sheets = 1
        assert len(desk.scan(source="feeder").result["pages"]) == 1


@pytest.mark.parametrize("fault", [Fault.HALF_FRAME, Fault.GARBAGE_BEFORE])
def test_what_is_no_answer_of_a_scanner_is_no_page(fault):
    with twin_scanner(sheets=1, stall_ms=1000) as desk:
        assert desk.driver.start().ready
        patient(lambda: not workers())
        desk.twin.set_fault(fault)
        assert not desk.scan(source="feeder").done
        assert desk.files() == []
        desk.twin.set_fault(Fault.NONE)
        assert desk.scan(source="feeder").done


def test_a_slow_line_brings_the_page_all_the_same():
    with twin_scanner(sheets=1) as desk:
        desk.twin.set_fault(Fault.SLOW)
        assert len(desk.scan(source="feeder").result["pages"]) == 1
