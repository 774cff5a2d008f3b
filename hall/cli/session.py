"""One device at once: the driver's own child process under a supervisor, for the length of one command."""

from __future__ import annotations

import asyncio
import contextlib
from argparse import Namespace
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from drivers.supervisor import Supervisor
from drivers.types import Completion, CompletionCode, DeviceEvent, DeviceSpec, DeviceState, Json, Status
from hall.cli import advice, exits
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.settings import SettingsError, load_profile

_NOT_READY = {
    DeviceState.USER_ERROR: CompletionCode.USER_ERROR,
    DeviceState.HARDWARE_ERROR: CompletionCode.HARDWARE_ERROR,
    DeviceState.FRAUD_ATTEMPT: CompletionCode.FRAUD_ATTEMPT,
    DeviceState.DRIVER_FAULT: CompletionCode.INTERNAL_ERROR,
    DeviceState.STARTING: CompletionCode.TIME_OUT,
}


@dataclass(frozen=True)
class Answer:
    """What a command has to say: to the exit status, to JSON, to people."""

    exit: Exit
    code: CompletionCode
    error: str = ""
    facts: Mapping[str, Json] = field(default_factory=dict)
    detail: str = ""


Hear = Callable[[DeviceEvent], None]


class Device:
    """A device in use. `status` is its newest; `hear` gets its events."""

    def __init__(self, spec: DeviceSpec, limit_s: float, hear: Hear) -> None:
        self._supervisor = Supervisor([spec], self._listen)
        self._name = spec.name
        self._hear = hear
        self._settled = asyncio.Event()
        self._limit_s = limit_s
        self._ends = asyncio.get_running_loop().time() + limit_s
        self.at_risk: tuple[str, str] | None = None
        """What to look at once an order with an effect is out, in both languages."""

    async def __aenter__(self) -> Self:
        await self._supervisor.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._supervisor.stop()

    def _listen(self, _name: str, event: DeviceEvent) -> None:
        if self.status.device is not DeviceState.STARTING:
            self._settled.set()
        self._hear(event)

    @property
    def status(self) -> Status:
        """The device's status now."""
        return self._supervisor.status(self._name)

    async def settled(self) -> Status:
        """The first status that says more than "starting", or "starting" when the time is up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._left_s())):
                await self._settled.wait()
        return self.status

    async def run(
        self, op: str, args: Mapping[str, Json] | None = None, *, risk: tuple[str, str] | None = None
    ) -> Completion:
        """Do one command in the time that is left. `risk`: what Ctrl-C says to look at from now on."""
        self.at_risk = risk or self.at_risk
        return await self._supervisor.run(
            self._name, op, args, timeout_ms=max(1, round(self._left_s() * 1000))
        )

    async def wait_for_card(self, op: str, reading_ms: int) -> Completion:
        """Wait for a card as long as the whole limit says, from now on; reading it has `reading_ms` on top."""
        wait_ms = max(1, round(self._limit_s * 1000))
        return await self._supervisor.run(
            self._name, op, {"wait_ms": wait_ms}, timeout_ms=wait_ms + reading_ms
        )

    def _left_s(self) -> float:
        return self._ends - asyncio.get_running_loop().time()


Work = Callable[[Device], Awaitable[Answer]]


def spec_of(chosen: Namespace) -> DeviceSpec:
    """The device that the arguments mean. Raises `SettingsError`."""
    profile = load_profile(chosen.profile)
    options = {**profile.options, **dict(getattr(chosen, "option", None) or ())}
    wanted = chosen.device_class
    if profile.device_class != wanted:
        raise SettingsError(
            f"{profile.id} 是 {profile.device_class} 的型号，不是 {wanted} 的；型号见 hallkit device list | "
            f"{profile.id} is for {profile.device_class}, not for {wanted}; hallkit device list shows the models"
        )
    return DeviceSpec(wanted, wanted, profile.driver, chosen.port, profile.wire, options)


def use(chosen: Namespace, work: Work, hear: Hear = lambda _event: None) -> Answer:
    """Start the device, do the work, end the device. Raises `SettingsError` before anything is started.

    Raises `Interrupted` for Ctrl-C after an order with an effect, `KeyboardInterrupt` before one.
    """
    used: list[Device] = []
    try:
        return asyncio.run(_use(spec_of(chosen), chosen.timeout, work, hear, used))
    except KeyboardInterrupt as stop:
        risk = used[0].at_risk if used else None
        if risk is None:
            raise
        raise exits.Interrupted(*risk) from stop


async def _use(spec: DeviceSpec, limit_s: float, work: Work, hear: Hear, used: list[Device]) -> Answer:
    async with Device(spec, limit_s, hear) as device:
        used.append(device)
        return await work(device)


def of_completion(completion: Completion) -> Answer:
    """A command's answer as it is."""
    detail = completion.evidence.get("detail", "")
    return Answer(
        exits.of_completion(completion),
        completion.code,
        completion.error,
        completion.result,
        detail if isinstance(detail, str) else "",
    )


def of_status(status: Status) -> Answer:
    """A device's state as an answer; success only when it can be used."""
    code = (
        CompletionCode.SUCCESS
        if status.ready
        else _NOT_READY.get(status.device, CompletionCode.DEVICE_NOT_READY)
    )
    return Answer(exits.of_status(status), code, status.code, detail=_detail(status))


def _detail(status: Status) -> str:
    return status.parts.get("detail", "") or status.parts.get("option", "")


def show(chosen: Namespace, say: Say, answer: Answer, people: Callable[[], str]) -> int:
    """Print the answer: one JSON object, or what `people` says; a failure's three lines go to stderr."""
    done = answer.exit is Exit.DONE
    if chosen.json:
        told = {"ok": done, "code": answer.code.value, "error": answer.error, **answer.facts}
        out_json({**told, "detail": answer.detail} if answer.detail else told)
    elif done or answer.facts:
        out(people())
    if not done:
        hints = (answer.detail, _of_port(say, chosen.port, answer.error))
        known = [f"  {hint}" for hint in hints if hint]
        tell("\n".join([*advice.lines(say, answer.code, answer.error), *known]))
    return answer.exit


def _of_port(say: Say, port: str, error: str) -> str:
    """What the port's own words add to the advice; "" when nothing."""
    if port.startswith("tcp://"):
        if error == "config.invalid":
            return (
                say("端口写成 tcp://主机：端口，如 ", "write the port as tcp://HOST:PORT, like ")
                + "tcp://10.0.0.9:9100"
            )
        if error.startswith("bus."):
            return say(
                f"{port}：查地址、端口号、网线和设备电源",
                f"{port}: check address, port number, cable and power",
            )
    elif error == "config.invalid" and Path(port).is_dir():
        return say(f"{port} 是目录，不是端口", f"{port} is a folder, not a port")
    return ""


def with_facts(answer: Answer, facts: Mapping[str, Json]) -> Answer:
    """The same answer with other facts."""
    return replace(answer, facts=facts)
