"""What every process of the day begins and ends with: the stage it plays on, its record, and when all is over.

The director and the actors meet in a folder: `stage.json` says where the servers are and what day is drawn,
`signal/NAME.ready` that an actor stands there, `clock.json` that the doors open, `signal/home` that the day is over.
"""

from __future__ import annotations

import asyncio
import json
import math
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.day.clock import HallClock, Pace, wait_for
from bench.day.plan import Plan, Size, draw
from bench.day.record import Record
from hall.settings import Settings, load

READY_S = 120.0
CLOCK = "clock.json"
STAGE = "stage.json"
HALL = Path(__file__).parent / "hall.toml"


@dataclass(frozen=True)
class Stage:
    """`urls`: where each unit and window finds its server, by name ("d1", "7"); "" for all others."""

    folder: Path
    speed: float
    size: Size
    visitors: int
    hours: float
    seed: int
    urls: dict[str, str]

    @cached_property
    def clock(self) -> HallClock:
        """The day's."""
        return HallClock(self.folder / CLOCK, self.speed)

    def url(self, name: str) -> str:
        """The address that `name` uses."""
        return self.urls.get(name, self.urls[""])

    def plan(self) -> Plan:
        """The day as it was drawn."""
        return draw(self.settings(), self.size, self.visitors, self.hours, self.seed)

    def settings(self) -> Settings:
        """The hall file of the day."""
        return load(HALL)

    def write(self) -> None:
        """Let the actors take their places."""
        write(self.folder / STAGE, asdict(self) | {"folder": ""})


def write(path: Path, said: dict[str, Any]) -> None:
    """JSON that is there whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def read_stage(folder: Path) -> Stage:
    """What `Stage.write` wrote."""
    said: dict[str, Any] = json.loads((folder / STAGE).read_text(encoding="utf-8"))
    return Stage(**{**said, "folder": folder, "size": Size(**said["size"])})


@dataclass
class Actor:
    """One process on the stage."""

    name: str
    folder: Path
    stage: Stage
    pace: Pace
    record: Record

    @property
    def clock(self) -> HallClock:
        """The hall's."""
        return self.stage.clock

    def signal(self, word: str) -> Path:
        """A file that says something by being there."""
        return self.folder / "signal" / word

    def tell(self, word: str, text: str = "") -> None:
        """Say it, whole or not at all."""
        part = self.signal(f"{self.name}.{word}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(self.signal(f"{self.name}.{word}"))

    async def home(self) -> None:
        """Wait until the day is over."""
        await wait_for(lambda: self.signal("home").exists() or self.pace.over.is_set(), math.inf)


Play = Callable[[Actor], Awaitable[None]]


def run(name: str, folder: Path, play: Play) -> int:
    """Say that we stand there, wait for the day, play; the exit status."""
    return run_together({name: play}, folder)


def run_together(plays: Mapping[str, Play], folder: Path) -> int:
    """Several actors in one process."""
    return asyncio.run(_run_together(plays, folder))


async def _run_together(plays: Mapping[str, Play], folder: Path) -> int:
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    return max(await asyncio.gather(*(_run(name, folder, play, over) for name, play in plays.items())))


async def _run(name: str, folder: Path, play: Play, over: asyncio.Event) -> int:
    opened = folder / STAGE
    if not await wait_for(lambda: opened.exists() or over.is_set(), READY_S) or over.is_set():
        return 1
    stage = read_stage(folder)
    record = Record(folder / "record", name, stage.clock)
    actor = Actor(name, folder, stage, Pace(stage.clock, over), record)
    try:
        await play(actor)
    finally:
        record.say("lags", seconds=[round(one, 4) for one in actor.pace.lags])
        record.say("ended")
        record.close()
    return 0


def arguments() -> tuple[str, Path]:
    """NAME FOLDER, as the director starts every actor."""
    return sys.argv[1], Path(sys.argv[2])
