"""A4 printers behind a real CUPS: one document once, followed to its end, and nothing left behind."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drivers.document_printer.a4 import A4Printer, print_timeout_ms
from drivers.document_printer.trial_page import trial_page
from drivers.transport.base import WireError, WireReason
from drivers.transport.open import open_connection
from drivers.types import Command, CompletionCode, DeviceState, Supply
from tests.support.direct import TestContext
from tests.support.print_queue import cups_server, driver_at, print_service, printer
from tests.support.processes import patient, running
from tests.support.supervised import Bench, spec


def pages_of(paper):
    return len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", paper.read_bytes()))


def test_a_document_comes_out_once_with_the_queues_word_for_it():
    with printer() as desk:
        done = desk.print(pages=3)
        assert done.done
        assert done.result["job"] == "kiosk1-j1"
        assert (done.result["state"], done.result["confirmed_by"]) == ("completed", "queue")
        (paper,) = desk.service.papers()
        assert pages_of(paper) == 3
        assert desk.context.kinds[:2] == ["jobQueued", "sentToPrinter"]
        assert desk.driver.look().counters == {"jobs": 1, "confirmed": 1, "leftovers": 0}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ({"duplex": True, "color": True}, ["sides=two-sided-long-edge", "print-color-mode=color"]),
        ({}, ["sides=one-sided", "print-color-mode=monochrome", "media=iso_a4_210x297mm"]),
    ],
)
def test_sides_and_color_reach_the_printer(args, told):
    with printer() as desk:
        assert desk.print(**args).done
        options = desk.service.options_of(desk.service.papers()[0]).split()
        assert set(told) <= set(options)


def test_copies_come_out_of_one_job():
    with printer() as desk:
        assert desk.print(pages=2, copies=3).done
        (paper,) = desk.service.papers()
        assert pages_of(paper) == 6


def test_the_same_name_never_prints_twice():
    with printer() as desk:
        first = desk.print()
        again = desk.print()
        assert again.done
        assert again.result == {**first.result, "repeated": True}
        assert len(desk.service.papers()) == 1
        assert desk.print(job="j2").done
        assert len(desk.service.papers()) == 2


def test_a_driver_that_was_started_anew_asks_the_queue_before_it_prints_again():
    with print_service() as service:
        for _ in range(2):
            with driver_at(service) as desk:
                assert desk.driver.start().ready
                done = desk.print()
                assert done.done
        assert done.result["repeated"] is True
        assert len(service.papers()) == 1


def test_another_kiosks_document_of_the_same_name_is_another_document():
    with print_service() as service:
        for owner in ("kiosk1", "kiosk2"):
            with driver_at(service, owner=owner) as desk:
                desk.driver.start()
                assert desk.print().done
        assert len(service.papers()) == 2


def test_at_the_end_of_a_visit_nothing_of_it_is_left_at_the_queue():
    with printer() as desk:
        assert desk.print().done
        assert "d00001-001" in desk.spool()
        told = desk.do("cancel_all")
        assert told.result == {"canceled": 0, "forgotten": 1, "history": 0}
        assert desk.do("end_transaction").result == {"media_left": None, "buffers_cleared": True}
        assert desk.spool() == []
        assert desk.print().result["repeated"] is True
        assert len(desk.service.papers()) == 1


def test_other_peoples_jobs_are_left_alone():
    with print_service() as service, ThreadPoolExecutor() as pool:
        service.set(reasons=["media-empty-error"])
        with driver_at(service, owner="kiosk2", trouble_ms=600_000, stall_ms=600_000) as other:
            other.driver.start()
            theirs = pool.submit(other.print)
            patient(lambda: "sentToPrinter" in other.context.kinds)
            with driver_at(service) as desk:
                desk.driver.start()
                assert desk.context.kinds == []
                assert desk.do("cancel_all").result == {"canceled": 0, "forgotten": 0, "history": 0}
            service.set()
            assert theirs.result().done


def test_a_test_page_is_printed_by_name_too():
    with printer() as desk:
        assert desk.do("test_page", job="t1").done
        assert desk.do("test_page", job="t1").result["repeated"] is True
        assert len(desk.service.papers()) == 1


def test_the_queue_tells_what_the_printer_can_do():
    with printer() as desk:
        told = desk.do("capabilities").result
        assert (told["model"], told["duplex"], told["colors"]) == (
            "Hallkit A4 Twin",
            True,
            ["monochrome", "color"],
        )
        assert "application/pdf" in told["formats"]
        assert told["staple"] is False
        done = desk.print(staple=True)
        assert (done.code, done.error) == (CompletionCode.UNSUPPORTED_DATA, "printer.notOffered")
        assert desk.spool() == []
        assert desk.do("status").result["queue"] == "idle"


@pytest.mark.parametrize(
    ("args", "argument"),
    [
        ({"copies": 0}, "copies"),
        ({"copies": 100}, "copies"),
        ({"job": "../x"}, "job"),
        ({"sides": 2}, "sides"),
    ],
)
def test_nonsense_is_not_printed(args, argument):
    with printer() as desk:
        done = desk.print(**{"job": "j1", **args})
        assert (done.code, done.evidence["argument"]) == (CompletionCode.INVALID_DATA, argument)
        assert desk.spool() == []


def test_what_is_no_pdf_is_not_sent():
    with printer() as desk, tempfile.NamedTemporaryFile() as file:
        file.write(b"\x1b%-12345X@PJL ENTER LANGUAGE=POSTSCRIPT\n")
        file.flush()
        for path in (file.name, "/nowhere/at/all.pdf", "/tmp"):
            done = desk.print(path=path)
            assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "document.unreadable")
        assert desk.spool() == []


def test_a_document_in_memory_is_printed_by_its_descriptor():
    with printer() as desk:
        memory = os.memfd_create("document")
        try:
            os.write(memory, trial_page(["from memory"]))
            assert desk.print(path=f"/proc/self/fd/{memory}").done
        finally:
            os.close(memory)
        assert len(desk.service.papers()) == 1


def test_on_cups_own_socket_a_cancel_is_allowed_to_the_owner():
    with (
        print_service(everyone_cancels=False) as service,
        cups_server(service.socket),
        driver_at(service, port="cups:A4") as desk,
    ):
        assert desk.driver.start().ready
        assert desk.print().done
        assert desk.do("cancel_all").result["history"] == 0
        assert desk.spool() == []


def test_a_queue_that_is_not_there_is_a_setting_to_correct():
    with print_service() as service, driver_at(service, port=service.port.replace("/A4", "/A5")) as desk:
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.NO_DEVICE, "queue.notFound")
        assert desk.print().error == "queue.notFound"


@pytest.mark.parametrize(
    "port", ["cups:", "cups:a b", "ipps://10.0.0.9/ipp/print", "ipp://", "ipp://10.0.0.9/"]
)
def test_a_wrong_port_says_how_to_write_it(port):
    with pytest.raises(WireError) as caught:
        open_connection(port, {}, lambda: None)
    assert caught.value.reason is WireReason.INVALID
    assert "write" in caught.value.detail


def test_the_word_of_cups_own_commands_agrees():
    with printer() as desk:
        assert desk.print().done
        shown = subprocess.run(
            [
                "lpstat",
                "-h",
                f"127.0.0.1:{desk.service.port.split(':')[2].split('/')[0]}",
                "-W",
                "completed",
                "-o",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        assert shown.stdout.startswith("A4-1 ")


def test_low_toner_is_told_and_does_not_stop_the_printer():
    with printer() as desk:
        desk.service.set(marker=5)
        assert desk.print().done
        status = desk.driver.look()
        assert (status.device, status.code) == (DeviceState.ONLINE, "toner.low")
        assert status.supplies["toner"] is Supply.LOW
        assert status.supplies["paper"] is Supply.UNKNOWN


def test_a_recorded_print_replays_to_the_same_result():
    with tempfile.TemporaryDirectory() as place:
        document, tape = Path(place, "d.pdf"), Path(place, "tape")
        document.write_bytes(trial_page(["again"]))
        results = []
        with print_service() as service:
            for port, record in ((service.port, str(tape)), (f"replay:{tape}", "")):
                context = TestContext()
                connection = open_connection(port, {}, context.check, record)
                driver = A4Printer(connection, {"owner": "k", "answer_ms": 10_000}, context)
                status = driver.start()
                done = driver.perform(Command("r", "test_page", {"job": "j"}, 30_000))
                results.append((status, done, done.result))
                connection.close()
        assert results[0] == results[1]
        assert results[0][1].done


@pytest.mark.logs
def test_a_driver_that_died_leaves_no_late_print_for_the_next_citizen(tmp_path):
    document = tmp_path / "d.pdf"
    document.write_bytes(trial_page(["late"]))

    async def run():
        with print_service() as service:
            service.set(reasons=["media-empty-error"])
            options = {"owner": "kiosk1", "trouble_ms": 600_000, "stall_ms": 600_000}
            device = spec("a4", "drivers.document_printer.a4:A4Printer", service.port, options=options)
            async with Bench([device]) as bench:
                await bench.online("a4")
                job = asyncio.create_task(bench.run("a4", "print_pdf", path=str(document), job="late"))
                await bench.until(lambda: "sentToPrinter" in bench.kinds("a4"))
                for child in running("drivers.child"):
                    os.kill(child, signal.SIGKILL)
                done = await job
                assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "driver.crashed")
                await bench.until(lambda: "leftoverJob" in bench.kinds("a4"))
                await bench.online("a4")
                service.set()
                again = await bench.run("a4", "print_pdf", path=str(document), job="late")
                assert (again.code, again.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.canceled")
                assert (await bench.run("a4", "print_pdf", path=str(document), job="next")).done
            assert [paper.stem for paper in service.papers()] == ["job-2"]

    asyncio.run(run())


def test_a_document_may_take_longer_the_more_pages_it_has():
    assert print_timeout_ms(1) == 65_000
    assert print_timeout_ms(20) == 160_000
