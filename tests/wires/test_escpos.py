"""The printer's driver and its twin over a pseudo terminal and over TCP, byte by byte."""

import pytest

from drivers.printer.ticket import TicketPrinter
from drivers.sim.faults import Fault
from drivers.sim.tcp_line import TcpLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.transport.base import WireError
from drivers.transport.open import open_connection
from drivers.types import Action, Command, CompletionCode, DeviceState, Supply
from tests.support.papers import RECEIPT
from tests.support.printing import OPTIONS, Bench, Hand, bench


def test_a_ticket_is_printed_and_confirmed_by_the_printers_own_status():
    with bench() as b:
        assert b.driver.start().device is DeviceState.ONLINE
        done = b.print()
        assert (done.code, done.error) == (CompletionCode.SUCCESS, "")
        assert done.evidence["confirmed_by"] == "status"
        assert done.evidence["before"]["paper"] == done.evidence["after"]["paper"] == "full"
        assert done.evidence["bytes"] > 300
        (text,) = b.torn()
        assert "A012" in text


def test_a_job_can_be_confirmed_by_its_own_id():
    with bench(job_confirm=True) as b:
        b.driver.start()
        for _ in range(3):
            assert b.print().evidence["confirmed_by"] == "process_id"
        assert len(b.torn()) == 3


def test_evidence_says_nothing_personal():
    with bench() as b:
        b.driver.start()
        done = b.print(form="receipt", **RECEIPT | {"applicant": "䶮*凡"})
        assert done.done
        assert done.evidence["raster_lines"] == 1
        assert "凡" not in repr(done)


def test_the_same_over_tcp():
    twin, hand = TicketPrinterTwin(), Hand()
    with TcpLine(twin) as line:
        connection = open_connection(line.port, {}, hand.check)
        b = Bench(twin, line, TicketPrinter(connection, OPTIONS, hand), hand)
        assert b.driver.start().ready
        assert b.print().done
        assert len(b.torn()) == 1
        connection.close()


def test_a_58_mm_printer_gets_narrow_paper():
    with bench(TicketPrinterTwin(384), dots=384, columns=32) as b:
        b.driver.start()
        assert b.print(number="A2-015").done
        (text,) = b.torn()
        assert "A2-015" in text


def test_the_status_is_a_result_too():
    with bench() as b:
        b.driver.start()
        done = b.do("status")
        assert done.result == {
            "device": "online",
            "code": "",
            "paper": "full",
            "cover": "closed",
            "cutter": "ok",
            "head": "ok",
        }


def test_self_test_and_cut_make_a_piece_each():
    with bench() as b:
        b.driver.start()
        assert b.do("self_test").done
        assert b.do("cut").done
        assert len(b.torn()) == 2


def test_an_unknown_order_is_refused():
    with bench() as b:
        b.driver.start()
        assert b.do("retract").code is CompletionCode.UNSUPPORTED_COMMAND


@pytest.mark.parametrize("changed", [{"ahead": "many" * 100}, {"qr": "x" * 5000}, {"language": "fr"}])
def test_wrong_data_prints_nothing_and_is_named(changed):
    with bench() as b:
        b.driver.start()
        done = b.print(**changed)
        assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "data.invalid")
        assert next(iter(changed)) in done.evidence["detail"]
        assert b.torn() == []


def test_a_command_without_form_is_invalid():
    with bench() as b:
        b.driver.start()
        assert b.do("print_form").error == "data.invalid"


@pytest.mark.parametrize(
    ("options", "said"),
    [({"nativeqr": True}, "native_qr"), ({"reply_ms": "fast"}, "reply_ms"), ({"dots": 500}, "dots = 500")],
)
def test_a_wrong_option_says_what_to_write(options, said):
    with pytest.raises(WireError, match=said), bench(**options):
        pass


def test_automatic_status_is_noticed_between_polls_and_told():
    with bench() as b:
        b.driver.start()
        b.fault(Fault.NEAR_END)
        status = b.driver.idle()
        assert (status.device, status.code, status.action) == (
            DeviceState.ONLINE,
            "paper.low",
            Action.MAINTENANCE,
        )
        assert status.supplies["paper"] is Supply.LOW
        assert [event.data["paper"] for event in b.hand.events] == ["low"]
        assert b.print().done


def test_half_a_job_of_an_earlier_life_does_not_spoil_the_next():
    with bench() as b:
        b.driver.start()
        half = b"\x1b@\x1c&\x1dv0\x00\x48\x00\x30\x00" + b"\x00" * 1000
        b.line.act(lambda: b.twin.feed(half))
        b.driver.start()
        assert b.print().done
        (text,) = b.torn()
        assert "A012" in text


def test_frames_have_names_without_contents():
    assert TicketPrinter.frame_label(">", b"\x10\x04\x02") == "DLE EOT 2"
    assert TicketPrinter.frame_label(">", "张小凡".encode("gbk")) == "print data"
    assert TicketPrinter.frame_label("<", b"\x12") == "answer"


def test_stop_ends_automatic_status():
    with bench() as b:
        b.driver.start()
        b.driver.stop()
        assert b.driver.perform(Command("3", "status")).done
        b.fault(Fault.NEAR_END)
        assert b.twin.unasked() == []
