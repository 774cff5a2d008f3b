"""What runs below a process: a twin made of real services ends what they started."""

from __future__ import annotations

import contextlib
from pathlib import Path


def children(pid: int) -> list[int]:
    """The ids of a process's own children, by what each says of its parent: the parent's own list has gaps (proc(5))."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_bytes().rpartition(b")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def descendants(pid: int) -> list[int]:
    """Children and theirs, those of one after itself."""
    return [each for child in children(pid) for each in (child, *descendants(child))]
