"""What the end of a SANE order means: which completion, which error, what the device is like afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from drivers.codes import Code
from drivers.transport import sane_words as words
from drivers.types import Action, Actor, CompletionCode, DeviceState, Json

_SIZE: Final = {"tl-x", "tl-y", "br-x", "br-y", "page-width", "page-height"}


@dataclass(frozen=True)
class Trouble:
    """Why an order was not done, and what it makes of the device. `lasting`: until a page or a look says otherwise."""

    error: Code
    code: CompletionCode
    device: DeviceState = DeviceState.ONLINE
    action: Action = Action.NONE
    actor: Actor = Actor.NOBODY

    @property
    def lasting(self) -> bool:
        """Whether the device stays in trouble when the order is over."""
        return self.action is not Action.NONE


def _paper(error: Code, code: CompletionCode) -> Trouble:
    """A person at the feeder puts it right; no scanner says by itself that it was: the next scan finds out."""
    return Trouble(error, code, DeviceState.ONLINE, Action.CLEAR, Actor.STAFF)


def _offline(error: Code, action: Action, actor: Actor) -> Trouble:
    return Trouble(error, CompletionCode.DEVICE_NOT_READY, DeviceState.OFFLINE, action, actor)


DOUBLE: Final = _paper(Code.PAGE_DOUBLE_FEED, CompletionCode.HARDWARE_ERROR)
COVER: Final = _paper(Code.SCANNER_COVER_OPEN, CompletionCode.USER_ERROR)
CANCELED: Final = Trouble(Code.JOB_CANCELED, CompletionCode.CANCELED)
_SETUP: Final = _offline(Code.CONFIG_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN)
_AWAY: Final = Trouble(
    Code.BUS_NOT_FOUND,
    CompletionCode.DEVICE_NOT_READY,
    DeviceState.NO_DEVICE,
    Action.MAINTENANCE,
    Actor.STAFF,
)
_FAULT: Final = Trouble(
    Code.SCANNER_FAULT,
    CompletionCode.HARDWARE_ERROR,
    DeviceState.HARDWARE_ERROR,
    Action.RESET,
    Actor.STAFF,
)
_ENDS: Final = {
    "cancelled": CANCELED,
    "busy": Trouble(
        Code.BUS_BUSY,
        CompletionCode.DEVICE_NOT_READY,
        DeviceState.DEVICE_BUSY,
        Action.MAINTENANCE,
        Actor.STAFF,
    ),
    "denied": _offline(Code.PERMISSION_DENIED, Action.CONFIGURATION, Actor.TECHNICIAN),
    "jammed": _paper(Code.PAGE_JAMMED, CompletionCode.HARDWARE_ERROR),
    "coverOpen": COVER,
    "noDocs": Trouble(Code.PAGE_NONE, CompletionCode.USER_ERROR),
    "ioError": Trouble(
        Code.SCANNER_IO_ERROR,
        CompletionCode.HARDWARE_ERROR,
        DeviceState.HARDWARE_ERROR,
        Action.RESET,
        Actor.STAFF,
    ),
    words.SHORT: Trouble(Code.PAGE_TRUNCATED, CompletionCode.HARDWARE_ERROR),
    words.NO_FRAME: Trouble(Code.PAGE_UNSUPPORTED, CompletionCode.UNSUPPORTED_DATA),
    words.DISK: Trouble(Code.DISK_FULL, CompletionCode.INTERNAL_ERROR),
    words.NO_LIBRARY: _SETUP,
    words.SEVERAL: _SETUP,
    words.NO_DEVICE: _AWAY,
    words.CRASHED: Trouble(
        Code.SCANNER_CRASHED,
        CompletionCode.HARDWARE_ERROR,
        DeviceState.HARDWARE_ERROR,
        Action.RESET,
        Actor.TECHNICIAN,
    ),
    words.KILLED: Trouble(
        Code.SCANNER_HUNG,
        CompletionCode.HARDWARE_ERROR,
        DeviceState.HARDWARE_ERROR,
        Action.RESET,
        Actor.STAFF,
    ),
}


def trouble_of(end: Mapping[str, Json]) -> Trouble | None:
    """What an end means; None for a good one."""
    status, where = end.get("status"), end.get("where")
    if status == words.GOOD:
        return None
    if status == words.NOT_OFFERED:
        error = Code.PAGE_SIZE_UNSUPPORTED if where in _SIZE else Code.SCANNER_NOT_OFFERED
        return Trouble(error, CompletionCode.UNSUPPORTED_DATA)
    if where == "open" and status in ("inval", "unsupported", "ioError", "eof"):
        return _AWAY
    found = _ENDS.get(str(status), _FAULT)
    sensed = sensed_trouble(end.get("sensors"))
    return sensed if sensed and found.error in (Code.PAGE_JAMMED, Code.SCANNER_IO_ERROR) else found


def sensed_trouble(sensors: Json) -> Trouble | None:
    """What the sensors complain of."""
    if not isinstance(sensors, Mapping):
        return None
    if sensors.get("double"):
        return DOUBLE
    return COVER if sensors.get("open") else None
