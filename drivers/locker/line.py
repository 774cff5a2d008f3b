"""Questions and orders to lock boards over one connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.locker.boards import Board, Said
from drivers.transport.base import Connection
from drivers.types import Context

_CHUNK = 256
_READS = 16
_KEPT = 64


@dataclass(frozen=True)
class Door:
    """A door's place: board and number on it."""

    board: int
    number: int


class BoardLine:
    """Speaks one family. An order is written once; only questions are asked again.

    `patience`: how long, in milliseconds, the answer to a question (False) or an order (True) may take now.
    """

    def __init__(
        self, connection: Connection, context: Context, board: Board, patience: Callable[[bool], int]
    ) -> None:
        self._connection = connection
        self._context = context
        self._board = board
        self._patience = patience
        self._buffer = bytearray()
        self._moved: list[Said] = []
        self.noise = 0
        """Bytes that made no sense, since the line was opened."""

    def ask(self, door: Door, tries: int = 2) -> Said | None:
        """The status of a door's sensor; None when no right answer came."""
        question = self._board.question(door.board, door.number)
        for _ in range(tries):
            said = self._exchange(question, "status", door)
            if said is not None:
                return said
        return None

    def order(self, door: Door) -> Said | None:
        """Order a door to open, once and never again; the board's answer or None."""
        return self._exchange(self._board.order(door.board, door.number), "opened", door)

    def moved(self) -> list[Said]:
        """What boards said unasked."""
        self._drain()
        found, self._moved = self._moved, []
        return found

    def _drain(self) -> None:
        for _ in range(_READS):
            data = self._connection.read(_CHUNK, 0)
            if not data:
                break
            self._take(data)

    def _exchange(self, frame: bytes, kind: str, door: Door) -> Said | None:
        self._drain()
        self._buffer.clear()
        self._connection.write(frame)
        end_ms = self._context.now_ms() + self._patience(kind == "opened")
        while (left := end_ms - self._context.now_ms()) > 0:
            for said in self._take(self._connection.read(_CHUNK, left)):
                if (said.kind, said.board, said.door) == (kind, door.board, door.number):
                    return said
        return None

    def _take(self, data: bytes) -> list[Said]:
        """Cut what came; what boards say unasked is kept aside."""
        self._buffer += data
        found: list[Said] = []
        while self._buffer:
            said, size = self._board.cut(bytes(self._buffer[: self._board.size]))
            if size == 0:
                break
            del self._buffer[:size]
            if said is None:
                self.noise += size
            elif said.kind == "moved":
                self._moved = [*self._moved[-_KEPT:], said]
            else:
                found.append(said)
        return found
