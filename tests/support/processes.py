"""What runs below the test, and waiting for what must come."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from drivers.sim.processes import descendants


def running(module, root=None):
    """The ids of the processes below `root` (this one) that run a module of ours."""
    found = []
    for child in descendants(root or os.getpid()):
        with contextlib.suppress(OSError):
            if module.encode() in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                found.append(child)
    return found


def patient(condition, seconds=10):
    """Wait until it holds."""
    tick = threading.Event()
    for _ in range(seconds * 50):
        if condition():
            return
        tick.wait(0.02)
    raise AssertionError("it did not come")
