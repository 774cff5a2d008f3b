"""From the touch of a service to the last byte at the printer: the dispenser's own program, server and printer's twin."""

from __future__ import annotations

import threading
import time
from itertools import cycle
from pathlib import Path

from bench.day.printer import ReadPaper
from bench.queue.clients import Load
from hall.demo.stage import Stage

GOAL_MS = 200
SERVICES = ("社会保险", "户籍证件", "企业登记", "不动产登记")
_TICK = threading.Event()


def measure(folder: Path, tickets: int) -> list[str]:
    """Print the figures; what missed its goal."""
    stage = Stage(folder)
    stage.open(("d1",))
    try:
        took = [_one(stage, service) for _, service in zip(range(tickets), cycle(SERVICES), strict=False)]
    finally:
        stage.close()
    row = Load(1, 1, took[3:])  # the first ones warm the programs up
    p50, p99 = row.percentile(50), row.percentile(99)
    print(
        f"touch → last byte at the printer  {len(took) - 3:>4} tickets  p50 {p50:>6.1f}   p99 {p99:>6.1f} ms",
        flush=True,
    )
    return [f"touch → printer {p99:.0f} ms"] if p99 > GOAL_MS else []


def _one(stage: Stage, service: str) -> float:
    """One ticket, in ms; the dispenser stands at its first page before and after."""
    twin, _ = stage.printer("d1")
    if not isinstance(twin.paper, ReadPaper):
        twin.paper = ReadPaper()
    hand = stage.hand("d1")
    hand.wait("services")
    before = len(twin.pieces)
    began = time.monotonic()
    hand.tap(service)
    while len(twin.pieces) == before:
        if time.monotonic() - began > 20:
            raise RuntimeError("no paper came")
        _TICK.wait(0.001)
    took = (time.monotonic() - began) * 1000
    twin.tear_off()
    hand.tap("我已办完")
    return took
