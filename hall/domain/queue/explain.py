"""Why was that person before me: an answer for every call that went before an earlier place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hall.domain.queue.order import Why
from hall.domain.queue.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Called:
    """A call as the log has it. `place`: the ticket's then."""

    number: str
    window: int
    at: datetime
    place: tuple[datetime, int, str]
    why: Why
    reason: str = ""


def before_me(mine: Ticket, calls: Iterable[Called], until: datetime) -> list[Called]:
    """The calls that overtook this ticket while it waited, oldest first."""
    return sorted(
        (one for one in calls if mine.joined <= one.at < until and one.place > mine.place),
        key=lambda one: one.at,
    )
