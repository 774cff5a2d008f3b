"""CUPS dies, stands still, or is not there."""

import contextlib
import os
import signal
import threading

import pytest

from drivers.transport.base import WireError, WireReason
from drivers.types import CompletionCode
from tests.support.print_queue import driver_at, later, print_service, printer
from tests.support.processes import patient


def test_cups_that_dies_under_a_document_leaves_its_outcome_unknown():
    with printer() as desk:
        desk.service.set(sheet_ms=600_000)
        desk.when("sentToPrinter", desk.service.kill)
        done = desk.print(timeout_ms=30_000)
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "job.unconfirmed")
        with pytest.raises(WireError):
            desk.driver.look()


def test_cups_that_comes_back_with_the_document_is_asked_and_nothing_is_sent_twice():
    with printer() as desk:
        desk.service.set(sheet_ms=1000)

        def restart():
            desk.service.leave()
            desk.service.start()

        desk.when("sentToPrinter", lambda: later(0.1, restart))
        done = desk.print(pages=1, timeout_ms=40_000)
        assert done.code in (CompletionCode.SUCCESS, CompletionCode.OUTCOME_UNKNOWN)
        patient(lambda: len(desk.service.papers()) == 1 or not done.done)
        again = desk.print(pages=1)
        assert again.code is done.code
        assert len(desk.service.papers()) <= 1


def test_without_cups_nothing_is_claimed():
    with print_service() as service:
        service.kill()
        with driver_at(service) as desk, pytest.raises(WireError):
            desk.driver.start()


def test_cups_that_stands_still_does_not_hang_us():
    with printer(answer_ms=600) as desk:
        process = desk.service._process
        os.kill(process.pid, signal.SIGSTOP)
        try:
            begin = desk.context.now_ms()
            status = desk.driver.look()
            assert status.code == "protocol.noAnswer"
            done = desk.print()
            assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
            assert desk.context.now_ms() - begin < 6000
        finally:
            os.kill(process.pid, signal.SIGCONT)
        assert desk.driver.look().ready
        assert desk.print().done


def test_cups_that_falls_mute_at_the_order_is_told_as_mute_and_printed_nothing():
    with printer(answer_ms=600) as desk:
        process = desk.service._process
        create = desk.driver._queue.create

        def mute(*order):
            os.kill(process.pid, signal.SIGSTOP)
            return create(*order)

        desk.driver._queue.create = mute
        try:
            done = desk.print()
        finally:
            desk.driver._queue.create = create
            os.kill(process.pid, signal.SIGCONT)
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
        assert desk.print().done
        assert len(desk.service.papers()) == 1


def test_cups_that_stands_still_behind_the_document_is_asked_later():
    with printer(answer_ms=600) as desk:
        process = desk.service._process
        desk.service.set(sheet_ms=1500)

        def pause():
            os.kill(process.pid, signal.SIGSTOP)
            later(2.0, lambda: os.kill(process.pid, signal.SIGCONT))

        desk.when("sentToPrinter", pause)
        try:
            assert desk.print(pages=1).done
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
        assert len(desk.service.papers()) == 1


def test_an_order_whose_answer_is_lost_prints_at_most_once():
    """The connection breaks right behind the document's last byte."""
    with printer() as desk:
        connection = desk.driver._exchange._connection
        read = connection.read
        broken = threading.Event()

        def cut(most, timeout_ms):
            if "jobQueued" in desk.context.kinds and not broken.is_set():
                broken.set()
                connection.close()
                raise WireError(WireReason.GONE, "the line broke")
            return read(most, timeout_ms)

        connection.read = cut
        done = desk.print()
        assert broken.is_set()
        connection.read = read
        assert done.code in (CompletionCode.SUCCESS, CompletionCode.DEVICE_NOT_READY)
        assert desk.print().done
        assert len(desk.service.papers()) == 1
