"""What a room of clerks knows of the hall: who waits for what, from one feed for all of them."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from hall.client import FeedLost, FeedRegained, HallClient, HallError
from hall.contract.messages import FeedEvent

_RETRY_S = 0.3


class News:
    """People waiting per service, as last heard; a change wakes everybody who waits for one."""

    def __init__(self, client: HallClient) -> None:
        self._client = client
        self._waiting: dict[str, int] = {}
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            try:
                await self._follow()
            except HallError:
                await asyncio.sleep(_RETRY_S)

    def anybody(self, services: list[str]) -> bool:
        """Whether somebody waits for one of these."""
        return any(self._waiting.get(one, 0) for one in services)

    async def change(self, limit_s: float) -> None:
        """Wait for the next change, at most so many real seconds."""
        try:
            async with asyncio.timeout(limit_s):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _follow(self) -> None:
        board = await self._client.board()
        self._heard({one.id: one.waiting for one in board.services})
        async with aclosing(self._client.feed(board.last_seq)) as feed:
            async for said in feed:
                match said:
                    case FeedEvent():
                        self._heard(said.waiting)
                    case FeedRegained(snapshot_needed=True):
                        return
                    case FeedLost() | FeedRegained():
                        pass

    def _heard(self, waiting: dict[str, int]) -> None:
        self._waiting = dict(waiting)
        self._changed.set()
        self._changed = asyncio.Event()
