"""The window's line to the server: its own state, renewed by the feed, and since when the server has been away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass

from hall.client import FeedLost, FeedRegained, HallClient, HallError, HallReason
from hall.contract.messages import BoardState, FeedEvent
from hall.contract.windows import WindowState
from hall.domain.clock import Clock
from kiosk.outbox.sender import Sender

log = logging.getLogger(__name__)
NOTICES = "hall.notices"
RETRY_S = 1.0
CALM_S = 2.0
"""What others do is looked at this often at most; what happens at this window at once."""


@dataclass(frozen=True)
class Ears:
    """Whom the link tells: a new state, an event of this window, and that something about the line changed.

    `board`: what the boards show, at the beginning and whenever the hall's notices changed; None to leave it.
    """

    state: Callable[[WindowState], None]
    event: Callable[[FeedEvent], None]
    changed: Callable[[], None]
    board: Callable[[BoardState], None] | None = None


class Link:
    """Follows one window. All on the loop that runs `run`."""

    def __init__(self, client: HallClient, sender: Sender, number: int, clock: Clock, ears: Ears) -> None:
        self._client = client
        self._sender = sender
        self._number = number
        self._clock = clock
        self._ears = ears
        self._lost_ms: int | None = clock.mono_ms()
        self._look = asyncio.Event()
        self._hurry = asyncio.Event()
        self._noticed = False
        self.blocked = ""

    @property
    def away_ms(self) -> int | None:
        """For how long the server has been away; None while it is there."""
        return None if self._lost_ms is None else self._clock.mono_ms() - self._lost_ms

    def look(self) -> None:
        """Something was done here: ask for the state at once."""
        self._look.set()
        self._hurry.set()

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            try:
                again = await self._follow()
            except HallError as error:
                again = False
                self._note(error)
            if not again:
                self._lose()
                await asyncio.sleep(RETRY_S)

    async def _follow(self) -> bool:
        """The state, and the feed after it. True when a new state is wanted at once."""
        board = await self._client.board()
        self._ears.state(await self._client.window(self._number))
        self._found()
        self._sender.heard(board.server_epoch)
        if self._ears.board is not None:
            self._ears.board(board)
        looking = asyncio.create_task(self._look_on())
        try:
            async with aclosing(self._client.feed(board.last_seq)) as feed:
                async for said in feed:
                    match said:
                        case FeedLost():
                            self._lose()
                        case FeedRegained():
                            return True
                        case FeedEvent():
                            self._heard(said)
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
        return False

    def _heard(self, event: FeedEvent) -> None:
        self._look.set()
        self._noticed = self._noticed or event.kind == NOTICES
        if event.window == self._number:
            self._hurry.set()
            self._ears.event(event)

    async def _look_on(self) -> None:
        """Ask for the state whenever something happened, seldom while it was elsewhere."""
        while True:
            await self._look.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(CALM_S):
                    await self._hurry.wait()
            self._look.clear()
            self._hurry.clear()
            try:
                self._ears.state(await self._client.window(self._number))
                await self._read_notices()
            except HallError as error:
                log.info("window state: %s", error)

    async def _read_notices(self) -> None:
        if self._noticed and self._ears.board is not None:
            self._noticed = False
            self._ears.board(await self._client.board())

    def _found(self) -> None:
        self._lost_ms, self.blocked = None, ""
        self._ears.changed()

    def _lose(self) -> None:
        self._sender.lost()
        if self._lost_ms is None:
            self._lost_ms = self._clock.mono_ms()
        self._ears.changed()

    def _note(self, error: HallError) -> None:
        """A fault in this unit's set-up is said once, with what to do; a server that is away is not one."""
        if error.reason is not HallReason.NOT_ALLOWED and error.reason is not HallReason.REFUSED:
            log.info("link: %s", error)
            return
        code = error.problem.code if error.problem is not None else "hall.noAnswer"
        if code != self.blocked:
            log.error("%s", error.advice or error)
        self.blocked = code
