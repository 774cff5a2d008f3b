"""A real pcscd of the test's own, with Debian's virtual reader in it, beside any other on the machine.

pcscd takes a socket that it is given (as systemd does) and a folder of readers; the client library finds
the socket by PCSCLITE_CSOCK_NAME, which it reads once per process: one path serves the whole test run.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.vpcd import VpcdLine

PCSCD = Path("/usr/sbin/pcscd")
VPCD = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_START = """
import os, sys
socket, folder = int(sys.argv[1]), sys.argv[2]
os.dup2(os.dup(os.dup(socket)), 3, inheritable=True)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv("/usr/sbin/pcscd", ["pcscd", "--foreground", "--error", "--config", folder])
"""
_READER = 'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{0}\nLIBPATH {1}\nCHANNELID {0}\n'


class CardService:
    """pcscd that can be killed, started, frozen, and started without its reader."""

    def __init__(self, folder):
        self.socket = Path(folder) / "pcscd.comm"
        self.reader_port = free_pair()
        self._readers = Path(folder) / "readers"
        self._readers.mkdir(exist_ok=True)
        self._log = Path(folder) / "log"
        self._process = None

    def start(self, *, reader=True):
        assert self._process is None
        conf = self._readers / "vpcd"
        conf.unlink(missing_ok=True)
        if reader:
            conf.write_text(_READER.format(hex(self.reader_port), VPCD))
        with socket.socket(socket.AF_UNIX) as listener, self._log.open("wb") as log:
            self.socket.unlink(missing_ok=True)
            listener.bind(str(self.socket))
            listener.listen(16)
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, str(listener.fileno()), str(self._readers)],
                pass_fds=[listener.fileno()],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.2)
            said = self._log.read_text(errors="replace")
            self._process = None
            pytest.fail(f"pcscd does not start: {said}; it needs root, or a folder /run/pcscd of this user")

    def kill(self):
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        self.socket.unlink(missing_ok=True)

    def stop(self):
        """End it politely, so that it takes its pid file along."""
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(3)
        self.kill()

    def freeze(self):
        self._process.send_signal(signal.SIGSTOP)
        state = Path(f"/proc/{self._process.pid}/stat")
        until(lambda: state.read_text().rpartition(")")[2].split()[0] == "T")

    def thaw(self):
        self._process.send_signal(signal.SIGCONT)

    def line(self, cards=None):
        return VpcdLine(ChipReaderTwin(cards), self.reader_port)


def free_pair():
    """A port whose neighbour is free as well: the virtual reader has two slots."""
    for _ in range(100):
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError, OverflowError):
                two.bind(("127.0.0.1", one.getsockname()[1] + 1))
                return one.getsockname()[1]
    raise AssertionError("no two free ports side by side")


@functools.cache
def _folder():
    """One for the whole test run; it goes when the run ends."""
    folder = tempfile.TemporaryDirectory(prefix="pcscd-")
    os.environ["PCSCLITE_CSOCK_NAME"] = str(Path(folder.name) / "pcscd.comm")
    return folder


@contextlib.contextmanager
def card_service(*, reader=True):
    """A running service. Fails (never skips) on a machine without it, and says what to install."""
    missing = [
        package for path, package in ((PCSCD, "pcscd"), (VPCD, "vsmartcard-vpcd")) if not path.exists()
    ]
    if missing:
        pytest.fail(f"missing: apt install {' '.join(missing)} (./install.sh test does)")
    service = CardService(_folder().name)
    service.start(reader=reader)
    try:
        yield service
    finally:
        service.stop()


def until(condition, seconds=15):
    """Wait for what must come."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    raise AssertionError("it did not come in time")
