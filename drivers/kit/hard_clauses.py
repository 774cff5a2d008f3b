"""The clauses of gold: side effects are never denied, a device that returns is looked at, noise is never believed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from drivers.kit.bench import Bench, on_twin
from drivers.kit.clauses import Broken, NotApplicable, comes_online, status_words, works
from drivers.kit.offer import Offer
from drivers.sim.base import Reply
from drivers.sim.faults import Fault
from drivers.types import Completion, CompletionCode, DeviceState, Status

_MUTE_AFTER = (0, 1, 2, 3, 5, 8)
_ROUNDS = 25
_SEED = 20_261_122
_SEEN_AT_ONCE = (Fault.PAPER_OUT, Fault.COVER_OPEN)
"""Faults of the machine's own state that its status tells."""


async def effect_is_not_denied(offer: Offer, folder: Path) -> None:
    """The device falls mute in the middle: what happened is success or `outcomeUnknown`, and nothing else."""
    count = offer.trial.effects
    if count is None:
        raise NotApplicable("its operation leaves nothing behind")
    for after in _MUTE_AFTER:
        async with on_twin(offer, folder) as bench:
            await comes_online(bench)
            if bench.between is None or bench.line is None:
                raise Broken("no twin")
            counted = partial(count, bench.between.inner)
            before = bench.line.act(counted)
            bench.between.spoil = Mute(after)
            done = await bench.work(offer.trial.short_ms)
            happened = bench.line.act(counted) - before
            judge(done, happened, after)


def judge(done: Completion, happened: int, after: int) -> None:
    """Raise `Broken` when what is told is not what happened."""
    told = f"{done.code.value} {done.error}, it happened {happened} times, mute after {after} answers"
    if happened > 1:
        raise Broken(f"done again by itself: {told}")
    if happened and done.code not in {CompletionCode.SUCCESS, CompletionCode.OUTCOME_UNKNOWN}:
        raise Broken(f"denied: {told}")
    if not happened and done.code is CompletionCode.SUCCESS:
        raise Broken(f"claimed: {told}")


async def truth_after_return(offer: Offer, folder: Path) -> None:
    """Pulled out, changed, put back: it is not well again before it was looked at."""
    async with on_twin(offer, folder) as bench:
        shown = [one for one in _SEEN_AT_ONCE if bench.between is not None and one in bench.between.faults]
        if not shown:
            raise NotApplicable("its twin has no state that could change meanwhile")
        if not offer.answers:
            raise NotApplicable("it cannot be asked")
        for fault in shown:
            await _returns_changed(bench, fault)


async def _returns_changed(bench: Bench, fault: Fault) -> None:
    await comes_online(bench)
    await bench.set_fault(Fault.UNPLUGGED)
    if not await bench.until(lambda: not bench.status.ready):
        raise Broken("still online without a plug")
    seen = len(bench.statuses)
    await bench.set_fault(fault)
    if not await bench.until(lambda: _looked_at(bench.status)):
        raise Broken(f"{fault.value} is not told: {status_words(bench.status)}")
    for status in bench.statuses[seen:]:
        if status.ready and not status.code:
            raise Broken(f"told {status_words(status)} before it saw {fault.value}")
    await bench.set_fault(Fault.NONE)


def _looked_at(status: Status) -> bool:
    """Whether it says something of the device itself, and not of its plug."""
    wire = status.code.startswith(("bus.", "protocol.", "driver."))
    return status.device is not DeviceState.STARTING and not wire


async def noise_is_not_believed(offer: Offer, folder: Path) -> None:
    """Answers with bytes changed, lost and added: no crash, no hang, no wrong result."""
    async with on_twin(offer, folder) as bench:
        first = await works(bench)
        if bench.between is None:
            raise Broken("no twin")
        facts = offer.trial.facts(first.result)
        for number in range(_ROUNDS):
            bench.between.spoil = Spoiler(_SEED + number)
            done = await bench.work(offer.trial.short_ms)
            if bench.resets:
                raise Broken(f"round {number}: its process ended: {done.error}")
            if done.done and offer.trial.checked and offer.trial.facts(done.result) != facts:
                raise Broken(f"round {number}: success with another result")
        bench.between.spoil = lambda reply: (reply,)
        await bench.set_fault(Fault.NONE)
        await bench.ready()
        await works(bench)


class Mute:
    """Lets so many replies pass, and then none."""

    def __init__(self, left: int) -> None:
        self._left = left

    def __call__(self, reply: Reply) -> Iterable[Reply]:
        """Say it or swallow it."""
        self._left -= 1
        return (reply,) if self._left >= 0 else ()


class Spoiler:
    """Damages one reply in two: one bit changed, the end cut off, or bytes put before it. Repeatable."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - for trying, nothing to guess

    def __call__(self, reply: Reply) -> Iterable[Reply]:
        """One reply, spoilt or not."""
        data = bytearray(reply.data)
        if not data or self._random.random() < 0.5:
            return (reply,)
        match self._random.randrange(3):
            case 0:
                data[self._random.randrange(len(data))] ^= 1 << self._random.randrange(8)
            case 1:
                del data[self._random.randrange(len(data)) :]
            case _:
                data[:0] = self._random.randbytes(self._random.randrange(1, 9))
        return (Reply(bytes(data), reply.after_ms),) if data else ()
