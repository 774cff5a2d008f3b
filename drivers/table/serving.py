"""The common half of small drivers: options checked before anything, operations by name, arguments by rule."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from drivers.codes import Code
from drivers.options import OptionError
from drivers.table.template import TemplateError
from drivers.transport.base import Connection
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    Context,
    DeviceEvent,
    DeviceState,
    Json,
    Status,
)

_GRACE_MS = 200
_CHUNK = 4096
_READS = 16


class Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    """An operation ends here, not done. `error` is a `Code`."""

    def __init__(self, code: CompletionCode, error: str, **evidence: Json) -> None:
        super().__init__(error)
        self.code = code
        self.error = error
        self.evidence = evidence


@dataclass(frozen=True)
class Operation:
    """What a command does. `args`: its arguments and their types; every one may be left out unless in `needed`."""

    run: Callable[[Command], dict[str, Json]]
    args: Mapping[str, type] = field(default_factory=dict)
    needed: tuple[str, ...] = ()


MISCONFIGURED: Final = (DeviceState.OFFLINE, Code.CONFIG_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN)
SILENT: Final = (DeviceState.OFFLINE, Code.PROTOCOL_NO_ANSWER, Action.MAINTENANCE, Actor.STAFF)


class ServingDriver(ABC):
    """A driver by table. `configure` reads the options, `operations` names what it does, `look` asks the device.

    `perform` answers `invalidData` for arguments that make no sense, `deviceNotReady` for wrong options;
    an operation returns its result or raises `Refused`. `self.end_ms` is when the command at hand must be over.
    Every such driver has `capabilities`, `status`, `begin_transaction` {id} and `end_transaction`; one whose device
    can show which it is (blink, beep, its name) has `identify` among its own.
    """

    idle_ms: ClassVar[int] = 1000
    side_effects: ClassVar[frozenset[str]] = frozenset()
    unsupported: ClassVar[tuple[str, ...]] = ()
    """Operations of the device's class that no known protocol of this driver carries."""
    events: ClassVar[tuple[str, ...]] = ()
    """What it says unasked or on the way."""

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        self.connection = connection
        self.context = context
        self.end_ms = 0
        self._at_hand = False
        self.wrong_option = ""
        self._operations: Mapping[str, Operation] = {}
        try:
            self.configure(options)
            self._operations = {**self._common(), **self.operations()}
        except (OptionError, TemplateError) as error:
            self.wrong_option = str(error)

    @abstractmethod
    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the options. Raises `OptionError` or `TemplateError`."""

    @abstractmethod
    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""

    @abstractmethod
    def look(self) -> Status:
        """Re-read the physical truth; never `online` on an answer that did not come."""

    def tick(self) -> Status:
        """Between commands: take unasked bytes, poll."""
        return self.look()

    def start(self) -> Status:
        """The first look, or what is wrong with the options."""
        return self._misconfigured() or self.look()

    def idle(self) -> Status:
        """The next look."""
        return self._misconfigured() or self.tick()

    def stop(self) -> None:  # noqa: B027 - most devices are left as they are
        """Leave the device as a citizen should find it."""

    def facts(self) -> dict[str, Json]:
        """What this device can do, beyond the names of its operations. null: not supported."""
        return {}

    def media_left(self) -> bool | None:
        """Whether a citizen's things are in or on the device; None when it cannot tell."""
        return None

    def clear(self) -> bool | None:
        """Forget what the last citizen left in buffers; None when nothing of a citizen is ever kept."""
        return None

    def perform(self, command: Command) -> Completion:
        """Do one command."""
        if self.wrong_option:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.CONFIG_INVALID)
        operation = self._operations.get(command.op)
        if operation is None:
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        if wrong := _wrong_argument(command, operation):
            evidence: dict[str, Json] = {"argument": wrong}
            return Completion(
                command.id, CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, evidence=evidence
            )
        self.end_ms = self.context.now_ms() + command.timeout_ms - min(_GRACE_MS, command.timeout_ms // 4)
        self._at_hand = True
        try:
            return Completion(command.id, CompletionCode.SUCCESS, result=operation.run(command))
        except Refused as refused:
            return Completion(command.id, refused.code, refused.error, evidence=refused.evidence)
        finally:
            self._at_hand = False

    def emit(self, kind: str, **data: Json) -> None:
        """Send an event up."""
        self.context.emit(DeviceEvent(kind, data))

    def tell(self, news: Iterable[DeviceEvent]) -> None:
        """Send events up."""
        for event in news:
            self.context.emit(event)

    def left_ms(self, wanted_ms: int) -> int:
        """`wanted_ms`, or what the command at hand has left if that is less; never below 0."""
        return max(0, min(wanted_ms, self.end_ms - self.context.now_ms()))

    def within_ms(self, wanted_ms: int) -> int:
        """`left_ms` while a command is at hand, `wanted_ms` between commands."""
        return self.left_ms(wanted_ms) if self._at_hand else wanted_ms

    def wait_ms(self, command: Command, usual_ms: int | None = None) -> int:
        """When to stop waiting (`context.now_ms()`): the argument `wait_ms`, else `usual_ms`, within the command."""
        wanted = command.args.get("wait_ms", usual_ms)
        longest = self.end_ms
        return min(longest, self.context.now_ms() + wanted) if isinstance(wanted, int) else longest

    def waiting_bytes(self) -> list[bytes]:
        """What has arrived unread, at most 64 KiB: a device that babbles cannot hold us."""
        found: list[bytes] = []
        for _ in range(_READS):
            data = self.connection.read(_CHUNK, 0)
            if not data:
                break
            found.append(data)
        return found

    def _common(self) -> Mapping[str, Operation]:
        """The operations that every class has; a driver's own go first."""
        return {
            "capabilities": Operation(lambda _: self._what_it_can()),
            "status": Operation(lambda _: self._how_it_is()),
            "begin_transaction": Operation(self._visit_begins, {"id": str}, ("id",)),
            "end_transaction": Operation(lambda _: self._visit_ends()),
        }

    def _what_it_can(self) -> dict[str, Json]:
        return {
            "operations": [*sorted(self._operations)],
            "unsupported": [*self.unsupported],
            "events": [*self.events],
            **self.facts(),
        }

    def _how_it_is(self) -> dict[str, Json]:
        status = self.look()
        return {"device": status.device.value, "code": status.code, **status.parts}

    def _visit_begins(self, command: Command) -> dict[str, Json]:
        """A citizen's visit begins: nothing of the last one may still be here."""
        return {"id": command.args["id"], **self._visit_ends()}

    def _visit_ends(self) -> dict[str, Json]:
        left = self.media_left()
        if left:
            self.emit("mediaLeft")
        return {"media_left": left, "buffers_cleared": self.clear()}

    def _misconfigured(self) -> Status | None:
        return Status(*MISCONFIGURED, parts={"option": self.wrong_option}) if self.wrong_option else None


def _wrong_argument(command: Command, operation: Operation) -> str:
    """The name of an argument that is unknown, missing, of the wrong type or below zero; "" when all are right."""
    for name in operation.needed:
        if name not in command.args:
            return name
    for name, value in command.args.items():
        wanted = operation.args.get(name)
        right = wanted is not None and isinstance(value, wanted)
        if not right or (isinstance(value, bool) and wanted is not bool):
            return name
        if isinstance(value, int) and value < 0:
            return name
    return ""
