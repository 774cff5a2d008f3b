"""The IPP printer's twin: what a real driver sees of its paper and its jobs."""

from drivers.document_printer.a4 import A4Printer
from drivers.sim.ipp_printer import IppLine, IppPrinterTwin
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


def test_a_page_comes_out_once_however_often_its_name_is_asked_for():
    with driven(IppLine(IppPrinterTwin()), A4Printer) as desk:
        assert desk.driver.start().ready
        first, again = desk.do("test_page", job="j1"), desk.do("test_page", job="j1")
        assert (first.code, first.result["pages"]) == (CompletionCode.SUCCESS, 1)
        assert again.result["repeated"]
        assert [paper[:5] for paper in desk.twin.papers] == [b"%PDF-"]


def test_a_printer_that_takes_nothing_new_says_so():
    with driven(IppLine(IppPrinterTwin()), A4Printer) as desk:
        desk.hand(desk.twin.hands()["refuse"].do, "on")
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "queue.refusing")
        desk.hand(desk.twin.hands()["refuse"].do, "off")
        assert desk.driver.idle().ready
