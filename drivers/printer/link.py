"""Asking a printer over its connection: one question at a time, every wait bounded."""

from __future__ import annotations

from collections import deque
from typing import TypeVar

from drivers.printer.escpos import status_ask
from drivers.printer.status import Answer, AnswerReader, Asb, Condition, RealTime, from_asb, from_real_time
from drivers.transport.base import Connection
from drivers.types import Context

_A = TypeVar("_A", bound=Answer)
_INBOX = 64
_SLICE_MS = 50
_READ_BYTES = 256
_SETTLE_READS = 64


class PrinterLink:
    """Sorts what a printer sends into answers and automatic status. `reply_ms`: patience per question."""

    def __init__(self, connection: Connection, context: Context, reply_ms: int) -> None:
        self._connection = connection
        self._context = context
        self._reply_ms = reply_ms
        self._reader = AnswerReader()
        self._inbox: deque[Answer] = deque(maxlen=_INBOX)
        self.asb: Condition | None = None
        """The last automatic status since `forget` or since the printer was asked."""

    def forget(self) -> None:
        """Drop whatever came before: late answers must not be taken for new ones."""
        self._connection.discard()
        self._reader.forget()
        self._inbox.clear()
        self.asb = None

    def take(self, wait_ms: int = 0) -> bool:
        """Read what has arrived; False when it was nothing."""
        data = self._connection.read(_READ_BYTES, wait_ms)
        for answer in self._reader.feed(data):
            if isinstance(answer, Asb):
                self.asb = from_asb(answer.data)
            else:
                self._inbox.append(answer)
        return bool(data)

    def settle(self) -> None:
        """Drop the answers that came too late; what the printer said by itself stays known."""
        for _ in range(_SETTLE_READS):
            if not self.take():
                break
        self._inbox.clear()

    def next(self, kind: type[_A], wait_ms: int) -> _A | None:
        """The next answer of one kind; None when none comes in time. Others stay for whoever asks."""
        end = self._context.now_ms() + wait_ms
        while True:
            for answer in self._inbox:
                if isinstance(answer, kind):
                    self._inbox.remove(answer)
                    return answer
            left = end - self._context.now_ms()
            if left <= 0:
                return None
            self.take(min(left, _SLICE_MS))

    def ask(self) -> Condition | None:
        """DLE EOT 1 to 4, each waited for; None when one stays unanswered.

        Trouble that the printer meanwhile says by itself wins: it may have come behind the answer that would show it.
        """
        self.take()
        while self.next(RealTime, 0):
            pass  # the late answer to an earlier question
        self.asb = None
        answers = []
        for n in (1, 2, 3, 4):
            self._connection.write(status_ask(n))
            answer = self.next(RealTime, self._reply_ms)
            if answer is None:
                return None
            answers.append(answer.byte)
        return self.complaint() or from_real_time(answers)

    def complaint(self) -> Condition | None:
        """What the printer said by itself, when that is trouble."""
        return self.asb if self.asb and self.asb.trouble else None
