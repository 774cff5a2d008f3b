"""A range of days, read and counted one day after the other.

Each day is one short read in a thread of its own, and only one day is worked on at a time however many ask:
between two days the hall has the processor. Nothing here goes through the writer.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection

from hall.contract.messages import Text
from hall.contract.statistics import Statistics
from hall.domain.clock import Clock, service_date
from hall.domain.statistics.report import By, Collector, DayRecord
from hall.server.problems import Refusal
from hall.server.statistics.names import Names
from hall.server.statistics.told import statistics
from hall.server.store.statistics import day_record
from hall.server.store.tx import to_us
from hall.settings import Settings

MOST_DAYS: Final = 366
T = TypeVar("T")


class Reads(Protocol):
    """What the tables are read through: an open `Store`, or a folder's own reader."""

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run `query` on one unchanging view of the data."""


class Book:
    """Statistics of a hall's store."""

    def __init__(self, store: Reads, settings: Settings, clock: Clock) -> None:
        self.names = Names(settings)
        self._store = store
        self._clock = clock
        self._turn = asyncio.Semaphore(1)

    @property
    def today(self) -> str:
        """The service date now."""
        return service_date(self._clock.now())

    def range_of(self, first: str, last: str) -> tuple[str, str]:
        """Service dates asked for: "" is today, or the same day as the other. Raises `Refusal`."""
        begin, end = first or last or self.today, last or first or self.today
        since = _day("from", begin)
        days = (_day("to", end) - since).days
        if days < 0:
            raise _wrong("to", "不能早于 from", "must not be before from")
        if days >= MOST_DAYS:
            raise _wrong("to", f"一次最多 {MOST_DAYS} 天", f"at most {MOST_DAYS} days at once")
        return begin, end

    async def report(self, first: str, last: str, by: By) -> Statistics:
        """Figures of `first` to `last`, both included."""
        collector = Collector(by)
        async for _ in self.days(first, last, collector.add):
            pass
        return statistics(collector.report(), self.names, first, last, by, self._clock.now())

    async def days(self, first: str, last: str, use: Callable[[DayRecord], T]) -> AsyncIterator[T]:
        """What `use` makes of each day, in the reading thread; days to come are left out."""
        day, end = date.fromisoformat(first), min(date.fromisoformat(last), date.fromisoformat(self.today))
        while day <= end:
            yield await self.read(self._reader(day.isoformat(), use))
            day += timedelta(days=1)

    async def read(self, query: Callable[[Connection], T]) -> T:
        """In a thread of its own, one at a time however many ask."""
        async with self._turn:
            return await self._store.read(query)

    def _reader(self, day: str, use: Callable[[DayRecord], T]) -> Callable[[Connection], T]:
        now = self._clock.now()
        return lambda connection: use(day_record(connection, day, service_date(now), to_us(now)))


def _day(name: str, written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _wrong(name, "应为日期，如 2026-11-22", "must be a date like 2026-11-22") from None


def _wrong(name: str, zh: str, en: str) -> Refusal:
    return Refusal("request.invalid", field=f"query.{name}", hint=Text(zh=zh, en=en))
