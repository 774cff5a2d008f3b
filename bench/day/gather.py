"""What is left of a day when everybody has gone: the server's word over HTTP, the outboxes, what screens show last."""

from __future__ import annotations

import json
import sqlite3
from contextlib import aclosing, closing
from pathlib import Path

from bench.day.network import screens
from bench.day.plan import Plan, Size
from hall.client import HallClient
from hall.contract.messages import FeedEvent
from kiosk.outbox.store import FILE
from queue_display.board_state import recall


async def gather(folder: Path, client: HallClient, plan: Plan, size: Size, store: dict[str, object]) -> None:
    """Write `folder/material.json`. `store`: what kept the day, and its real seconds. Raises `HallError`."""
    board = await client.board()
    said = {
        "day_s": plan.day_s,
        **store,
        "board": board.model_dump(mode="json"),
        "tickets": [one.model_dump(mode="json") for one in await client.tickets()],
        "feed": [one.model_dump(mode="json") for one in await _feed(client, board.last_seq)],
        "appointments": [one.model_dump(mode="json") for one in await client.appointments()],
        "screens": {name: _screen(folder / "units" / name) for name in screens(size)},
        "outboxes": {
            name: _outbox(folder / "units" / name / "data" / FILE)
            for name in (f"d{n}" for n in range(1, size.dispensers + 1))
        },
        "hall": (await client.hall()).model_dump(mode="json"),
    }
    (folder / "material.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


async def _feed(client: HallClient, last_seq: int) -> list[FeedEvent]:
    """Every step of the day, from the first."""
    found: list[FeedEvent] = []
    async with aclosing(client.feed(0)) as feed:
        async for said in feed:
            if isinstance(said, FeedEvent):
                found.append(said)
                if said.seq >= last_seq:
                    break
    return found


def _screen(folder: Path) -> object:
    kept = recall(folder)
    return None if kept is None else kept.state.model_dump(mode="json")


def _outbox(path: Path) -> dict[str, int]:
    """Transactions by state: pending, acked (the server has it) or parked (in quarantine)."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return dict(db.execute("SELECT state, count(*) FROM event GROUP BY state"))
