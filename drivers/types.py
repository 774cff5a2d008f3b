"""The words every device and every caller share: commands, completions, status.

State and completion names are XFS4IoT's, plus `outcomeUnknown` and `driverFault`.
Everything here is frozen, JSON-friendly and free of I/O.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Protocol

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@unique
class CompletionCode(StrEnum):
    """How a command ended. Only `SUCCESS` means that it was done."""

    SUCCESS = "success"
    CANCELED = "canceled"
    TIME_OUT = "timeOut"
    DEVICE_NOT_READY = "deviceNotReady"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    INVALID_DATA = "invalidData"
    UNSUPPORTED_COMMAND = "unsupportedCommand"
    UNSUPPORTED_DATA = "unsupportedData"
    SEQUENCE_ERROR = "sequenceError"
    FRAUD_ATTEMPT = "fraudAttempt"
    INTERNAL_ERROR = "internalError"
    COMMAND_ERROR_CODE = "commandErrorCode"
    OUTCOME_UNKNOWN = "outcomeUnknown"
    """A side effect may have happened (paper, door): reconcile before any retry."""


@unique
class DeviceState(StrEnum):
    """What the device as a whole can do now."""

    STARTING = "starting"
    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "powerOff"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    DEVICE_BUSY = "deviceBusy"
    FRAUD_ATTEMPT = "fraudAttempt"
    POTENTIAL_FRAUD = "potentialFraud"
    DRIVER_FAULT = "driverFault"
    """Our own program for the device crashed, hung or is in quarantine."""


@unique
class Action(StrEnum):
    """What has to be done about a state, XFS4IoT's ErrorEvent words."""

    NONE = "none"
    RESET = "reset"
    CLEAR = "clear"
    CONFIGURATION = "configuration"
    MAINTENANCE = "maintenance"
    SUSPEND = "suspend"
    SOFTWARE_ERROR = "softwareError"


@unique
class Actor(StrEnum):
    """Who has to do it."""

    NOBODY = "nobody"
    CITIZEN = "citizen"
    STAFF = "staff"
    TECHNICIAN = "technician"
    VENDOR = "vendor"


@unique
class Supply(StrEnum):
    """How much of a consumable is left. `UNKNOWN` is an answer; "fine" is not a guess."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Status:
    """What is known of one device. `code` is dotted, e.g. `paper.out`; empty when all is well.

    `parts` holds the class's own states (media, cover, cutter...), `supplies` the consumables.
    `since_ms` is the supervisor's monotonic clock when `device` or `code` last changed.
    """

    device: DeviceState
    code: str = ""
    action: Action = Action.NONE
    actor: Actor = Actor.NOBODY
    parts: Mapping[str, str] = field(default_factory=dict)
    supplies: Mapping[str, Supply] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    origin: str = "real"
    since_ms: int = 0

    @property
    def ready(self) -> bool:
        """Whether a new command may be given."""
        return self.device is DeviceState.ONLINE


@dataclass(frozen=True)
class Command:
    """One order to one device. `timeout_ms` is above zero: nothing waits for ever."""

    id: str
    op: str
    args: Mapping[str, Json] = field(default_factory=dict, repr=False)
    timeout_ms: int = 5000
    transaction: str = ""


@dataclass(frozen=True)
class Completion:
    """The one answer to a command. `error` is dotted (`paper.out`), empty on success.

    `evidence` says how we know (status before and after, bytes sent, counters).
    """

    command: str
    code: CompletionCode
    error: str = ""
    result: Mapping[str, Json] = field(default_factory=dict, repr=False)
    evidence: Mapping[str, Json] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether the command certainly did what it says."""
        return self.code is CompletionCode.SUCCESS


@dataclass(frozen=True)
class DeviceEvent:
    """Something a device says unasked or on the way: `insertCard`, `codeRead`, `mediaTaken`."""

    kind: str
    data: Mapping[str, Json] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class DeviceSpec:
    """All a child needs to run one device. `driver` is `package.module:Class`.

    `port`: a path (`/dev/serial/by-id/…`), `tcp://HOST:PORT` or `replay:FILE`.
    `wire` are the transport's settings (baud…), `options` the driver's own.
    """

    name: str
    device_class: str
    driver: str
    port: str
    wire: Mapping[str, Json] = field(default_factory=dict)
    options: Mapping[str, Json] = field(default_factory=dict)
    record: str = ""
    """Path of a recording to write (tap); empty for none. Never on a terminal in service."""


class Context(Protocol):
    """What a driver may ask of the child it runs in. All calls are cheap and never block."""

    def emit(self, event: DeviceEvent) -> None:
        """Send an event to whoever listens above."""

    def check(self) -> None:
        """Say "alive"; raises `Canceled` once the caller gave up. Call it at least every 100 ms."""

    def now_ms(self) -> int:
        """Monotonic milliseconds."""

    def pause(self, ms: int) -> None:
        """Wait, saying "alive" meanwhile; raises `Canceled`."""


class Driver(Protocol):
    """One device on one open connection. Constructed as `Class(connection, options, context)`.

    Class attributes the child reads when they are there: `idle_ms` (1000), `side_effects` (ops whose outcome
    can be unknown: print, open a door), and for the flight recorder `frame_head` (0 to 8 first bytes of a frame
    that hold nothing personal; 0) and `frame_label` (a static method: direction, bytes -> a name, no contents).

    Expected trouble is a `Status` or a `Completion`; `transport.WireError` may escape (the child
    turns it into `deviceNotReady`/`outcomeUnknown` and reopens); anything else is our own fault
    and ends the child.
    """

    def start(self) -> Status:
        """Find the device and re-read its physical truth. Never claims `online` unanswered."""

    def perform(self, command: Command) -> Completion:
        """Do one command. Must return within its timeout; `context.check()` bounds every wait."""

    def idle(self) -> Status:
        """Called every `idle_ms` (class attribute) between commands: take unasked bytes, poll."""

    def stop(self) -> None:
        """Leave the device as a citizen should find it; the connection closes afterwards."""


class Canceled(Exception):  # noqa: N818 - XFS4IoT's word
    """The caller no longer waits; the driver stops as soon as the device is in a safe state."""


Listener = Callable[[str, DeviceEvent], None]
"""Called with the device's name and the event."""
