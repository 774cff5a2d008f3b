"""A pcscd of its own with Debian's virtual reader in it, beside any other on the machine.

pcscd takes a socket that it is given (as systemd does) and a folder of readers; the client library finds the
socket by PCSCLITE_CSOCK_NAME, which it reads once per process.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from drivers.sim.base import ServiceMissingError

PCSCD: Final = Path("/usr/sbin/pcscd")
VPCD: Final = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
SOCKET: Final = "PCSCLITE_CSOCK_NAME"
_START: Final = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 15)  # PR_SET_PDEATHSIG: it ends with whoever started it
socket, folder = int(sys.argv[1]), sys.argv[2]
os.dup2(os.dup(os.dup(socket)), 3, inheritable=True)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv("/usr/sbin/pcscd", ["pcscd", "--foreground", "--error", "--config", folder])
"""
_READER: Final = 'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{0}\nLIBPATH {1}\nCHANNELID {0}\n'
_DIES_S: Final = 0.2
_LEAVE_S: Final = 3.0
_STOPS_S: Final = 15.0
_STEP_S: Final = 0.02
_TRIES: Final = 100


class CardService:
    """pcscd that can be killed, started, frozen, and started without its reader. `folder`: for all it needs.

    `reader_port`: where its virtual reader listens for a card.
    """

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "socket"
        self.reader_port = _free_pair()
        self.reader = False
        """Whether it has its reader."""
        self._readers = folder / "readers"
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, reader: bool = True) -> None:
        """Start it, anew when it runs. Raises `ServiceMissingError` when it is not installed or does not start."""
        self.kill()
        if missing := packages_missing():
            raise ServiceMissingError(f"missing: apt install {' '.join(missing)}")
        self._readers.mkdir(exist_ok=True)
        conf = self._readers / "vpcd"
        conf.unlink(missing_ok=True)
        if reader:
            conf.write_text(_READER.format(hex(self.reader_port), VPCD), encoding="ascii")
        with socket.socket(socket.AF_UNIX) as listener, self._log.open("wb") as log:
            self.socket.unlink(missing_ok=True)
            listener.bind(str(self.socket))
            listener.listen(16)
            process = subprocess.Popen(  # noqa: S603 - a fixed program
                [sys.executable, "-I", "-c", _START, str(listener.fileno()), str(self._readers)],
                pass_fds=[listener.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_DIES_S)
            said = self._log.read_text(encoding="utf-8", errors="replace").strip()
            raise ServiceMissingError(
                f"pcscd does not start ({said}): run this as root, or give this user a folder /run/pcscd"
            )
        self._process, self.reader = process, reader

    def kill(self) -> None:
        """As when it crashes."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        self.socket.unlink(missing_ok=True)

    def stop(self) -> None:
        """End it politely, so that it takes its pid file along."""
        if self._process is not None:
            self.thaw()
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LEAVE_S)
        self.kill()

    def freeze(self) -> None:
        """It answers nothing more; returns when that is so."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGSTOP)
        state = Path(f"/proc/{self._process.pid}/stat")
        pause = threading.Event()
        for _ in range(int(_STOPS_S / _STEP_S)):
            if state.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T":
                return
            pause.wait(_STEP_S)
        raise RuntimeError("pcscd does not stand still")

    def thaw(self) -> None:
        """It goes on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)


def packages_missing() -> list[str]:
    """What is to be installed before one can be started."""
    return [package for path, package in ((PCSCD, "pcscd"), (VPCD, "vsmartcard-vpcd")) if not path.exists()]


def _free_pair() -> int:
    """A port whose neighbour is free as well: the virtual reader has two slots."""
    for _ in range(_TRIES):
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError, OverflowError):
                two.bind(("127.0.0.1", one.getsockname()[1] + 1))
                return int(one.getsockname()[1])
    raise OSError("no two free ports side by side")
