"""What a child gives up before it touches a device: outliving its parent, and memory dumps with personal data."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import resource
import signal
from typing import Final

LEASH: Final = ("/usr/bin/setpriv", "--pdeathsig", "KILL", "--")
"""Before a program's own arguments: it dies with the thread that started it. Of util-linux, in every Debian."""
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Die with the parent (Linux: with the thread that started us), leave no core, ignore the terminal's Ctrl-C.

    SIGTERM is ignored too: when a service is stopped, the supervisor ends its children itself.
    """
    no_dump()
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def no_dump() -> None:
    """What a citizen said and showed is in no crash dump, whoever collects them (core(5), prctl(2)).

    A fatal signal still prints where the Python code was (places only) to stderr.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(_PR_SET_DUMPABLE, 0)  # a collector behind a pipe does not ask for the limit
    faulthandler.enable()


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option}: {os.strerror(ctypes.get_errno())}")
