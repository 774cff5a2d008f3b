"""The board's way to the server: snapshot, feed, last state on disk. One asyncio task, no Qt.

Starting is recovering: what an earlier run kept is told first, as old data. A gap, another epoch
or a way regained fetches a new snapshot; a server that does not answer is asked again for ever.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from hall.client import FeedLost, FeedRegained, HallClient, HallError, HallReason
from hall.domain.clock import Clock
from hall.domain.queue.order import Why
from queue_display.board import Board, announced, restored, take_event, take_snapshot
from queue_display.board_state import Kept, keep, recall
from queue_display.face import Link, News

RETRY_S = 1.0
KEEP_S = 1.0
"""The state is written at most this often."""
CONFIRM_MS = 60_000
"""An unchanged state is written again after this long, for the time of its confirmation."""
_log = logging.getLogger(__name__)


class Follower:
    """Follows one hall. `tell` is called on the loop's thread, in order, for everything new."""

    def __init__(self, client: HallClient, folder: Path, clock: Clock, tell: Callable[[News], None]) -> None:
        self._client = client
        self._folder = folder
        self._clock = clock
        self._tell = tell
        self._board = Board()
        self._first: set[int] = set()
        self._link = Link(since_ms=clock.mono_ms())
        self._written: Kept | None = None
        self._can_write = True

    async def run(self) -> None:
        """Follow until cancelled; the last state is on disk then."""
        kept = recall(self._folder)
        if kept is not None:
            self._board = restored(kept.state)
            self._link = replace(self._link, heard_at=kept.heard_at)
            self._written = kept
        self._say()
        keeper = asyncio.create_task(self._keep_writing())
        try:
            while True:
                await self._follow()
        finally:
            keeper.cancel()
            self._write(CONFIRM_MS)

    async def _follow(self) -> None:
        """One snapshot and the feed after it, until a new snapshot is wanted."""
        try:
            self._board = take_snapshot(self._board, await self._client.board())
            self._heard(live=True)
            if await self._listen():
                return
        except HallError as error:
            self._note(error)
        self._heard(live=False)
        await asyncio.sleep(RETRY_S)

    def _note(self, error: HallError) -> None:
        """A token that is not taken is a fault of this unit's set-up: say what to do, once."""
        blocked = error.reason is HallReason.NOT_ALLOWED
        if blocked and not self._link.blocked:
            _log.error("%s", error.advice)
        elif self._link.live:
            _log.info("the server does not answer (%s); showing the last state", error)
        self._link = replace(self._link, blocked=blocked)

    async def _listen(self) -> bool:
        """Fold the feed; True when a new snapshot is wanted at once, False when the feed ended."""
        state = self._board.state
        async with aclosing(self._client.feed(state.last_seq if state else 0)) as feed:
            async for said in feed:
                if isinstance(said, FeedLost):
                    self._heard(live=False)
                elif isinstance(said, FeedRegained):
                    return True
                else:
                    self._board = take_event(self._board, said)
                    if said.why is Why.PRIORITY:
                        self._first.add(said.seq)
                    self._heard(live=True)
                    if self._board.resync:
                        return True
        return False

    def _heard(self, *, live: bool) -> None:
        """Note how the way is, and tell what is new."""
        now_ms = self._clock.mono_ms()
        since_ms = self._link.since_ms if live is self._link.live else now_ms
        heard_at = self._clock.now() if live else self._link.heard_at
        self._link = Link(live, heard_at, since_ms, self._link.blocked and not live)
        self._say()

    def _say(self) -> None:
        self._tell(News(self._board.state, self._link, self._board.fresh, frozenset(self._first)))
        self._board, self._first = announced(self._board), set()

    async def _keep_writing(self) -> None:
        while True:
            await asyncio.sleep(KEEP_S)
            self._write(CONFIRM_MS)

    def _write(self, confirm_ms: int) -> None:
        """Keep the state when it changed, or when its last confirmation is old."""
        state, heard_at = self._board.state, self._link.heard_at
        if state is None or heard_at is None:
            return
        had = self._written
        if had is not None and had.state == state:
            confirmed_ms = (heard_at - had.heard_at).total_seconds() * 1000
            if confirmed_ms < confirm_ms:
                return
        kept = Kept(heard_at=heard_at, state=state)
        try:
            keep(self._folder, kept)
        except OSError as error:
            if self._can_write:
                _log.warning("the board's state cannot be kept in %s: %s", self._folder, error.strerror)
            self._can_write = False
            return
        self._written, self._can_write = kept, True
