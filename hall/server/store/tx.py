"""One request inside the writer's transaction, and how times become numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from hall.contract.messages import FeedEvent
from hall.domain.clock import service_date

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Tx:
    """`events` reach the boards only when the commit has ended well."""

    connection: Connection
    now: datetime
    services: tuple[str, ...]
    events: list[FeedEvent] = field(default_factory=list)

    @property
    def today(self) -> str:
        """The service date of this moment."""
        return service_date(self.now)

    @property
    def now_us(self) -> int:
        """This moment as the tables keep it."""
        return to_us(self.now)


def to_us(at: datetime) -> int:
    """Microseconds since 1970 UTC, exact."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def from_us(us: int) -> datetime:
    """The moment, aware, in UTC."""
    return _EPOCH + timedelta(microseconds=us)
