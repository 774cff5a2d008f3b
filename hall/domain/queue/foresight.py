"""In which order a window's line will be called, if nobody comes, goes or opens meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from hall.domain.queue.desk import Desk
from hall.domain.queue.order import choose, goes_first
from hall.domain.queue.rules import Rules
from hall.domain.queue.ticket import Ticket


def foreseen(line: Iterable[Ticket], desk: Desk, rules: Rules, now: datetime, most: int) -> list[Ticket]:
    """The first `most` of `line` (who waits for `desk`, by place) as they will be called."""
    first: list[Ticket] = []
    others: deque[Ticket] = deque()
    for ticket in line:
        (first if goes_first(ticket, rules, now) else others).append(ticket)
    called: list[Ticket] = []
    while len(called) < most:
        nearest = [*first, others[0]] if others else first
        choice = choose(nearest, desk, rules, now)
        if choice is None:
            break
        called.append(choice.ticket)
        if others and choice.ticket is others[0]:
            others.popleft()
        else:
            first.remove(choice.ticket)
        desk = replace(desk, jumps=choice.jumps)
    return called
