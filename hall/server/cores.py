"""On which core the server runs.

Its threads take turns at one interpreter. On one core a turn costs next to nothing; across cores each wakes the other core
up, and its caches begin anew: measured 1.35 times the tickets on one (a virtual machine of two cores).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def one_core() -> Iterator[int | None]:
    """Keep this thread and all that it starts on one core; gives which, None where there is no choice.

    The last that no other server has: the first has most of the machine's own work.
    """
    before = os.sched_getaffinity(0)
    with socket.socket(socket.AF_UNIX) as claim:
        core = _claimed(claim, sorted(before, reverse=True)) if len(before) > 1 else None
        if core is not None:
            os.sched_setaffinity(0, {core})
        try:
            yield core
        finally:
            os.sched_setaffinity(0, before)


def _claimed(claim: socket.socket, cores: list[int]) -> int | None:
    """An abstract name says which core is taken; it ends with its process."""
    for core in cores:
        with suppress(OSError):
            claim.bind(f"\0hallkit-server-core-{core}")
            return core
    return None
