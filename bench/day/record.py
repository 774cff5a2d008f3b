"""What an actor of the day saw, a line of JSON each, so that a killed one leaves what it had."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.day.clock import HallClock

Entry = dict[str, Any]


class Record:
    """Callable from any thread. Every entry gets `t`, seconds of the hall after the doors opened."""

    def __init__(self, folder: Path, actor: str, clock: HallClock) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._file = (folder / f"{actor}.jsonl").open("a", encoding="utf-8", buffering=1)
        self._lock = threading.Lock()

    def say(self, what: str, **more: object) -> None:
        """Write one entry."""
        line = json.dumps(
            {"t": round(self._clock.since_start(), 3), "what": what, **more}, ensure_ascii=False
        )
        with self._lock:
            self._file.write(line + "\n")

    def close(self) -> None:
        """End."""
        self._file.close()


def read(folder: Path, actor: str) -> list[Entry]:
    """All entries of an actor, in order; a last line that was cut off is left out."""
    return list(_entries((folder / f"{actor}.jsonl").read_text(encoding="utf-8")))


def _entries(text: str) -> Iterator[Entry]:
    for line in text.split("\n")[:-1]:
        yield json.loads(line)
