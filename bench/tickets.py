"""Durable tickets per second over HTTP, and calls, beside a bare server: `python -m bench.tickets [--seconds 5]`.

Both servers are processes of their own on this machine and get the same bytes from the same clients, one after the
other in one run; ratios mean something, absolute numbers only here. The bare one (`bench.tickets_bare`) is
http.server and SQLite (WAL, synchronous=FULL, one commit per ticket), as one would write it in an hour.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLIENTS = (1, 16, 64)
GOAL = 1.5


class Client:
    """One keep-alive connection."""

    def __init__(self, port: int, name: str) -> None:
        self._port = port
        self._name = name
        self._count = 0

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)

    async def post(self, path: str, body: dict[str, object]) -> dict[str, object]:
        """Ask once; the answer. Raises `RuntimeError` for any status but 200."""
        data = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        self._writer.write(head.encode() + data)
        top = await self._reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line[15:]) for line in top.lower().split(b"\r\n") if line[:15] == b"content-length:"
        )
        answer = await self._reader.readexactly(length)
        if b" 200 " not in top.split(b"\r\n", 1)[0]:
            raise RuntimeError(answer.decode())
        found: dict[str, object] = json.loads(answer)
        return found

    async def ticket(self) -> str:
        """Take one; its number."""
        self._count += 1
        body = {"event_id": f"{self._name}-{self._count:07d}", "service": "social", "unit": "bench"}
        return str((await self.post("/v1/tickets", body))["number"])

    async def call(self, window: int) -> str:
        """Call the next; its number or ""."""
        self._count += 1
        answer = await self.post(
            f"/v1/windows/{window}/call", {"event_id": f"{self._name}-{self._count:07d}"}
        )
        called = answer["ticket"]
        return str(called["number"]) if isinstance(called, dict) else ""

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def load(port: int, count: int, seconds: float, *, call: bool = False) -> tuple[list[float], list[str]]:
    """`count` clients for some seconds: how long each answer took (ms), and every number given or called."""
    clients = [
        Client(port, f"{'call' if call else 'take'}{count}x{n}-{time.monotonic_ns()}"[:50])
        for n in range(count)
    ]
    for one in clients:
        await one.open()
    took: list[float] = []
    numbers: list[str] = []
    end = time.monotonic() + seconds

    async def work(index: int, one: Client) -> None:
        while (began := time.monotonic()) < end:
            number = await (one.call(1 + index % 2) if call else one.ticket())
            if number:
                took.append((time.monotonic() - began) * 1000)
                numbers.append(number)

    await asyncio.gather(*(work(index, one) for index, one in enumerate(clients)))
    for one in clients:
        one.close()
    return took, numbers


@contextmanager
def running(*words: str) -> Iterator[int]:
    """A server that prints its address; its port."""
    with subprocess.Popen(  # noqa: S603 - our own two servers
        [sys.executable, *words], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield int(line.split("127.0.0.1:")[1].split()[0])
        finally:
            process.terminate()


def ours(folder: Path) -> tuple[str, ...]:
    """Our server's command."""
    return ("-m", "hall.cli.main", "server", "--data", str(folder), "--port", "0")


def fill(folder: Path, count: int) -> None:
    """Old tickets: a hall that has been open for months."""
    import sqlite3  # noqa: PLC0415 - only for this

    with sqlite3.connect(folder / "hall.sqlite3") as db:
        db.executemany(
            "INSERT INTO ticket (event_id, date, number, service, state, paper, identity, unit, issued_us, called_us,"
            " ended_us, replaced, joined_us) VALUES (?, ?, ?, 'social', 'done', 'printed', '', 'old', ?, ?, ?, '', ?)",
            (
                (
                    f"old-{n:09d}",
                    f"2026-{1 + n // 40_000:02d}-{1 + n // 1500 % 28:02d}",
                    f"A{n:09d}",
                    n,
                    n,
                    n + 9,
                    n,
                )
                for n in range(count)
            ),
        )
    db.close()


def shown(name: str, clients: int, took: list[float], numbers: list[str], seconds: float) -> float:
    """Print a line; tickets per second. Raises `RuntimeError` when a number was given twice."""
    if len(set(numbers)) != len(numbers):
        raise RuntimeError(f"{name}: a number was given twice")
    cut = statistics.quantiles(took, n=100) if len(took) > 1 else took * 99
    rate = len(took) / seconds
    print(
        f"{name:<30} {clients:>3} clients {rate:>8.0f}/s   p50 {cut[49]:>6.1f}   p99 {cut[98]:>6.1f} ms",
        flush=True,
    )
    return rate


def main() -> int:
    """Run everything; exit status 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--old", type=int, default=300_000, help="old tickets in the table")
    chosen = parser.parse_args()
    missed = []
    with tempfile.TemporaryDirectory(prefix="hallkit-bench-") as name:
        folder = Path(name)
        rates: dict[tuple[str, int], float] = {}
        for clients in CLIENTS:
            for what, words in (
                ("bare", ("-m", "bench.tickets_bare", str(folder / f"bare{clients}.db"))),
                ("ours", ours(folder / f"ours{clients}")),
            ):
                with running(*words) as port:
                    took, numbers = asyncio.run(load(port, clients, chosen.seconds))
                    rates[what, clients] = shown(f"tickets, {what}", clients, took, numbers, chosen.seconds)
                    if what == "ours":
                        took, numbers = asyncio.run(load(port, min(clients, 30), chosen.seconds, call=True))
                        shown("calls, ours", clients, took, numbers, chosen.seconds)
        with running(*ours(folder / "ours16")):
            pass
        fill(folder / "ours16", chosen.old)
        with running(*ours(folder / "ours16")) as port:
            took, numbers = asyncio.run(load(port, 16, chosen.seconds))
            rates["old", 16] = shown(f"tickets, ours, {chosen.old} old", 16, took, numbers, chosen.seconds)
    ratio, slower = rates["ours", 16] / rates["bare", 16], rates["ours", 16] / rates["old", 16]
    print(
        f"ours by bare with 16 clients: {ratio:.2f} (goal {GOAL}); slower with old tickets: {slower:.2f} (goal 1.2)"
    )
    missed = [ratio < GOAL, slower > 1.2]
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
