"""Lets things break and mend, and writes down when."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bench.day.clock import HallClock
from bench.day.network import Network
from bench.day.plan import WHOLE_DAY_S, Fault
from bench.day.programs import Programs
from bench.day.record import Record

_TORN_EVERY_S = 75.0
_AWAY_S = (5.0, 40.0)
"""Of a whole day; a squeezed one has it squeezed."""


@dataclass
class Breaking:
    """`now`: what is broken at this moment. `share`: of a whole day that is played."""

    programs: Programs
    network: Network
    clock: HallClock
    record: Record
    seed: int
    share: float
    now: list[str] = field(default_factory=list)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    """A server is not killed again before it is back from the last time."""

    async def happen(self, fault: Fault) -> None:
        """From its beginning to its end."""
        deeds: dict[str, Callable[[Fault], Awaitable[None]]] = {
            "killed": self._kill,
            "offline": self._offline,
            "blackhole": self._offline,
            "flapping": self._flap,
        }
        word = f"{fault.who} {fault.kind}"
        self.now.append(word)
        began = self.clock.since_start()
        await deeds[fault.kind](fault)
        self.now.remove(word)
        self.record.say("fault", kind=fault.kind, who=fault.who, since=began, until=self.clock.since_start())

    async def _kill(self, fault: Fault) -> None:
        async with self._one_at_a_time:
            self.programs.kill(fault.who)
            began = self.clock.mono_ms()
            await self.programs.answers(fault.who, self.programs.start_server(fault.who))
            self.record.say("restarted", who=fault.who, real_s=(self.clock.mono_ms() - began) / 1000)

    async def _offline(self, fault: Fault) -> None:
        wire = self.network.wires[fault.who]
        (wire.cut if fault.kind == "offline" else wire.swallow)()
        await self._until(fault.until_s)
        wire.mend()

    async def _flap(self, fault: Fault) -> None:
        """Now an answer is lost, now the line is away for some seconds of the hall."""
        rng = random.Random(f"{self.seed} flapping")  # noqa: S311 - a simulation
        wire = self.network.wires[fault.who]
        while self.clock.since_start() < fault.until_s:
            wire.tear(rng.randint(1, 2))
            await self._rest(rng.uniform(0.5, 1.5) * _TORN_EVERY_S)
            wire.cut()
            await self._rest(rng.uniform(*_AWAY_S))
            wire.mend()

    async def _rest(self, seconds: float) -> None:
        await self._until(self.clock.since_start() + seconds * self.share)

    async def _until(self, at_s: float) -> None:
        await asyncio.sleep(max(0.0, at_s - self.clock.since_start()) / self.clock.speed)


def share_of(day_s: float) -> float:
    """How much of a whole day is played."""
    return day_s / WHOLE_DAY_S
