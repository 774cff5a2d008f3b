"""Status words (SW3) of a SAM and what each means for whoever asked. GA/T 467 as public programs list it."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.codes import Code
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
    0x10: (Code.PROTOCOL_CHECKSUM, _DEVICE),
    0x11: (Code.PROTOCOL_DESYNC, _DEVICE),
    0x21: (Code.PROTOCOL_REFUSED, CompletionCode.INTERNAL_ERROR),
    0x23: (Code.PROTOCOL_REFUSED, CompletionCode.INTERNAL_ERROR),
    0x24: (Code.SAM_UNKNOWN_ERROR, _DEVICE),
    0x31: (Code.CARD_AUTH_FAILED, _CARD),
    0x32: (Code.CARD_AUTH_FAILED, _CARD),
    0x33: (Code.CARD_AUTH_FAILED, _CARD),
    0x34: (Code.CARD_NOT_FOUND, CompletionCode.SEQUENCE_ERROR),
    0x40: (Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA),
    0x41: (Code.CARD_READ_FAILED, _CARD),
    0x47: (Code.SAM_RANDOM_FAILED, _DEVICE),
    0x50: (Code.CARD_WRITE_FAILED, _CARD),
    0x60: (Code.SAM_SELF_TEST_FAILED, _DEVICE),
    0x61: (Code.SAM_LOGIN_FAILED, _DEVICE),
    0x66: (Code.SAM_NOT_AUTHORISED, _DEVICE),
    0x80: (Code.CARD_NONE, CompletionCode.TIME_OUT),
    0x81: (Code.CARD_SELECT_FAILED, _CARD),
    0x91: (Code.CARD_NO_SUCH_ITEM, _CARD),
}

NO_ANSWER = Trouble(Code.PROTOCOL_NO_ANSWER, CompletionCode.DEVICE_NOT_READY)
BAD_CHECKSUM = Trouble(Code.PROTOCOL_CHECKSUM, _DEVICE)
DESYNC = Trouble(Code.PROTOCOL_DESYNC, _DEVICE)
"""Bytes came, but no whole frame that answers the question."""
SLOW = Trouble(Code.PROTOCOL_SLOW, CompletionCode.DEVICE_NOT_READY)
"""The answer had begun and was still coming when the time was up."""


def trouble(body: bytes) -> Trouble:
    """What a reply's SW3 says is wrong."""
    return meaning(body[2], body[:3].hex())


def meaning(status: int, sw: str) -> Trouble:
    """What a status says is wrong; `sw` is how it came, in hex."""
    error, code = TROUBLES.get(status, (Code.SAM_UNKNOWN_STATUS, _DEVICE))
    return Trouble(error, code, sw)


def status_of(found: Trouble | None, parts: dict[str, str]) -> Status:
    """The device's state after a status question: `None` means that the SAM said 90."""
    if found is None:
        return Status(DeviceState.ONLINE, parts={**parts, "sam": "ok"})
    if found.error.startswith("sam."):
        parts = {**parts, "sam": "inoperable"}
        return Status(DeviceState.HARDWARE_ERROR, found.error, Action.MAINTENANCE, Actor.VENDOR, parts)
    parts = {**parts, "sam": "unknown"}
    return Status(DeviceState.OFFLINE, found.error, Action.MAINTENANCE, Actor.STAFF, parts)
