"""The words of `drivers.types` as the pipe carries them. Reading raises `PipeError` on anything unexpected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from drivers.pipe import PipeError
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    DeviceEvent,
    DeviceSpec,
    DeviceState,
    Json,
    Status,
    Supply,
)

Message = Mapping[str, Json]


def text(message: Message, key: str) -> str:
    """A text that must be there."""
    value = message.get(key)
    if not isinstance(value, str):
        raise PipeError(f"{key} is no text")
    return value


def number(message: Message, key: str) -> int:
    """A whole number that must be there."""
    value = message.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise PipeError(f"{key} is no whole number")
    return value


def table(message: Message, key: str) -> dict[str, Json]:
    """A JSON object that must be there."""
    value = message.get(key)
    if not isinstance(value, dict):
        raise PipeError(f"{key} is no object")
    return value


def texts(message: Message, key: str) -> tuple[str, ...]:
    """A list of texts that must be there."""
    value = message.get(key)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise PipeError(f"{key} is no list of texts")
    return tuple(str(one) for one in value)


def write_spec(spec: DeviceSpec) -> dict[str, Json]:
    """All of a spec."""
    return {
        "name": spec.name,
        "device_class": spec.device_class,
        "driver": spec.driver,
        "port": spec.port,
        "wire": dict(spec.wire),
        "options": dict(spec.options),
        "record": spec.record,
    }


def read_spec(message: Message) -> DeviceSpec:
    """The spec of `write_spec`."""
    return DeviceSpec(
        name=text(message, "name"),
        device_class=text(message, "device_class"),
        driver=text(message, "driver"),
        port=text(message, "port"),
        wire=table(message, "wire"),
        options=table(message, "options"),
        record=text(message, "record"),
    )


def write_command(command: Command) -> dict[str, Json]:
    """All of a command."""
    return {**asdict(command), "args": dict(command.args)}


def read_command(message: Message) -> Command:
    """The command of `write_command`."""
    return Command(
        id=text(message, "id"),
        op=text(message, "op"),
        args=table(message, "args"),
        timeout_ms=number(message, "timeout_ms"),
        transaction=text(message, "transaction"),
    )


def write_completion(completion: Completion) -> dict[str, Json]:
    """All of a completion."""
    return {
        "command": completion.command,
        "code": completion.code.value,
        "error": completion.error,
        "result": dict(completion.result),
        "evidence": dict(completion.evidence),
    }


def read_completion(message: Message) -> Completion:
    """The completion of `write_completion`."""
    try:
        code = CompletionCode(text(message, "code"))
    except ValueError as error:
        raise PipeError("an unknown completion code") from error
    return Completion(
        command=text(message, "command"),
        code=code,
        error=text(message, "error"),
        result=table(message, "result"),
        evidence=table(message, "evidence"),
    )


def write_status(status: Status) -> dict[str, Json]:
    """A status as the child knows it: `since_ms` is the supervisor's own."""
    return {
        "device": status.device.value,
        "code": status.code,
        "action": status.action.value,
        "actor": status.actor.value,
        "parts": dict(status.parts),
        "supplies": {name: supply.value for name, supply in status.supplies.items()},
        "counters": dict(status.counters),
        "origin": status.origin,
    }


def read_status(message: Message) -> Status:
    """The status of `write_status`."""
    parts, counters = table(message, "parts"), table(message, "counters")
    supplies = table(message, "supplies")
    try:
        return Status(
            device=DeviceState(text(message, "device")),
            code=text(message, "code"),
            action=Action(text(message, "action")),
            actor=Actor(text(message, "actor")),
            parts={name: text(parts, name) for name in parts},
            supplies={name: Supply(text(supplies, name)) for name in supplies},
            counters={name: number(counters, name) for name in counters},
            origin=text(message, "origin"),
        )
    except ValueError as error:
        raise PipeError("an unknown word in a status") from error


def read_event(message: Message) -> DeviceEvent:
    """An event of a driver."""
    return DeviceEvent(text(message, "event"), table(message, "data"))
