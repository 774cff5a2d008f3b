"""The one vocabulary of misbehaviour that every twin understands."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Fault(StrEnum):
    """What a twin does wrong from the moment it is told to, until told `NONE`."""

    NONE = "none"
    NO_ANSWER = "no_answer"
    HALF_FRAME = "half_frame"
    WRONG_CHECKSUM = "wrong_checksum"
    GARBAGE_BEFORE = "garbage_before"
    SLOW = "slow"
    UNPLUGGED = "unplugged"
    JAM = "jam"
    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    HEAD_HOT = "head_hot"
