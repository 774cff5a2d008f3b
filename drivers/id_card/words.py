"""Status words (SW3) of a SAM and what each means for whoever asked. GA/T 467 as public programs list it."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.types import Action, Actor, CompletionCode, DeviceState, Status

OK = 0x90
FOUND = 0x9F
NO_ITEM = 0x91
NO_CARD = 0x80


@dataclass(frozen=True)
class Trouble:
    """Why there is no answer to use. `sw`: SW1 SW2 SW3 in hex, empty when none came."""

    error: str
    code: CompletionCode
    sw: str = ""


_CARD = CompletionCode.COMMAND_ERROR_CODE
_DEVICE = CompletionCode.HARDWARE_ERROR

TROUBLES = {
    0x10: ("protocol.checksum", _DEVICE),
    0x11: ("protocol.desync", _DEVICE),
    0x21: ("protocol.refused", CompletionCode.INTERNAL_ERROR),
    0x23: ("protocol.refused", CompletionCode.INTERNAL_ERROR),
    0x24: ("sam.unknownError", _DEVICE),
    0x31: ("card.authFailed", _CARD),
    0x32: ("card.authFailed", _CARD),
    0x33: ("card.authFailed", _CARD),
    0x34: ("card.notFound", CompletionCode.SEQUENCE_ERROR),
    0x40: ("card.unknownType", CompletionCode.UNSUPPORTED_DATA),
    0x41: ("card.readFailed", _CARD),
    0x47: ("sam.randomFailed", _DEVICE),
    0x50: ("card.writeFailed", _CARD),
    0x60: ("sam.selfTestFailed", _DEVICE),
    0x61: ("sam.loginFailed", _DEVICE),
    0x66: ("sam.notAuthorised", _DEVICE),
    0x80: ("card.none", CompletionCode.TIME_OUT),
    0x81: ("card.selectFailed", _CARD),
    0x91: ("card.noSuchItem", _CARD),
}

NO_ANSWER = Trouble("protocol.noAnswer", CompletionCode.DEVICE_NOT_READY)
BAD_CHECKSUM = Trouble("protocol.checksum", _DEVICE)
DESYNC = Trouble("protocol.desync", _DEVICE)
"""Bytes came, but no whole frame that answers the question."""


def trouble(body: bytes) -> Trouble:
    """What a reply's SW3 says is wrong."""
    error, code = TROUBLES.get(body[2], ("sam.unknownStatus", _DEVICE))
    return Trouble(error, code, body[:3].hex())


def status_of(found: Trouble | None, parts: dict[str, str]) -> Status:
    """The device's state after a status question: `None` means that the SAM said 90."""
    if found is None:
        return Status(DeviceState.ONLINE, parts={**parts, "sam": "ok"})
    if found.error.startswith("sam."):
        parts = {**parts, "sam": "inoperable"}
        return Status(DeviceState.HARDWARE_ERROR, found.error, Action.MAINTENANCE, Actor.VENDOR, parts)
    parts = {**parts, "sam": "unknown"}
    return Status(DeviceState.OFFLINE, found.error, Action.MAINTENANCE, Actor.STAFF, parts)
