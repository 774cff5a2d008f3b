"""The scanner stands still, or its program does."""

import asyncio
import os
import signal
import tempfile

from drivers.sim.faults import Fault
from drivers.types import CompletionCode, DeviceState
from tests.support.processes import patient
from tests.support.sane_scanner import OPTIONS, PORT, SLOW, sane_folder, scanner, twin_scanner, workers
from tests.support.supervised import Bench, spec


def test_a_scanner_that_stands_still_is_given_up_and_can_be_used_again():
    with scanner(SLOW, stall_ms=1000, dpi=300) as desk:
        desk.driver.start()
        desk.when("pageStarted", lambda: os.kill(workers()[0], signal.SIGSTOP))
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "scanner.hung")
        assert desk.files() == []
        patient(lambda: not workers())
        assert desk.driver.idle().code == "scanner.hung"
        desk.driver._backend.clear()
        assert desk.scan().done
        assert desk.driver.idle().ready


def test_a_backend_that_hangs_is_ended_at_the_deadline_and_the_device_comes_back():
    async def run():
        with sane_folder(), tempfile.TemporaryDirectory() as folder:
            options = {**OPTIONS, "dpi": 300, "backend": SLOW}
            device = spec("scanner", "drivers.scanner.sane:SaneScanner", PORT, options=options)
            async with Bench([device]) as bench:
                await bench.online("scanner")
                scan = asyncio.create_task(bench.run("scanner", "scan", timeout_ms=1500, folder=folder))
                await bench.until(lambda: "pageStarted" in bench.kinds("scanner"))
                (worker,) = workers()
                os.kill(worker, signal.SIGSTOP)
                done = await scan
                assert done.code is CompletionCode.TIME_OUT
                assert bench.supervisor.status("scanner").device is DeviceState.ONLINE
                assert bench.supervisor.status("scanner").counters["resets"] == 0
                patient(lambda: not workers())

    asyncio.run(run())


def test_a_backend_that_hangs_already_when_asked_how_it_is_does_not_hang_us():
    with scanner(look_most_ms=1000) as desk:
        told = []
        write = desk.connection.write

        def freeze(data):
            """Stand still before the first question can be answered: at the very start of the backend."""
            write(data)
            if not told:
                told.extend(workers())
                for worker in told:
                    os.kill(worker, signal.SIGSTOP)

        desk.connection.write = freeze
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "scanner.hung")
        assert desk.driver.look().ready


def test_nobody_waits_for_a_look_that_hangs():
    with twin_scanner(sheets=1, look_ms=1000) as desk:
        assert desk.driver.start().ready
        patient(lambda: not workers())  # the first look has left
        desk.twin.set_fault(Fault.NO_ANSWER)
        began = desk.context.now_ms()
        longest = 0
        while desk.context.now_ms() - began < 1500:
            now = desk.context.now_ms()
            desk.driver.idle()
            longest = max(longest, desk.context.now_ms() - now)
            desk.context.pause(50)
        assert longest < 1000
        desk.twin.set_fault(Fault.NONE)
        assert len(desk.scan(source="feeder").result["pages"]) == 1
