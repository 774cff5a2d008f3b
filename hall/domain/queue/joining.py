"""How somebody gets a place in the queue."""

from __future__ import annotations

from datetime import datetime, time

from hall.domain.clock import CHINA, service_date

MAX_CALLS_SHOWN = 20


def joined_at(claimed: datetime, date: str, now: datetime) -> datetime:
    """When an offline ticket joined the queue of `date`.

    The unit's clock may be wrong: a time outside that day, or later than now, is drawn to the nearest
    moment that can be true, so that no clock wins a place before the day's first citizen.
    """
    begin = datetime.combine(datetime.fromisoformat(date).date(), time(), CHINA)
    if service_date(claimed) < date:
        return min(begin, now)
    return min(claimed, now)
