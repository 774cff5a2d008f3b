"""What runs below the test, and waiting for what must come."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path


def running(module, root=None):
    """The ids of the processes below `root` (this one) that run a module of ours."""
    found = []
    for child in children(root or os.getpid()):
        with contextlib.suppress(OSError):
            if module.encode() in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                found.append(child)
        found += running(module, child)
    return found


def children(pid):
    """The ids of a process's own children, by what each says of its parent: the parent's own list has gaps (proc(5))."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def patient(condition, seconds=10):
    """Wait until it holds."""
    tick = threading.Event()
    for _ in range(seconds * 50):
        if condition():
            return
        tick.wait(0.02)
    raise AssertionError("it did not come")
