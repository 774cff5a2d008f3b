"""The devices of a unit under test, each in its own process, with all that they say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drivers.sim.line import Line
from drivers.sim.room import Room
from drivers.supervisor import Supervisor, monotonic_ms
from drivers.types import Completion, DeviceEvent, DeviceSpec, DeviceState, Json, Status
from hall.cli.language import Say
from hall.cli.output import tell
from hall.settings import Profile

_LOOK_S = 0.02


@dataclass(frozen=True)
class Placed:
    """One device of the unit. `line`: its twin; `room`: where a twin speaker sounds; both None for a real one.

    `lack`: why its twin cannot work here, "" for nothing.
    """

    name: str
    profile: Profile
    port: str
    line: Line | None = None
    room: Room | None = None
    lack: str = ""

    @property
    def twin(self) -> bool:
        """Whether it is no real one."""
        return self.line is not None or self.room is not None


class Patience:
    """A limit that began just now."""

    def __init__(self, limit_ms: int) -> None:
        self._end_ms = monotonic_ms() + limit_ms

    @property
    def left_ms(self) -> int:
        """What is left of it, never below 0."""
        return max(0, self._end_ms - monotonic_ms())


class Trying:
    """The devices at work. `say` speaks to the technician, who is given `limit_s` whenever a person is needed."""

    def __init__(self, placed: Sequence[Placed], say: Say, limit_s: float) -> None:
        self.placed = placed
        self.say = say
        self.limit_ms = round(limit_s * 1000)
        self._events: list[tuple[str, str]] = []
        self._supervisor = Supervisor([_spec(one) for one in placed], self._hear)

    async def start(self) -> None:
        """Start every driver."""
        await self._supervisor.start()

    async def stop(self) -> None:
        """End every driver."""
        await self._supervisor.stop()

    def status(self, one: Placed) -> Status:
        """How a device is now."""
        return self._supervisor.status(one.name)

    def starting(self) -> bool:
        """Whether a device has not said yet how it is."""
        return any(status.device is DeviceState.STARTING for status in self._supervisor.statuses().values())

    async def run(self, one: Placed, op: str, args: Mapping[str, Json], timeout_ms: int) -> Completion:
        """Do one command."""
        return await self._supervisor.run(one.name, op, args, timeout_ms=timeout_ms)

    async def cancel(self, one: Placed) -> None:
        """Give up the command under way."""
        await self._supervisor.cancel(one.name)

    async def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Whether the condition came true in time."""
        end = monotonic_ms() + seconds * 1000
        while not condition():
            if monotonic_ms() >= end:
                return False
            await asyncio.sleep(_LOOK_S)
        return True

    async def heard(self, one: Placed, kind: str, seconds: float) -> bool:
        """Whether a device says `kind` from now on."""
        seen = len(self._events)
        return await self.until(lambda: (one.name, kind) in self._events[seen:], seconds)

    async def said_first(
        self, one: Placed, kind: str, task: asyncio.Future[Completion], seconds: float
    ) -> bool:
        """Whether a device says `kind` from now on, before its command is done."""
        seen = len(self._events)
        await self.until(lambda: task.done() or (one.name, kind) in self._events[seen:], seconds)
        return not task.done() and (one.name, kind) in self._events[seen:]

    def of_class(self, *classes: str) -> Placed | None:
        """The first device of one of these classes that can be used now."""
        for one in self.placed:
            if one.profile.device_class in classes and self.status(one).ready:
                return one
        return None

    def patience(self) -> Patience:
        """How long a person is given from now on."""
        return Patience(self.limit_ms)

    def ask(self, zh: str, en: str) -> None:
        """Ask the technician to do something."""
        tell(f"→ {self.say(zh, en)}")

    def _hear(self, name: str, event: DeviceEvent) -> None:
        self._events.append((name, event.kind))


def _spec(one: Placed) -> DeviceSpec:
    profile = one.profile
    return DeviceSpec(one.name, profile.device_class, profile.driver, one.port, profile.wire, profile.options)
