"""The contract, clause by clause: what every driver owes whoever stands before the device.

A clause raises `Broken` with what it saw, or `NotApplicable` when the device has no such thing.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from drivers.kit.bench import Bench, on_twin
from drivers.kit.offer import Offer
from drivers.sim.faults import Fault
from drivers.supervisor import monotonic_ms
from drivers.types import (
    Action,
    Actor,
    Completion,
    CompletionCode,
    DeviceState,
    Status,
)

WORK_MS = 8000
_GRACE_MS = 500
_SLACK_MS = 1000
_QUIET_S = 1.5
_CODE = re.compile(r"[a-z][A-Za-z]*\.[a-z][A-Za-z]+")


class Broken(Exception):  # noqa: N818 - a clause is broken; nothing went wrong with the kit
    """The driver does not keep the clause; the text is what was seen."""


class NotApplicable(Exception):  # noqa: N818 - an answer, no failure
    """The device has nothing that the clause is about."""


def _need(condition: bool, seen: str) -> None:  # noqa: FBT001 - an assertion
    if not condition:
        raise Broken(seen)


async def comes_online(bench: Bench) -> None:
    """Wait until it is ready, or say what it is instead."""
    if not await bench.ready():
        raise Broken(f"never online: {bench.status.device.value} {bench.status.code}")


async def works(bench: Bench) -> Completion:
    """Online, and its operation ends as the offer says."""
    await comes_online(bench)
    done = await bench.work(WORK_MS if bench.line else 30_000)
    told = f"{bench.offer.trial.op} ended {done.code.value} {done.error}"
    _need(done.code is bench.offer.trial.ends, told)
    return done


async def silent_start(offer: Offer, folder: Path) -> None:
    """Never online on a device that says nothing."""
    async with on_twin(offer, folder, Fault.NO_ANSWER) as bench:
        await bench.settled()
        await bench.until(lambda: bench.status.ready, _QUIET_S)
        status = bench.status
        _need(status.device is not DeviceState.STARTING, "still starting after 20 s of silence")
        if not status.ready:
            return
        _need(not offer.answers, "online, and the device had answered nothing")
        known = {*status.parts.values(), *(supply.value for supply in status.supplies.values())}
        _need("unknown" in known, "online unanswered, and nothing in its status is called unknown")


async def silent_work(offer: Offer, folder: Path) -> None:
    """No answer is never success, and the driver itself ends in time."""
    async with on_twin(offer, folder) as bench:
        await comes_online(bench)
        await bench.set_fault(Fault.NO_ANSWER)
        began = monotonic_ms()
        short_ms = offer.trial.short_ms
        done = await bench.work(short_ms)
        took = monotonic_ms() - began
        _need(not done.done, "success from a device that answered nothing")
        _need(bench.resets == 0, f"its process had to be replaced: {done.error}")
        _need(took <= short_ms + _GRACE_MS + _SLACK_MS, f"took {took} ms of {short_ms}")


async def unknown_operation(bench: Bench) -> None:
    """An operation that it has not is told so."""
    await comes_online(bench)
    done = await bench.run("no_such_operation", {}, WORK_MS)
    _need(done.code is CompletionCode.UNSUPPORTED_COMMAND, f"no_such_operation ended {done.code.value}")


async def wrong_option(offer: Offer, folder: Path) -> None:
    """A misspelt option is refused, and the right one named: in the driver's own process, as in a hall."""
    right = min(offer.options, default="")
    wrong = right + "x" if right else "no_such_option"
    async with on_twin(replace(offer, options={**offer.options, wrong: 1}), folder) as bench:
        status = await bench.settled()
        told = status_words(status)
        _need(status.device is not DeviceState.ONLINE, f"online with the option {wrong}")
        _need(bench.resets == 0, f"its process ended at the option {wrong}: {told}")
    said = " ".join(status.parts.values())
    named = wrong in said or wrong.removesuffix("x") in said
    _need(named, f"the option {wrong} is not named: {told} {said}".rstrip())
    _need(
        not right or re.search(rf"\b{re.escape(right)}\b", said) is not None, f"{right} is not named: {said}"
    )


async def legal_words(bench: Bench) -> None:
    """Every status is whole: a state that is not ready has a code, who acts and what is to be done."""
    await works(bench)
    for status in [*bench.statuses, bench.status]:
        _need(not status.code or _CODE.fullmatch(status.code) is not None, f"code {status.code!r}")
        if status.device in {DeviceState.ONLINE, DeviceState.STARTING}:
            continue
        _need(bool(status.code), f"{status.device.value} without a code")
        _need(status.action is not Action.NONE, f"{status.code}: nobody is told what to do")
        _need(status.actor is not Actor.NOBODY, f"{status.code}: it is nobody's work")


