"""The program is killed outright: no driver of it lives on and holds the port."""

import os
import select
import signal
import subprocess
import sys
import threading
import time

import pytest
import serial

from tests.support.supervised import PATIENT_S, ROOT, EchoPort

PROGRAM = """
import asyncio, sys
from drivers.health import Deadlines
from drivers.supervisor import Supervisor
from drivers.types import DeviceSpec

async def main():
    spec = DeviceSpec("echo", "test", "tests.support.drivers_for_tests:GilHolder", sys.argv[1])
    supervisor = Supervisor([spec], lambda *_: None, deadlines=Deadlines(hang_ms=60_000), paths=[sys.argv[2]])
    await supervisor.start()
    done = await supervisor.run("echo", "pid", timeout_ms=20_000)
    print(done.result["pid"], flush=True)
    await supervisor.run("echo", sys.argv[3], timeout_ms=60_000)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def wait_gone(fd):
    """Wait until the process behind a pidfd has ended."""
    return bool(select.select([fd], [], [], PATIENT_S)[0])


def wait_heard(port):
    """Wait until the driver has begun the command."""
    deadline = time.monotonic() + PATIENT_S
    while not port.heard and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert port.heard


@pytest.mark.parametrize("busy_with", ["say", "hang"])
def test_its_drivers_end_with_it_even_while_they_hang(tmp_path, busy_with):
    with EchoPort(tmp_path / "port") as port:
        args = [sys.executable, "-c", PROGRAM, str(port.path), ROOT, busy_with]
        with subprocess.Popen(args, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
            child = int(program.stdout.readline())
            watched = os.pidfd_open(child)
            wait_heard(port)
            program.send_signal(signal.SIGKILL)
        ended = wait_gone(watched)
        os.close(watched)
        assert ended
        serial.Serial(str(port.path), exclusive=True).close()
