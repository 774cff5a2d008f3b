"""Plays the day: opens the hall, lets things break, closes when nobody waits, and gathers what everybody saw."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.day.actor import CLOCK, READY_S, Stage, write
from bench.day.breaking import Breaking, share_of
from bench.day.clock import wait_for
from bench.day.gather import gather
from bench.day.network import Network, screens
from bench.day.plan import Plan, Size
from bench.day.programs import DayError, Programs
from bench.day.record import Record
from hall.client import HallClient, HallError
from hall.contract.messages import BoardState
from hall.domain.clock import CHINA
from queue_display.board_state import recall

_LEAD_S = 0.3
"""Real seconds in which everybody hears that the doors open."""
_AFTER_S = 2.5 * 3600
_AFTER_REAL_S = 90.0
"""A day that does not end so long after its doors closed, by the hall's and by the real clock, is given up."""
_LOOK_S = 0.4
_LEAVE_S = 60.0


@dataclass(frozen=True)
class Choice:
    """What was asked for on the command line."""

    size: Size
    visitors: int
    hours: float
    speed: float
    seed: int
    database: str = ""


async def play(folder: Path, choice: Choice, say: Callable[[str], None]) -> None:
    """All of it, in the empty `folder`. `say` is told where the day is. Raises `DayError`, `HallError`."""
    for name in ("log", "signal", "record", "units"):
        (folder / name).mkdir(parents=True)
    programs = Programs(folder, choice.database)
    try:
        await programs.start(choice.size)
        network = Network(programs.ports)
        try:
            async with HallClient(network.direct, "director") as client:
                await _Day(folder, choice, programs, network, client, say).run()
        finally:
            network.close()
    finally:
        late = await programs.end()
    if late:
        raise DayError(f"did not end when asked: {', '.join(late)}; see {folder / 'log'}")


class _Day:
    """From the doors' opening to the last one's leaving."""

    def __init__(
        self,
        folder: Path,
        choice: Choice,
        programs: Programs,
        network: Network,
        client: HallClient,
        say: Callable[[str], None],
    ) -> None:
        self._folder = folder
        self._choice = choice
        self._programs = programs
        self._client = client
        self._say = say
        stage = self._stage({})
        self._plan: Plan = stage.plan()
        self._clock = stage.clock
        self._record = Record(folder / "record", "director", self._clock)
        share = share_of(self._plan.day_s)
        self._breaking = Breaking(programs, network, self._clock, self._record, choice.seed, share)
        self._stage(network.lay(choice.size, self._plan.faults)).write()

    async def run(self) -> None:
        """Play, close, gather. Raises `DayError`, `HallError`."""
        try:
            await self._open()
            await self._until_empty()
            await self._close()
        except ExceptionGroup as several:
            raise several.exceptions[0] from None
        finally:
            self._record.close()

    def _stage(self, urls: dict[str, str]) -> Stage:
        asked = self._choice
        return Stage(self._folder, asked.speed, asked.size, asked.visitors, asked.hours, asked.seed, urls)

    async def _open(self) -> None:
        """When everybody stands in their place the clock is set and the doors open."""
        names = self._choice.size.actors

        def ready() -> bool:
            return all(self._signal(f"{one}.ready").exists() for one in names)

        if not await wait_for(lambda: ready() or bool(self._programs.broken()), READY_S):
            raise DayError(f"not everybody is ready after {READY_S:.0f} s: see {self._folder / 'log'}")
        self._programs.refuse_broken()
        self._anchor_ns = time.monotonic_ns() + int(_LEAD_S * 1e9)
        write(self._folder / CLOCK, {"speed": self._choice.speed, "anchor_ns": self._anchor_ns})

    def _signal(self, word: str) -> Path:
        return self._folder / "signal" / word

    async def _until_empty(self) -> None:
        """Faults at their times, and progress, until nobody waits and nobody is expected; or for much too long."""
        faults = list(self._plan.faults)
        closing = False
        most_s = (self._plan.day_s + _AFTER_S) / self._clock.speed + _AFTER_REAL_S
        stop_ms = self._clock.mono_ms() + int(most_s * 1000)
        async with asyncio.TaskGroup() as group:
            while not (closing and await self._empty()) and self._clock.mono_ms() < stop_ms:
                while faults and self._clock.since_start() >= faults[0].at_s:
                    group.create_task(self._breaking.happen(faults.pop(0)))
                self._programs.refuse_broken()
                closing = closing or (not faults and self._all_done())
                await self._progress()
                await asyncio.sleep(_LOOK_S)

    def _all_done(self) -> bool:
        """Nobody takes a number any more, and the server has all that were taken."""
        return all(self._signal(f"{one}.done").exists() for one in self._choice.size.makers)

    async def _empty(self) -> bool:
        """Nobody waits, no window serves, no citizen is still expected back."""
        signs = [self._signal(f"{one}.owed") for one in self._choice.size.rooms]
        if any(int(one.read_text(encoding="utf-8")) for one in signs if one.exists()):
            return False
        board = await self._board()
        return board is not None and not any(
            (*(one.waiting for one in board.services), *(one.current for one in board.windows))
        )

    async def _board(self) -> BoardState | None:
        try:
            return await self._client.board()
        except HallError:
            return None

    async def _progress(self) -> None:
        board = await self._board()
        at = self._clock.now().astimezone(CHINA)
        if board is None:
            self._say(f"{at:%H:%M}  服务器没有回答 · the server does not answer")
            return
        people = sum(one.waiting for one in board.services)
        busy = sum(bool(one.current) for one in board.windows)
        trouble = ", ".join(self._breaking.now) or "-"
        self._say(f"{at:%H:%M}  等候 waiting {people:>4}  窗口 busy {busy:>3}  故障 faults {trouble}")

    async def _close(self) -> None:
        """Windows close, then everybody else goes; the server is asked last."""
        size = self._choice.size
        self._signal("shut").touch()
        if not await wait_for(
            lambda: all(self._signal(f"{one}.left").exists() for one in size.rooms), _LEAVE_S
        ):
            raise DayError(f"the windows do not close; see {self._folder / 'log'}")
        last = await self._client.board()
        await wait_for(lambda: self._screens_have(last), _LEAVE_S)
        self._signal("home").touch()
        late = await self._programs.left(_LEAVE_S)
        if late:
            raise DayError(f"did not end: {', '.join(late)}; see {self._folder / 'log'}")
        self._programs.refuse_broken()
        real_s = (time.monotonic_ns() - self._anchor_ns) / 1e9
        store = {"store": self._choice.database.partition(":")[0] or "sqlite", "real_s": round(real_s, 1)}
        await gather(self._folder, self._client, self._plan, size, store)

    def _screens_have(self, board: BoardState) -> bool:
        """Whether every display has kept the last step of the day; it writes once a second."""
        kept = [recall(self._folder / "units" / one) for one in screens(self._choice.size)]
        return all(one is not None and one.state.last_seq >= board.last_seq for one in kept)
