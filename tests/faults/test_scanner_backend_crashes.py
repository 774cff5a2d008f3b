"""The maker's software falls over in the middle of a page."""

import os
import signal

from drivers.types import CompletionCode, DeviceState
from tests.support.sane_scanner import SLOW, scanner, workers


def test_a_backend_that_crashes_takes_nothing_along():
    with scanner(SLOW, dpi=300) as desk:
        desk.driver.start()
        desk.when("pageStarted", lambda: os.kill(workers()[0], signal.SIGSEGV))
        done = desk.scan()
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "scanner.crashed")
        assert done.evidence["where"] == "SIGSEGV"
        assert desk.files() == []
        assert desk.driver.idle().device is DeviceState.HARDWARE_ERROR
        desk.driver._backend.clear()
        assert desk.scan().done
        assert desk.driver.idle().ready
