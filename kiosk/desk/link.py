"""The live line to the server: is it there, which services, how many wait. Keeps the last answer in the file."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing, suppress

from hall.client import FeedLost, FeedRegained, HallError, HallReason
from hall.contract.messages import BoardState, FeedEvent, HallInfo
from hall.domain.clock import service_date
from kiosk.desk.catalogue import Catalogue, from_file, from_server, from_settings
from kiosk.desk.parts import Parts
from kiosk.flows.words import NumberCalled
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.notes import get_note, set_note

log = logging.getLogger(__name__)

_NOTE = "catalogue"
_CALLS = frozenset({"ticket.called", "ticket.recalled"})
LOOK_S = 20.0
"""How old a waiting range, an opening or a rest of numbers may be while nothing happens."""
LOOK_LEAST_S = 3.0
"""After something happened: many steps come together."""
RETRY_S = 1.0
RETRY_MOST_S = 5.0


class Link:
    """Follows the hall.

    `changed` is called when the catalogue, the counts or `online` changed, `met` when the server is there.
    """

    def __init__(self, parts: Parts, changed: Callable[[], None], met: Callable[[], None]) -> None:
        self._tell = parts.tell
        self._outbox = parts.outbox
        self._sender = parts.sender
        self._client = parts.client
        self._jitter = parts.jitter
        self._changed = changed
        self._on_met = met
        with self._outbox.read() as db:
            kept = from_file(get_note(db, _NOTE))
        self.catalogue: Catalogue = (kept or from_settings(parts.settings)).unasked()
        self._stirred = asyncio.Event()
        self.online = False
        self.blocked = False
        self._pause_s = RETRY_S / 2

    async def run(self) -> None:
        """Follow until cancelled; a lost line is taken up again by itself, in 0.5 to 5 s."""
        while True:
            self._pause_s = min(RETRY_MOST_S, self._pause_s * 2)
            try:
                if await self._follow():
                    continue
            except HallError as error:
                self._note(error)
            self._lost()
            await asyncio.sleep(self._pause_s * (0.5 + self._jitter() / 2))

    def _note(self, error: HallError) -> None:
        """A token that is not taken is a fault of this unit's set-up, not a server that is away: say what to do, once."""
        blocked = error.reason is HallReason.NOT_ALLOWED
        if not blocked:
            log.info("link: %s", error)
        elif not self.blocked:
            log.error("%s", error.advice)
        if blocked is not self.blocked:
            self.blocked = blocked
            self._changed()

    async def look_up(self) -> None:
        """Keep what the feed does not tell fresh, until cancelled: ranges, hours, numbers left."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._stirred.wait()
            self._stirred.clear()
            if self.online:
                await self._look_up()
            await asyncio.sleep(LOOK_LEAST_S)

    async def _look_up(self) -> None:
        try:
            fresh = self.catalogue.looked_up(from_server(await self._client.hall()))
        except HallError as error:
            log.info("link: %s", error)
            return
        if self.online and fresh != self.catalogue:
            self.catalogue = fresh
            self._changed()

    async def _follow(self) -> bool:
        """One snapshot and the feed after it. True when a new snapshot is wanted at once."""
        info = await self._client.hall()
        board = await self._client.board()
        self._met(info, board)
        self._pause_s = RETRY_S / 2
        async with aclosing(self._client.feed(board.last_seq)) as feed:
            async for said in feed:
                match said:
                    case FeedLost():
                        self._lost()
                    case FeedRegained():
                        return True
                    case FeedEvent():
                        self._heard(said)
        return False

    def _heard(self, said: FeedEvent) -> None:
        self.catalogue = self.catalogue.counted(said.waiting)
        self._changed()
        self._stirred.set()
        if said.kind in _CALLS and said.window is not None:
            self._tell(NumberCalled(said.number, said.window))

    def _met(self, info: HallInfo, board: BoardState) -> None:
        fresh = from_server(info).counted({each.id: each.waiting for each in board.services})
        try:
            with self._outbox.write() as db:
                set_note(db, _NOTE, fresh.dump())
                self._outbox.leases.heard_date(db, service_date(board.at))
                if not self._outbox.leases.pin(db, info.lease_key):
                    log.error("lease.keyChanged: the server signs with another key; its leases are refused")
        except OutboxError as error:
            log.error("link: the catalogue was not kept (%s)", error)  # noqa: TRY400
        self.catalogue = fresh
        self.online, self.blocked = True, False
        self._changed()
        self._sender.heard(info.server_epoch)
        self._on_met()

    def _lost(self) -> None:
        self._sender.lost()
        if self.online:
            self.online = False
            self.catalogue = self.catalogue.unasked()
            self._changed()
