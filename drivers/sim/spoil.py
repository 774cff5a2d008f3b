"""What each fault does to a reply's bytes: one meaning for every twin."""

from __future__ import annotations

from typing import Final

from drivers.sim.base import Reply
from drivers.sim.faults import Fault

WIRE_FAULTS: Final = frozenset(
    {
        Fault.NONE,
        Fault.NO_ANSWER,
        Fault.HALF_FRAME,
        Fault.WRONG_CHECKSUM,
        Fault.GARBAGE_BEFORE,
        Fault.SLOW,
        Fault.UNPLUGGED,
    }
)
"""The faults of a wire whose frames have a check byte."""
NOISE = bytes.fromhex("00 FF AA 13 AA AA 96 AA AA AA 69 55 AA")
"""Line noise with broken pieces of the SAM-V preamble, ending in one stray AA."""

TRICKLE_MS = 8
"""Pause before each byte of a slow reply: 15 bytes take 0.12 s, a card's 1295 more than 10 s."""


def spoil(
    fault: Fault, data: bytes, check: int = -1, noise: bytes = NOISE, gap_ms: int = TRICKLE_MS
) -> tuple[Reply, ...]:
    """Return what goes out instead of `data`.

    `NO_ANSWER`, `UNPLUGGED` nothing; `HALF_FRAME` the first half; `WRONG_CHECKSUM` the byte at
    index `check` changed; `GARBAGE_BEFORE` `noise` first; `SLOW` byte by byte, `gap_ms` each.
    Any other fault leaves the bytes alone: it lies in the machine's state, not on its wire.
    """
    match fault:
        case Fault.NO_ANSWER | Fault.UNPLUGGED:
            return ()
        case Fault.HALF_FRAME:
            return (Reply(data[: len(data) // 2]),)
        case Fault.WRONG_CHECKSUM:
            bad = bytearray(data)
            bad[check] ^= 0x5A
            return (Reply(bytes(bad)),)
        case Fault.GARBAGE_BEFORE:
            return (Reply(noise + data),)
        case Fault.SLOW:
            return tuple(Reply(data[i : i + 1], gap_ms) for i in range(len(data)))
        case _:
            return (Reply(data),)
