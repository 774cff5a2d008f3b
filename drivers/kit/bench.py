"""A driver in its own process on its twin's line or on a real port, as in a hall; all it says is kept."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from drivers.kit.offer import Offer
from drivers.sim.base import Machine, Reply
from drivers.sim.faults import Fault
from drivers.sim.line import Line
from drivers.supervisor import Supervisor, monotonic_ms
from drivers.types import Completion, DeviceEvent, DeviceSpec, DeviceState, Json, Status

PATIENCE_S = 20.0
"""For what must come at all; a loaded machine is slow, not wrong."""
_LOOK_S = 0.02
_MOMENT_S = 2.0
Spoil = Callable[[Reply], Iterable[Reply]]


class Between(Machine):
    """A machine with somebody at its wire: `spoil` turns every reply into what goes out instead."""

    def __init__(self, inner: Machine) -> None:
        self.inner = inner
        self.spoil: Spoil = lambda reply: (reply,)

    @property
    def faults(self) -> frozenset[Fault]:
        """As the machine's."""
        return self.inner.faults

    @property
    def fault(self) -> Fault:
        """As the machine's."""
        return self.inner.fault

    @fault.setter
    def fault(self, fault: Fault) -> None:
        self.inner.fault = fault

    def feed(self, data: bytes) -> Iterable[Reply]:
        """The machine's answers, spoilt."""
        return self._out(self.inner.feed(data))

    def unasked(self) -> Iterable[Reply]:
        """The machine's own words, spoilt."""
        return self._out(self.inner.unasked())

    def power_on(self) -> None:
        """As the machine's."""
        self.inner.power_on()

    def _out(self, replies: Iterable[Reply]) -> list[Reply]:
        return [out for reply in replies for out in self.spoil(reply)]


class Bench:
    """One driver at work. `between` is the wire's spoiler, `line` the twin's; None on a real port.

    `folder`: private, for what the offer calls `{folder}`. `output`: the descriptor of what its process prints.
    """

    def __init__(
        self,
        offer: Offer,
        port: str,
        line: Line | None,
        between: Between | None,
        folder: Path,
        output: int = 2,
    ) -> None:
        self.offer = offer
        self._folder = folder
        self._tries = map(f"kit-{secrets.token_hex(4)}-{{}}".format, itertools.count(1))
        self.line = line
        self.between = between
        self.events: list[DeviceEvent] = []
        self.statuses: list[Status] = []
        self.records: list[str] = []
        self._seen = 0
        self._supervisor = Supervisor(
            [_spec(offer, port, line)], self._hear, paths=[*_paths()], output=output
        )

    @property
    def status(self) -> Status:
        """The device's status now."""
        return self._supervisor.status(self.offer.name)

    @property
    def resets(self) -> int:
        """How often the driver's process had to be replaced."""
        return self.status.counters["resets"]

    async def start(self) -> None:
        """Start the driver's process."""
        await self._supervisor.start()

    async def stop(self) -> None:
        """End it."""
        await self._supervisor.stop()

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
        """Whether the condition came true in time."""
        end = monotonic_ms() + seconds * 1000
        while not condition():
            if monotonic_ms() >= end:
                return False
            await asyncio.sleep(_LOOK_S)
        return True

    async def ready(self) -> bool:
        """Wait until the device is online."""
        return await self.until(lambda: self.status.ready)

    async def settled(self) -> Status:
        """The first status that says more than "starting", or "starting" when the time is up."""
        await self.until(lambda: self.status.device is not DeviceState.STARTING)
        return self.status

    async def run(self, op: str, args: Mapping[str, Json], timeout_ms: int) -> Completion:
        """Do one command."""
        return await self._supervisor.run(self.offer.name, op, args, timeout_ms=timeout_ms)

    async def work(self, timeout_ms: int, *, hand: bool = True) -> Completion:
        """The offer's trial; `hand`: with the person who makes it succeed."""
        trial = self.offer.trial
        if not hand or trial.waits:
            task = self.begin(timeout_ms)
            await self.under_way()
            if hand:
                await self.touch()
            return await task
        await self.touch()
        return await self.run(trial.op, self._args(), timeout_ms)

    def begin(self, timeout_ms: int) -> asyncio.Task[Completion]:
        """Start the offer's trial and leave it under way."""
        trial = self.offer.trial
        self._seen = self._own_words()
        return asyncio.ensure_future(self.run(trial.op, self._args(), timeout_ms))

    def _args(self) -> Mapping[str, Json]:
        """The trial's arguments for one more try."""
        return filled(self.offer.trial.args, {"{folder}": str(self._folder), "{try}": next(self._tries)})

    async def under_way(self) -> None:
        """Wait for the driver's word that it waits for a person; a driver without one gets a moment."""
        await self.until(lambda: self._own_words() > self._seen, _MOMENT_S)

    def _own_words(self) -> int:
        """How many prompts the driver sent; without names for them, how many events of its own."""
        prompts = self.offer.trial.prompt.split()
        kinds = [event.kind for event in self.events if event.kind != "statusChanged"]
        return sum(kind in prompts for kind in kinds) if prompts else len(kinds)

    async def touch(self) -> None:
        """The person's hand at the twin; at real hardware a person acts by himself."""
        line, between = self.line, self.between
        if line is not None and between is not None:
            await asyncio.to_thread(line.act, lambda: self.offer.trial.hand(between.inner))

    async def set_fault(self, fault: Fault) -> None:
        """Misbehave from now on."""
        if self.line is not None:
            await asyncio.to_thread(self.line.set_fault, fault)

    async def cancel(self) -> None:
        """Give up the command under way."""
        await self._supervisor.cancel(self.offer.name)

    def _hear(self, _name: str, event: DeviceEvent) -> None:
        self.events.append(event)
        self.statuses.append(self.status)