async def keeps_secrets(offer: Offer, folder: Path) -> None:
    """What a person brings is in the result and nowhere else, not on the stdout or stderr of its process either."""
    if not offer.trial.secrets:
        raise NotApplicable("nothing personal passes this device")
    with tempfile.TemporaryFile() as output:
        async with on_twin(offer, folder, output=output.fileno()) as bench:
            done = await works(bench)
        output.seek(0)
        printed = output.read()
    shown = [repr(done), *map(repr, bench.events), *map(repr, bench.statuses), *bench.records]
    shown += [json.dumps(dict(event.data), ensure_ascii=False) for event in bench.events]
    for secret in offer.trial.secrets:
        _need(
            not any(secret in text for text in shown),
            "a personal text in an event, a status, a repr or a log",
        )
        _need(
            not any(form in printed for form in _as_printed(secret)),
            "a personal text printed to its stdout or stderr",
        )


def _as_printed(secret: str) -> Iterable[bytes]:
    """A text as a program may print it: in UTF-8, in GB 18030, escaped, or as the repr of its bytes."""
    for raw in (secret.encode(), secret.encode("gb18030")):
        yield raw
        yield repr(raw)[2:-1].encode()
    yield ascii(secret)[1:-1].encode()


async def cancels(bench: Bench) -> None:
    """Whoever no longer waits is let go, and the next one is served."""
    if not bench.offer.trial.waits:
        raise NotApplicable("its operation waits for nobody")
    await comes_online(bench)
    task = bench.begin(30_000)
    await bench.under_way()
    began = monotonic_ms()
    await bench.cancel()
    took = monotonic_ms() - began
    done = await task
    _need(done.code is CompletionCode.CANCELED, f"cancel ended {done.code.value} {done.error}")
    _need(
        took <= _GRACE_MS + _SLACK_MS and bench.resets == 0, f"cancel took {took} ms, {bench.resets} restarts"
    )
    if bench.line is not None:
        await works(bench)


async def deadline(bench: Bench) -> None:
    """An operation that nobody serves ends within its time."""
    if not bench.offer.trial.waits:
        raise NotApplicable("its operation waits for nobody")
    await comes_online(bench)
    short_ms = bench.offer.trial.short_ms
    began = monotonic_ms()
    done = await bench.work(short_ms, hand=False)
    took = monotonic_ms() - began
    _need(not done.done, "success, and nobody was there")
    _need(
        took <= short_ms + _GRACE_MS + _SLACK_MS and bench.resets == 0, f"{took} ms, {bench.resets} restarts"
    )


async def plug_pulled(offer: Offer, folder: Path) -> None:
    """The port vanishes under an operation: no success, no crash, and all is well once it is back."""
    async with on_twin(offer, folder) as bench:
        await comes_online(bench)
        if not offer.trial.waits:
            await bench.set_fault(Fault.NO_ANSWER)
        task = bench.begin(WORK_MS)
        await bench.under_way()
        await bench.set_fault(Fault.UNPLUGGED)
        done = await task
        _need(done.code is not CompletionCode.SUCCESS, "success over a plug that was pulled")
        _need(bench.resets == 0, "its process ended")
        _need(await bench.until(lambda: not bench.status.ready), "still online without a plug")
        await bench.set_fault(Fault.NONE)
        await works(bench)


async def spoilt(offer: Offer, folder: Path, fault: Fault) -> None:
    """A damaged answer is never believed, and the next whole one is."""
    async with on_twin(offer, folder) as bench:
        _need(bench.between is not None, "no twin")
        if bench.between is None or fault not in bench.between.faults:
            raise NotApplicable(f"its twin cannot show {fault.value}")
        before = offer.trial.facts((await works(bench)).result)
        await bench.set_fault(fault)
        done = await bench.work(offer.trial.short_ms if fault is not Fault.GARBAGE_BEFORE else WORK_MS)
        _need(bench.resets == 0, f"its process ended: {done.error}")
        if done.code is CompletionCode.SUCCESS:
            _need(fault is Fault.GARBAGE_BEFORE, "success on a damaged answer")
            same = offer.trial.facts(done.result) == before or not offer.trial.checked
            _need(same, "noise before an answer changed what was read")
        await bench.set_fault(Fault.NONE)
        await works(bench)


def status_words(status: Status) -> str:
    """A status in two words, for a detail."""
    return f"{status.device.value} {status.code}".strip()
