"""The bytes of two families of lock boards. Pure.

8A/80 (no common name; RS-485, 9600 8N1), BCC = XOR of all bytes before it:
    open     8A board door 11 BCC          reply 8A board door status BCC
    status   80 board door 33 BCC          reply 80 board door status BCC
    unasked  82 board door status BCC      a door that moved
Winnsen, no check byte:
    open     90 06 05 station lock 03      reply 90 07 85 station lock result 03   (1 ok, 0 failed, 2 cooling down)
    status   90 06 12 station lock 03      reply 90 07 92 station lock status 03   (newer boards: status lock)
Sources: domain notes 3.4, public programs. Which status byte means "open" depends on the lock's wiring: a setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from drivers.table.checks import xor

_WINNSEN_RESULTS: Final = {0: "failed", 1: "ok", 2: "cooling"}


@dataclass(frozen=True)
class Said:
    """What a board said. `kind`: opened (the answer to an order), status, moved (unasked). `value`: its status byte,
    for Winnsen's answer to an order a word of `_WINNSEN_RESULTS` in `result`.
    """  # noqa: D205 - one thought

    kind: str
    board: int
    door: int
    value: int
    result: str = ""


class Board(Protocol):
    """A family's bytes."""

    size: int
    """Longest frame."""

    def order(self, board: int, door: int) -> bytes:
        """The frame that opens a door."""

    def question(self, board: int, door: int) -> bytes:
        """The frame that asks for a door's sensor."""

    def cut(self, data: bytes) -> tuple[Said | None, int]:
        """What the first bytes say, and how many they are. (None, 0): more must come; (None, n): n bytes of noise."""


class Board8A:
    """The 8A/80 family."""

    size = 5

    def order(self, board: int, door: int) -> bytes:
        """8A board door 11 BCC."""
        return _checked(bytes([0x8A, board, door, 0x11]))

    def question(self, board: int, door: int) -> bytes:
        """80 board door 33 BCC."""
        return _checked(bytes([0x80, board, door, 0x33]))

    def cut(self, data: bytes) -> tuple[Said | None, int]:
        """33 is no status: it is our own question, echoed by a half-duplex adapter."""
        kind = {0x8A: "opened", 0x80: "status", 0x82: "moved"}.get(data[0])
        if kind is None:
            return None, 1
        if len(data) < self.size:
            return None, 0
        if xor(data[:4]) != data[4]:
            return None, 1
        if data[3] not in {0x00, 0x11}:
            return None, self.size
        return Said(kind, data[1], data[2], data[3]), self.size


class BoardWinnsen:
    """The Winnsen family. `status_first`: newer boards send status before lock."""

    size = 7

    def __init__(self, *, status_first: bool) -> None:
        self._status_first = status_first

    def order(self, board: int, door: int) -> bytes:
        """90 06 05 station lock 03."""
        return bytes([0x90, 0x06, 0x05, board, door, 0x03])

    def question(self, board: int, door: int) -> bytes:
        """90 06 12 station lock 03."""
        return bytes([0x90, 0x06, 0x12, board, door, 0x03])

    def cut(self, data: bytes) -> tuple[Said | None, int]:
        """Length, function and both ends must be right: there is no check byte."""
        if data[0] != 0x90:
            return None, 1
        kind = data[1:3]
        if kind in {b"\x06\x05", b"\x06\x12"}:  # our own frame, echoed
            return None, 6 if len(data) >= 6 else 0
        if kind not in {b"\x07\x85", b"\x07\x92"}:
            return None, 1 if len(kind) == 2 else 0
        if len(data) < self.size:
            return None, 0
        return (self._said(data), self.size) if data[6] == 0x03 else (None, 1)

    def _said(self, data: bytes) -> Said | None:
        board, first, second = data[3:6]
        if data[2] == 0x85:
            result = _WINNSEN_RESULTS.get(second)
            return Said("opened", board, first, second, result) if result else None
        status, door = (first, second) if self._status_first else (second, first)
        return Said("status", board, door, status) if status in {0, 1} else None


def _checked(body: bytes) -> bytes:
    return body + bytes([xor(body)])
