"""Somebody stopped the queue, it takes nothing, it holds jobs, or others are before us."""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from drivers.types import CompletionCode, DeviceState
from tests.support.print_queue import driver_at, print_service, printer
from tests.support.processes import patient


def command(desk, *words):
    host = desk.service.port.removeprefix("ipp://").partition("/")[0]
    subprocess.run([words[0], "-h", host, *words[1:]], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("word", "back", "error"),
    [("cupsdisable", "cupsenable", "queue.stopped"), ("cupsreject", "cupsaccept", "queue.refusing")],
)
def test_a_stopped_queue_gets_nothing(word, back, error):
    with printer() as desk:
        command(desk, f"/usr/sbin/{word}", "A4")
        done = desk.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, error)
        assert (desk.driver.look().device, desk.driver.look().code) == (DeviceState.OFFLINE, error)
        assert desk.spool() == []
        command(desk, f"/usr/sbin/{back}", "A4")
        assert desk.driver.look().ready
        assert desk.print().done


def test_a_queue_that_stops_under_a_waiting_document_gives_it_back_unprinted():
    with printer() as desk:
        desk.when("jobQueued", lambda: command(desk, "/usr/sbin/cupsdisable", "A4"))
        done = desk.print()
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "queue.stopped")
        command(desk, "/usr/sbin/cupsenable", "A4")
        assert desk.print().done
        assert len(desk.service.papers()) == 1


def test_a_backend_that_stops_the_queue_or_holds_the_job_is_no_success():
    for end in ("stop", "hold"):
        with printer() as desk:
            desk.service.set(end=end)
            done = desk.print()
            assert done.code is CompletionCode.OUTCOME_UNKNOWN
            assert done.error == {"stop": "queue.stopped", "hold": "job.held"}[end]


def test_a_document_behind_somebody_elses_is_taken_back_when_it_takes_too_long():
    with print_service() as service, ThreadPoolExecutor() as pool:
        service.set(sheet_ms=600_000)
        with (
            driver_at(service, owner="slow", stall_ms=600_000) as other,
            driver_at(service, stall_ms=1500) as desk,
        ):
            other.driver.start()
            desk.driver.start()
            theirs = pool.submit(other.print)
            patient(lambda: "sentToPrinter" in other.context.kinds)
            done = desk.print()
            assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "queue.stalled")
            other.context.give_up = True
            assert theirs.result().code is CompletionCode.OUTCOME_UNKNOWN
            service.set()
            assert desk.print().done
            assert len(service.papers()) == 1
