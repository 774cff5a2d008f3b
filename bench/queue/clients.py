"""Clients that speak HTTP by hand, so that a server is measured and not a client library."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from dataclasses import dataclass, field


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

    async def ticket(self, service: str = "social") -> str:
        """Take one; its number."""
        body: dict[str, object] = {"event_id": self._id(), "service": service, "unit": "bench"}
        return str((await self.post("/v1/tickets", body))["number"])

    async def call(self, window: int) -> str:
        """Call the next; its number or ""."""
        answer = await self.post(f"/v1/windows/{window}/call", {"event_id": self._id()})
        called = answer["ticket"]
        return str(called["number"]) if isinstance(called, dict) else ""

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    def _id(self) -> str:
        self._count += 1
        return f"{self._name}-{self._count:07d}"


SERVICES = ("social", "residence", "business", "property")
"""Of the demo hall: a day of one series has 9,999 numbers, and this gives out more."""


@dataclass
class Load:
    """What some clients got in some seconds: how long each answer took (ms), and every number given or called."""

    clients: int
    seconds: float
    took: list[float] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.took) / self.seconds

    def percentile(self, percent: int) -> float:
        """In ms."""
        return statistics.quantiles(self.took, n=100)[percent - 1] if len(self.took) > 1 else self.took[0]

    def require_unique(self) -> None:
        """Raises `RuntimeError` when a number was given, or called, twice."""
        if len(set(self.numbers)) != len(self.numbers):
            raise RuntimeError("a number twice")

    def row(self, name: str) -> str:
        """For people."""
        p50, p99 = self.percentile(50), self.percentile(99)
        return (
            f"{name:<34} {self.clients:>3} clients {self.rate:>8.0f}/s   p50 {p50:>6.1f}   p99 {p99:>6.1f} ms"
        )


async def load(ports: list[int], count: int, seconds: float, windows: int = 0) -> Load:
    """`count` clients, spread over the servers; with `windows` they call at so many instead of taking tickets."""
    what = "call" if windows else "take"
    stamp = time.monotonic_ns()
    clients = [Client(ports[n % len(ports)], f"{what}{count}x{n}-{stamp}"[:50]) for n in range(count)]
    for one in clients:
        await one.open()
    found = Load(count, seconds)
    end = time.monotonic() + seconds

    async def work(index: int, one: Client) -> None:
        while (began := time.monotonic()) < end:
            number = await (one.call(1 + index % windows) if windows else one.ticket(SERVICES[index % 4]))
            if number:
                found.took.append((time.monotonic() - began) * 1000)
                found.numbers.append(number)

    await asyncio.gather(*(work(index, one) for index, one in enumerate(clients)))
    for one in clients:
        one.close()
    found.require_unique()
    return found
