"""Tells the server which calls this display has painted and spoken to their end. One asyncio task, no Qt.

Collected for a moment, sent together, sent again while the server is away; only the newest are kept, so a long cut
costs neither memory nor a screen's time. Each call is told once per server epoch and kind.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

from hall.client import HallClient, HallError, HallReason
from hall.contract.screens import Acks

TOGETHER_S: Final = 0.1
"""So long more of them are waited for."""
FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 15.0
BATCH: Final = 100
MOST: Final = 400
"""Of each kind, waiting or already told."""
_log = logging.getLogger(__name__)


class Acknowledger:
    """`shown` and `spoken` take calls on the loop's thread and never wait; `run` sends until cancelled."""

    def __init__(self, client: HallClient, unit: str) -> None:
        self._client = client
        self._unit = unit
        self._epoch = ""
        self._shown = _Kind()
        self._spoken = _Kind()
        self._news = asyncio.Event()
        self._refused = False

    def of_epoch(self, epoch: str) -> None:
        """The seqs that follow are of this server epoch; those of another mean nothing to it."""
        if epoch != self._epoch:
            self._epoch = epoch
            self._shown, self._spoken = _Kind(), _Kind()

    def shown(self, calls: Iterable[tuple[str, int]]) -> None:
        """Calls that were painted: epoch and seq."""
        self._take(self._shown, (seq for epoch, seq in calls if epoch == self._epoch))

    def spoken(self, seq: int) -> None:
        """A call that was heard to its end; 0 for one that the server does not know."""
        self._take(self._spoken, (seq,))

    async def run(self) -> None:
        """Send until cancelled."""
        pause_s = FIRST_PAUSE_S
        while True:
            await self._news.wait()
            await asyncio.sleep(TOGETHER_S)
            if await self._send():
                pause_s = FIRST_PAUSE_S
                continue
            await asyncio.sleep(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)

    def _take(self, kind: _Kind, seqs: Iterable[int]) -> None:
        for seq in seqs:
            if seq > 0:
                kind.add(seq)
        if kind.waiting:
            self._news.set()

    async def _send(self) -> bool:
        """One batch; False: later once more."""
        shown, spoken = self._shown, self._spoken
        batch = Acks(unit=self._unit, shown=shown.next(), spoken=spoken.next())
        try:
            if batch.shown or batch.spoken:
                await self._client.acks(batch)
            self._refused = False
        except HallError as error:
            if error.reason in {HallReason.UNREACHABLE, HallReason.UNKNOWN_OUTCOME}:
                return False
            if not self._refused:
                _log.warning("the server does not take acknowledgements of calls: %s", error)
            self._refused = True
        shown.told(batch.shown)
        spoken.told(batch.spoken)
        if not self._shown.waiting and not self._spoken.waiting:
            self._news.clear()
        return True


class _Kind:
    """Seqs that wait, oldest first, and those that were told."""

    def __init__(self) -> None:
        self.waiting: dict[int, None] = {}
        self._told: dict[int, None] = {}

    def add(self, seq: int) -> None:
        if seq in self._told:
            return
        self.waiting[seq] = None
        if len(self.waiting) > MOST:
            del self.waiting[next(iter(self.waiting))]

    def next(self) -> list[int]:
        """Newest first: a call of now matters more than one of before the cut."""
        return list(self.waiting)[-BATCH:]

    def told(self, seqs: Iterable[int]) -> None:
        for seq in seqs:
            self.waiting.pop(seq, None)
            self._told[seq] = None
            if len(self._told) > MOST:
                del self._told[next(iter(self._told))]
