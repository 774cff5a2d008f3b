"""Whom those who go first pass: walk-ins of the same service who came earlier and still waited at the call."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from hall.domain.queue.ticket import Lane
from hall.domain.statistics.visits import Visit

_WALK_IN: Final = Lane.WALK_IN.value


@dataclass(slots=True)
class _Line:
    """Of one service: walk-ins (taken, gone) and those who go first (called, taken, key)."""

    walk_ins: list[tuple[int, int | None]] = field(default_factory=list)
    first: list[tuple[int, int, str]] = field(default_factory=list)

    def passed(self) -> Iterator[tuple[str, int]]:
        """In the order of calls: of the walk-ins who came before, those who had not gone yet."""
        taken = sorted(issued for issued, _ in self.walk_ins)
        gone = sorted((end, issued) for issued, end in self.walk_ins if end is not None)
        left: list[int] = []  # when those who have gone by now had taken their number, ascending
        at = 0
        for called, issued, key in sorted(self.first):
            while at < len(gone) and gone[at][0] <= called:
                insort(left, gone[at][1])
                at += 1
            if count := bisect_left(taken, issued) - bisect_left(left, issued):
                yield key, count


class Passing:
    """A day's lines; each ticket is noted once."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, _Line] = defaultdict(_Line)

    def note(self, visit: Visit, key: str) -> None:
        """`key`: whatever is counted for."""
        row, course = visit.row, visit.course
        line = self._lines[row.service]
        if row.lane == _WALK_IN:
            line.walk_ins.append((row.issued_us, course.waits[0].end_us))
        elif course.first_call_us is not None:
            line.first.append((course.first_call_us, row.issued_us, key))

    def counts(self) -> Iterator[tuple[str, int]]:
        """For each first call that passed walk-ins: its key, and how many."""
        for line in self._lines.values():
            yield from line.passed()
