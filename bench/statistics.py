"""How long statistics take over old days: `python -m bench.statistics [--days 100] [--visitors 3000] [--database URL]`.

Fills a fresh data folder (or an empty PostgreSQL database) with played days through SQL inserts, then asks the
application for a day, a week, a month and all of it, as JSON and as the console's page; the time is the whole
request's, in this process. While a month is counted, tickets are taken and their slowest is told.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, Table, func, insert, select

from bench.statistics_days import Played, moved, play
from hall.domain.clock import SystemClock, service_date
from hall.server.app import create_app
from hall.server.store.engine import Database
from hall.server.store.postgres import PostgresDatabase
from hall.server.store.sqlite import FILE, SqliteFile
from hall.server.store.tables import feed, pause, ticket
from hall.settings import Settings, load

HALL = Path(__file__).parent / "day" / "hall.toml"
_SEEDS = 5


def fill(database: Database, settings: Settings, days: int, visitors: int, until: str) -> int:
    """Old days, each a played one on another date; returns the tickets."""
    played = [play(settings, until, visitors, seed) for seed in range(_SEEDS)]
    connection = database.open_writer()
    try:
        with connection.begin():
            first = int(connection.execute(select(func.coalesce(func.max(feed.c.seq), 0))).scalar_one())
            for back in range(days, 0, -1):
                first = _put(connection, played[back % _SEEDS], back, first)
        return sum(len(played[back % _SEEDS].tickets) for back in range(1, days + 1))
    finally:
        connection.close()


def _put(connection: Connection, one: Played, back: int, first: int) -> int:
    """A day so many days ago; `first`: seq before its first event. Returns the last."""
    by, on = timedelta(days=-back), (date.fromisoformat(one.date) - timedelta(days=back)).isoformat()
    tag = f"{back:04d}"
    tables: tuple[tuple[Table, list[dict[str, Any]]], ...] = (
        (ticket, one.tickets),
        (feed, one.feed),
        (pause, one.pauses),
    )
    for table, rows in tables:
        made = list(moved(rows, by, on, tag))
        for row in made:
            if "seq" in row:
                row["seq"] += first
        columns = {column.name for column in table.c}
        connection.execute(insert(table), [{key: row[key] for key in row.keys() & columns} for row in made])
    return first + len(one.feed)


async def measure(app: Any, days: int, today: str) -> None:  # noqa: ANN401 - an ASGI application
    """Ask three times each and say the quickest."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hall", timeout=600) as web:
        last = date.fromisoformat(today) - timedelta(days=1)
        for name, many in (("day", 1), ("week", 7), ("month", 30), ("all", min(days, 366))):
            span = {"from": (last - timedelta(days=many - 1)).isoformat(), "to": last.isoformat()}
            for what, path in (("JSON", "/v1/statistics"), ("page", "/console/statistics")):
                wall, cpu, size = await _times(partial(web.get, path, params=span))
                print(
                    f"{name:>6} {what}: {wall * 1000:8.1f} ms, of it processor {cpu * 1000:8.1f} ms ({size} bytes)",
                    flush=True,
                )
        month = {"from": (last - timedelta(days=29)).isoformat(), "to": last.isoformat()}
        await _beside(web, month)


async def _times(ask: Callable[[], Awaitable[httpx.Response]]) -> tuple[float, float, int]:
    """The quickest of three: wall, processor (others may be at work on this machine), and the answer's size."""
    found = []
    for _ in range(3):
        begun, used = time.perf_counter(), time.process_time()
        answer = await ask()
        found.append((time.perf_counter() - begun, time.process_time() - used, len(answer.content)))
        if answer.status_code != 200:
            raise RuntimeError(answer.text)
    return min(found)


async def _beside(web: httpx.AsyncClient, month: dict[str, str]) -> None:
    """Tickets alone, and tickets while a month is counted."""
    ids = iter(range(1 << 30))
    alone = [await _ticket(web, next(ids)) for _ in range(200)]
    counting = asyncio.create_task(web.get("/v1/statistics", params=month))
    beside = []
    while not counting.done():
        beside.append(await _ticket(web, next(ids)))
    for name, times in (("alone", alone), ("while a month is counted", beside)):
        ordered = sorted(times)
        p99 = ordered[-(-99 * len(ordered) // 100) - 1]
        print(
            f"ticket {name}: {len(ordered)} taken, median {statistics.median(ordered) * 1000:.1f},"
            f" p99 {p99 * 1000:.1f}, max {ordered[-1] * 1000:.1f} ms"
        )


async def _ticket(web: httpx.AsyncClient, n: int) -> float:
    service = ("social", "medical", "residence", "business", "property", "tax")[n % 6]
    body = {"event_id": f"bench-{n:08d}", "service": service, "unit": "bench"}
    begun = time.perf_counter()
    answer = await web.post("/v1/tickets", json=body)
    if answer.status_code != 200:
        raise RuntimeError(answer.text)
    return time.perf_counter() - begun


def _database(folder: Path, url: str) -> Database:
    return PostgresDatabase(url) if url else SqliteFile(folder)


def main(words: list[str] | None = None) -> int:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--visitors", type=int, default=3000)
    parser.add_argument("--database", default="", help="postgresql://… of an empty database; else a file")
    chosen = parser.parse_args(words)
    settings, today = load(HALL), service_date(SystemClock().now())
    with tempfile.TemporaryDirectory(prefix="hallkit-statistics-") as name:
        folder = Path(name)
        begun = time.perf_counter()
        tickets = fill(_database(folder, chosen.database), settings, chosen.days, chosen.visitors, today)
        size = next(_sizes(folder), 0)
        print(
            f"{tickets} tickets in {chosen.days} days, {size >> 20} MiB, {time.perf_counter() - begun:.0f} s to make"
        )
        print(
            f"a million additions take {_additions() * 1000:.0f} ms here (about 40 on a quiet core of 2020)"
        )
        app = create_app(settings, folder, SystemClock(), chosen.database)
        try:
            asyncio.run(measure(app, chosen.days, today))
        finally:
            app.state.store.close()
    return 0


def _additions() -> float:
    """How busy the machine is."""
    begun, total = time.perf_counter(), 0
    for one in range(1_000_000):
        total += one
    return time.perf_counter() - begun


def _sizes(folder: Path) -> Iterator[int]:
    path = folder / FILE
    if path.is_file():
        yield path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
