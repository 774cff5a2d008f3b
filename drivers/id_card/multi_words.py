"""Commands and statuses of the multi-in-one reader, and the dialogue's rules for it.

A status has two bytes: that of the ID card in the HIGH one (90 00 yes, 80 00 no card: the SAM's own SW3),
the reader's own trouble in the low one (00 F3), contact-less card errors as 30 xx.
"""

from __future__ import annotations

from typing import Final

from drivers.codes import Code
from drivers.id_card import multi_frames
from drivers.id_card.dialogue import Question, Wire
from drivers.id_card.frames import Frame
from drivers.id_card.reading import IMAGE_BYTES
from drivers.id_card.words import Trouble, meaning
from drivers.types import CompletionCode

_DEVICE: Final = CompletionCode.HARDWARE_ERROR
_CARD: Final = CompletionCode.COMMAND_ERROR_CODE
_WRONG: Final = (Code.PROTOCOL_REFUSED, CompletionCode.INTERNAL_ERROR)
_GENERAL: Final = {
    0x01: _WRONG,
    0xF1: (Code.PROTOCOL_DESYNC, _DEVICE),
    0xF2: (Code.PROTOCOL_DESYNC, _DEVICE),
    0xF3: (Code.PROTOCOL_CHECKSUM, _DEVICE),
    0xF4: _WRONG,
    0xFD: (Code.CARD_READ_FAILED, _CARD),
    0xFE: (Code.CARD_READ_FAILED, _CARD),
}
"""Low byte below 00: unsupported, format, length, check, command; two kinds of time-out."""
_DONE: Final = 0x0000
_CARD_YES: Final = 0x9000

VERSION: Final = Question("version", b"\x31\x11", 1000, yes=_DONE, most=256)
RESET: Final = Question("reset", b"\x31\x12", 2000, yes=_DONE, most=64)
READ_ALL: Final = Question(
    "readAll",
    b"\xca\x01\x00",
    4000,
    yes=_CARD_YES,
    least=IMAGE_BYTES,
    most=IMAGE_BYTES,
    whole_card=True,
)
_NAMES: Final = {b"\x31\x11": "version", b"\x31\x12": "reset", b"\x31\x13": "beep", b"\xca\x01": "readIdCard"}


def beep(ms: int, times: int) -> Question:
    """Sound `times` times for `ms` each."""
    body = b"\x31\x13" + ms.to_bytes(2, "big") + bytes([times])
    return Question("beep", body, 1000 + 2 * ms * times, yes=_DONE, most=64, whole_card=True)


def status_of_frame(frame: Frame) -> int:
    """The two status bytes."""
    return int.from_bytes(frame.body[:2], "big")


def judge(question: Question, frame: Frame) -> Frame | Trouble | None:
    """Yes, a refusal, or None for an answer to some other question (late, from before)."""
    status = status_of_frame(frame)
    size = len(frame.body) - 2
    if status == question.yes and question.least <= size <= question.most:
        return frame
    return None if status in (_DONE, _CARD_YES) else _refusal(status, frame.body[:2].hex())


def _refusal(status: int, sw: str) -> Trouble:
    high, low = status >> 8, status & 0xFF
    if high == 0x00:
        return Trouble(*_GENERAL.get(low, (Code.SAM_UNKNOWN_STATUS, _DEVICE)), sw)
    if high == 0x30:
        return Trouble(Code.CARD_READ_FAILED, _CARD, sw)
    return meaning(high, sw)


def frame_label(direction: str, data: bytes) -> str:
    """A frame's name for the flight recorder, without anything a card says."""
    if direction == ">":
        return _NAMES.get(data[3:5], "command")
    return f"reply {data[3:5].hex()}" if data[:1] == b"\x02" and len(data) >= 5 else "bytes"


MULTI: Final = Wire(multi_frames.encode, multi_frames.Parser, judge)
