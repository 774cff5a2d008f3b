"""An A4 printer on the network in trouble, or behind a bad cable: what was not seen to come out is not called printed."""

import pytest

from drivers.document_printer.a4 import A4Printer
from drivers.sim.faults import Fault
from drivers.sim.ipp_printer import IppLine, IppPrinterTwin
from drivers.types import CompletionCode
from tests.support.direct import driven
from tests.support.print_queue import driver_at, later

OPTIONS = {"owner": "kiosk1", "trouble_ms": 0, "answer_ms": 500}


@pytest.fixture
def desk():
    with driven(IppLine(IppPrinterTwin()), A4Printer, OPTIONS) as desk:
        assert desk.driver.start().ready
        yield desk


@pytest.mark.parametrize(
    ("fault", "code"),
    [(Fault.PAPER_OUT, "tray.empty"), (Fault.JAM, "tray.jammed"), (Fault.COVER_OPEN, "tray.coverOpen")],
)
def test_nothing_is_sent_to_a_printer_in_trouble(desk, fault, code):
    desk.line.set_fault(fault)
    assert desk.driver.idle().code == code
    assert desk.do("test_page", job="j1").error == code
    desk.line.set_fault(Fault.NONE)
    assert desk.driver.idle().ready
    assert desk.twin.papers == []


def test_paper_that_runs_out_meanwhile_stops_the_job_and_it_is_taken_back(desk):
    def run_out(event):
        if event.kind == "jobQueued":
            desk.line.set_fault(Fault.PAPER_OUT)

    desk.context.on_event = run_out
    done = desk.do("test_page", job="j1")
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "tray.empty")
    desk.context.on_event = lambda event: None
    desk.line.set_fault(Fault.NONE)
    assert desk.do("test_page", job="j2").done
    assert len(desk.twin.papers) == 1


def test_little_paper_is_told_and_no_reason_not_to_print(desk):
    desk.line.set_fault(Fault.NEAR_END)
    assert desk.do("test_page", job="j1").done
    status = desk.driver.idle()
    assert (status.ready, status.code) == (True, "tray.low")


def test_a_slow_network_is_waited_for():
    with driven(IppLine(IppPrinterTwin()), A4Printer) as desk:
        desk.line.set_fault(Fault.SLOW)
        assert desk.driver.start().ready


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.GARBAGE_BEFORE])
def test_a_printer_that_cannot_be_understood_gets_nothing(desk, fault):
    desk.line.set_fault(fault)
    assert not desk.do("test_page", 1500, job="j1").done
    assert not desk.driver.idle().ready
    desk.line.set_fault(Fault.NONE)
    assert desk.driver.idle().ready
    assert desk.twin.papers == []
    assert desk.do("test_page", job="j1").done


def test_a_plug_pulled_between_the_pages_is_told_and_it_comes_back(desk):
    desk.line.unplug()
    done = desk.do("test_page", job="j1")
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "bus.notFound")
    desk.line.plug()
    assert desk.do("test_page", job="j1").done


def test_whoever_gives_up_does_not_wait_for_a_printer_that_fell_mute():
    twin = IppPrinterTwin()
    with IppLine(twin) as line, driver_at(None, line.port) as desk:
        assert desk.driver.start().ready

        def fall_mute():
            line.set_fault(Fault.NO_ANSWER)
            later(0.3, lambda: setattr(desk.context, "give_up", True))

        desk.when("jobQueued", fall_mute)
        began = desk.context.now_ms()
        assert desk.do("test_page", job="j1").code is CompletionCode.OUTCOME_UNKNOWN
        assert desk.context.now_ms() - began < 2500
        assert twin.papers == []
