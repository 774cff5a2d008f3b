"""What passes between us and a pad: frames of its table out, presses and answers in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from drivers.keypad.table import PadTable
from drivers.table.decoder import Decoder, Frame, Noise
from drivers.transport.base import Connection
from drivers.types import Context

_CHUNK = 1024
_READS = 16
_KEPT = 256
Values = Mapping[str, int | str]
_NONE: Final[Values] = {}


@dataclass(frozen=True)
class Press:
    """A key went down. `address`: the pad's, None when its frames have none."""

    key: str
    address: int | None
    at_ms: int
    held: bool = False


@dataclass(frozen=True)
class Opened:
    """The pad says that its housing was opened."""

    address: int | None


Heard = Press | Noise | Opened


class PadLine:
    """Speaks a pad's table over one connection. Presses that come while an answer is awaited are kept."""

    def __init__(self, connection: Connection, context: Context, table: PadTable) -> None:
        self._connection = connection
        self._context = context
        self._table = table
        self._decoder = Decoder(table.heard)
        self._heard: list[Heard] = []
        self._answers: list[str] = []
        self._asked: int | str = table.address
        self._last_ms = 0
        self.sent = ""
        """The last frame's name."""
        self.told: Values = _NONE
        """The values of the last pong."""

    def can(self, name: str) -> bool:
        """Whether the table has such a frame."""
        return name in self._table.frames

    def confirms(self, answer: str) -> bool:
        """Whether the pad ever sends such an answer."""
        return answer in self._table.heard

    def send(self, name: str, values: Values = _NONE, answer: str = "ack") -> bool:
        """Send a frame. False only when the pad should have answered and did not. Raises `TemplateError`."""
        given = {"addr": self._table.address, **values}
        frame = self._table.frames[name].build(given, self._table.charset)
        self._asked, self.sent = given["addr"], name
        self._take(0)
        self._answers.clear()
        self._connection.write(frame)
        if not self.confirms(answer):
            return True
        end_ms = self._context.now_ms() + self._table.answer_ms
        while answer not in self._answers:
            left = end_ms - self._context.now_ms()
            if left <= 0:
                return False
            self._take(left)
        return True

    def again(self, answer: str) -> bool:
        """Whether such an answer came more than once to the last frame: two pads have one address."""
        return self._answers.count(answer) > 1

    def listen(self, wait_ms: int) -> list[Heard]:
        """What was pressed, waiting at most `wait_ms` for the first byte."""
        if not self._heard:
            self._take(wait_ms)
        return self.pending()

    def pending(self) -> list[Heard]:
        """What came before the last answer did; nothing more is read."""
        found, self._heard = self._heard, []
        return found

    def drain(self) -> list[Heard]:
        """All that has arrived by now."""
        self.gather()
        return self.listen(0)

    def gather(self) -> None:
        """Read all that has arrived by now; `pending` and `again` tell what it was."""
        for _ in range(_READS):
            if not self._take(0):
                break

    def _take(self, wait_ms: int) -> bool:
        """Read once; False when nothing came."""
        limit = min(wait_ms, self._table.gap_ms) if self._decoder.inside else wait_ms
        data = self._connection.read(_CHUNK, limit)
        now = self._context.now_ms()
        if data:
            self._last_ms = now
            self._sort(self._decoder.feed(data))
        elif self._decoder.inside and now - self._last_ms >= self._table.gap_ms:
            self._sort(self._decoder.silence())
        return bool(data)

    def _sort(self, found: list[Frame | Noise]) -> None:
        for one in found:
            if isinstance(one, Noise):
                self._heard.append(one)
                continue
            address = one.values.get("addr")
            if one.name in {"ack", "pong"}:
                if address in {None, self._asked}:
                    self._answers = [*self._answers[-_KEPT:], one.name]
                    self.told = one.values if one.name == "pong" else self.told
                continue
            if one.name == "tamper":
                self._heard.append(Opened(address))
                continue
            key = one.name[1:] if one.name.startswith("=") else self._table.keys.get(one.values["key"])
            if key is None:
                self._heard.append(Noise(one.size, damaged=True))
                continue
            self._heard.append(Press(key, address, self._last_ms, one.name == "long"))
        del self._heard[:-_KEPT]
