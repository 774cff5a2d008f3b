"""Questions and answers as JSON lines: each question has a number, its answer carries the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from drivers.table.lines import Lines, read_object, write_object
from drivers.transport.base import Connection
from drivers.types import Context, Json

_CHUNK = 4096
_SLICE_MS = 200
_READS = 16
_CUT_OFF_MS = 1000
"""A line that pauses so long will not go on: what comes next is another one."""
Message = dict[str, Json]


class JsonDialogue:
    """`unasked` hears objects that answer nothing we wait for, `noise` how many lines were no objects."""

    def __init__(
        self,
        connection: Connection,
        context: Context,
        unasked: Callable[[Message], None],
        noise: Callable[[int], None],
    ) -> None:
        self.number = 0
        """Of the last question."""
        self._connection = connection
        self._context = context
        self._unasked = unasked
        self._noise = noise
        self._lines = Lines(65_536)
        self._numbers = itertools.count(1)
        self._inbox: list[Message] = []
        self._heard_ms = 0

    def say(self, message: Message) -> None:
        """Say something whose answer nobody waits for."""
        self.number = next(self._numbers)
        self._inbox.clear()
        self._connection.write(write_object({"id": self.number, **message}))

    def ask(self, message: Message, wait_ms: int) -> Message | None:
        """Say something and return its answer; None when none came. Half a line from before goes lost."""
        self.drain()
        self._lines.clear()
        self.say(message)
        return self.hear(self._context.now_ms() + wait_ms)

    def hear(self, end_ms: int) -> Message | None:
        """The next object that carries the last question's number; None when none came until `end_ms`."""
        while not self._inbox and (left := end_ms - self._context.now_ms()) > 0:
            self._sort(self._connection.read(_CHUNK, min(left, _SLICE_MS)))
        if self._inbox:
            return self._inbox.pop(0)
        return None

    def drain(self) -> None:
        """Take what has arrived; all of it is unasked."""
        for _ in range(_READS):
            data = self._connection.read(_CHUNK, 0)
            if not data:
                break
            self._sort(data)
        late, self._inbox = self._inbox, []
        for message in late:
            self._unasked(message)

    def _sort(self, data: bytes) -> None:
        cut_off = self._cut_off(data)
        dropped = self._lines.dropped
        lines = self._lines.feed(data)
        found = [message for message in map(read_object, lines) if message is not None]
        lost = cut_off + len(lines) - len(found) + self._lines.dropped - dropped
        if lost:
            self._noise(lost)
        for message in found:
            if message.get("id") == self.number:
                self._inbox.append(message)
            else:
                self._unasked(message)

    def _cut_off(self, data: bytes) -> int:
        """Drop half a line that nothing followed for a second; how many that were."""
        now = self._context.now_ms()
        late = bool(data) and self._lines.inside and now - self._heard_ms > _CUT_OFF_MS
        if late:
            self._lines.clear()
        self._heard_ms = now if data else self._heard_ms
        return int(late)