class _Keep(logging.Handler):
    """Every record, as it would be written."""

    def __init__(self, records: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self._records.append(record.getMessage())


@asynccontextmanager
async def on_twin(
    offer: Offer, folder: Path, fault: Fault = Fault.NONE, output: int = 2
) -> AsyncIterator[Bench]:
    """The driver on its twin, which has a fault from the start. Raises `ValueError` for an offer without a twin."""
    if offer.twin is None:
        raise ValueError(f"{offer.name} has no twin")
    line = offer.twin(folder)
    between = Between(line.machine)
    line.machine = between
    await asyncio.to_thread(line.start)
    try:
        if fault is not Fault.NONE:
            await asyncio.to_thread(line.set_fault, fault)
        async with _serving(Bench(offer, line.port, line, between, folder, output)) as bench:
            yield bench
    finally:
        await asyncio.to_thread(line.stop)


@asynccontextmanager
async def on_port(offer: Offer, port: str) -> AsyncIterator[Bench]:
    """The driver on real hardware."""
    with tempfile.TemporaryDirectory(prefix="hallkit-kit-") as folder:
        async with _serving(Bench(offer, port, None, None, Path(folder))) as bench:
            yield bench


@asynccontextmanager
async def _serving(bench: Bench) -> AsyncIterator[Bench]:
    handler, log = _Keep(bench.records), logging.getLogger("drivers")
    log.addHandler(handler)
    try:
        await bench.start()
        yield bench
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await bench.stop()
        log.removeHandler(handler)


def filled(given: Mapping[str, Json], words: Mapping[str, str]) -> Mapping[str, Json]:
    """The same with the kit's words in its texts, those of the first level only."""
    found = dict(given)
    for word, meaning in words.items():
        found |= {key: value.replace(word, meaning) for key, value in found.items() if isinstance(value, str)}
    return found


def _spec(offer: Offer, port: str, line: Line | None) -> DeviceSpec:
    options = {**offer.options, **(line.options if line is not None else {})}
    return DeviceSpec(offer.name, offer.device_class, offer.driver, port, offer.wire, options)


def _paths() -> Iterable[str]:
    """Where the drivers of packages under development are found: a child runs isolated from our own paths."""
    return [path for path in sys.path if path]
