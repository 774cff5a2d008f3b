"""The little language between a card's driver and the PC/SC wire: one message per write, one per read.

    L                  look           ->  L outcome flags comings reader-name
    C                  connect        ->  C outcome ATR
    R how              reset          ->  R outcome ATR          how: 0 cold, 1 warm
    T apdu             transmit       ->  T outcome response
    D                  let go         ->  D outcome

`comings` (u16) is counted up whenever a card comes or goes. Being bytes, all this is
recorded by the tap, replayed from a recording, and counted by the flight recorder.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag, unique
from typing import Final

LOOK: Final = b"L"
CONNECT: Final = b"C"
RESET_COLD: Final = b"R\x00"
RESET_WARM: Final = b"R\x01"
TRANSMIT: Final = b"T"
LET_GO: Final = b"D"
MOST: Final = 65_600
"""Bytes of the longest message: an extended response and its head."""
_NAMES: Final = {"L": "look", "C": "connect", "R": "reset", "T": "transmit", "D": "letGo"}


@unique
class Outcome(IntEnum):
    """How an order to the card service ended."""

    OK = 0
    SERVICE_DOWN = 1
    NO_READER = 2
    SEVERAL_READERS = 3
    NO_CARD = 4
    REMOVED = 5
    """The card left, or was reset by somebody else, since it was connected."""
    IN_USE = 6
    MUTE = 7
    PROTOCOL = 8
    """Neither T=0 nor T=1."""
    FAULT = 9


class Flag(IntFlag):
    """What is to be seen at the reader."""

    PRESENT = 1
    MUTE = 2
    IN_USE = 4


@dataclass(frozen=True, repr=False)
class Reply:
    """One answer; `data` may hold what is on a card."""

    outcome: Outcome
    data: bytes = b""

    def __repr__(self) -> str:
        return f"Reply({self.outcome.name}, {len(self.data)} bytes)"


def write_reply(order: bytes, reply: Reply) -> bytes:
    """The message that answers `order`."""
    return order[:1] + bytes([reply.outcome]) + reply.data


def read_reply(order: bytes, message: bytes) -> Reply | None:
    """The answer to `order`; None for a message that is none (nonsense, or an answer to something else)."""
    if len(message) < 2 or message[:1] != order[:1] or message[1] > max(Outcome):
        return None
    return Reply(Outcome(message[1]), message[2:])


@dataclass(frozen=True)
class Look:
    """What a look at a reader that is there shows."""

    flags: Flag
    comings: int
    reader: str


def read_look(reply: Reply | None) -> Look | None:
    """The reader's own part of an answer to a look; None when there is no reader to speak of."""
    if reply is None or reply.outcome is not Outcome.OK or len(reply.data) < 3:
        return None
    flags = Flag(reply.data[0] & 7)
    return Look(flags, int.from_bytes(reply.data[1:3], "big"), reply.data[3:].decode("utf-8", "replace"))


def frame_label(direction: str, data: bytes) -> str:
    """A message's name for the flight recorder: an order, a response's two status bytes, nothing of a card."""
    name = _NAMES.get(data[:1].decode("latin-1"), "bytes")
    if direction == ">":
        return f"{name} {data[1:3].hex()}" if data[:1] == TRANSMIT else name
    outcome = data[1] if len(data) > 1 else -1
    status = f" {data[-2:].hex()}" if data[:1] == TRANSMIT and len(data) >= 4 else ""
    return f"{name} {outcome}{status}"
