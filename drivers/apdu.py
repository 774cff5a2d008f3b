"""Commands to a chip card and its answers (ISO/IEC 7816-4). Pure bytes; only what reads is ever sent.

No PIN is tried, changed or unblocked by this software: a wrong one locks a citizen's card for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

READING: Final = {
    0xA4: "select",
    0xB0: "readBinary",
    0xB2: "readRecord",
    0xC0: "getResponse",
    0xCA: "getData",
}
"""The instructions that may pass."""
OK: Final = 0x9000
NOT_ALLOWED: Final = 0x6982
_MORE: Final = 0x61
_WRONG_LENGTH: Final = 0x6C
_LEAST, _MOST = 4, 261


class ForbiddenError(ValueError):
    """An instruction that writes, or that has to do with a PIN or a key."""


@dataclass(frozen=True, repr=False)
class Answer:
    """What a card says: data, and its status word."""

    data: bytes
    status: int

    @property
    def ok(self) -> bool:
        """Whether it is 9000, or 62xx (a warning: the data is there all the same)."""
        return self.status == OK or self.status >> 8 == 0x62

    def __repr__(self) -> str:
        return f"Answer({len(self.data)} bytes, {self.status:04X})"


def checked(apdu: bytes) -> bytes:
    """The same command. Raises `ForbiddenError` for an instruction that does more than read."""
    if not _LEAST <= len(apdu) <= _MOST or apdu[1] not in READING:
        raise ForbiddenError("only instructions that read may be sent to a card")
    return apdu


def answer(response: bytes) -> Answer | None:
    """A response cut into data and status; None when it is too short to have one."""
    if len(response) < 2:
        return None
    return Answer(response[:-2], int.from_bytes(response[-2:], "big"))


def follow_up(apdu: bytes, status: int) -> bytes | None:
    """What has to be sent next: GET RESPONSE after 61xx, the same with Le = xx after 6Cxx, else None."""
    length = bytes([status & 0xFF])
    if status >> 8 == _MORE:
        return bytes([0x00, 0xC0, 0x00, 0x00]) + length
    if status >> 8 == _WRONG_LENGTH:
        return apdu[:4] + length
    return None
