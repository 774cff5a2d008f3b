"""Durable tickets and calls per second, beside the bare server in the same run."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench.queue.clients import Load, load
from bench.queue.servers import bare, fill, ours

CLIENTS = (1, 16, 64)
GOAL = 1.5
OLD_GOAL = 1.2
_WINDOWS = 4


def measure(folder: Path, seconds: float, old: int, database: str) -> list[str]:
    """Print a line for each load; what missed its goal."""
    rates: dict[tuple[str, int], float] = {}
    for clients in CLIENTS:
        for what in ("bare", "sqlite", *(("postgres", "postgres x2") if database else ())):
            rates[what, clients] = _one(folder / f"{what}{clients}", what, clients, seconds, database)
    with ours(folder / "sqlite16"):
        pass  # its file is whole and shut
    fill(folder / "sqlite16", old)
    rates["old", 16] = _one(folder / "sqlite16", "sqlite", 16, seconds, "", f"sqlite, {old} old")
    ratio, slower = rates["sqlite", 16] / rates["bare", 16], rates["sqlite", 16] / rates["old", 16]
    print(
        f"ours by bare, 16 clients: {ratio:.2f} (goal {GOAL}); slower with {old} old: {slower:.2f} (goal {OLD_GOAL})"
    )
    missed = {
        f"tickets by bare {ratio:.2f}": ratio < GOAL,
        f"slower with old {slower:.2f}": slower > OLD_GOAL,
    }
    return [what for what, is_so in missed.items() if is_so]


def _one(folder: Path, what: str, clients: int, seconds: float, database: str, name: str = "") -> float:
    folder.mkdir(exist_ok=True)
    if what == "bare":
        with bare(folder) as ports:
            return _shown(f"tickets, {what}", asyncio.run(load(ports, clients, seconds))).rate
    shared = what.startswith("postgres")
    with ours(folder, database if shared else "", 2 if what.endswith("x2") else 1) as ports:
        taken = _shown(f"tickets, {name or what}", asyncio.run(load(ports, clients, seconds)))
        if not name:
            called = asyncio.run(load(ports, min(clients, 30), seconds, _WINDOWS))
            _shown(f"calls, {what}", called)
    return taken.rate


def _shown(name: str, found: Load) -> Load:
    print(found.row(name), flush=True)
    return found
