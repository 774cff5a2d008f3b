"""Looks for the clerk's text while somebody is at the window, and keeps what is said to it."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from hall.client import HallClient, HallError
from hall.contract.papers import WindowPaper
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.sync import Row
from kiosk.pad.memory import Keeper
from kiosk.pad.paper_words import PaperKept, PaperNotKept, PaperSaid, PaperTold, SheetsTold
from kiosk.pad.words import World

LOOK_S: Final = 1.5
log = logging.getLogger(__name__)


class Papers:
    """`sent`: a row is to be sent. All on the loop that runs `run`."""

    def __init__(
        self,
        client: HallClient,
        window: int,
        keeper: Keeper,
        sent: Callable[[Row], None],
        tell: Callable[[World], None],
    ) -> None:
        self._client = client
        self._window = window
        self._keeper = keeper
        self._sent = sent
        self._tell = tell
        self._told: WindowPaper | None = None
        self._drawn = ""
        self._served = ""
        self._news = asyncio.Event()
        self.online = False

    def served(self, ticket: str) -> None:
        """Who is at the window now, "" for nobody."""
        if ticket != self._served:
            self._served = ticket
            self._news.set()

    def say(self, said: PaperSaid) -> None:
        """Keep it, then send it."""
        try:
            row = self._keeper.answer(said)
        except OutboxError as error:
            log.error("what was said to a text was not kept (%s)", error)  # noqa: TRY400
            self._tell(PaperNotKept(said.paper.id, error.trouble.value))
            return
        if row is not None:
            self._sent(row)
        self._told = None
        self._tell(PaperKept(said.paper.id))

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            self._news.clear()
            if self.online:
                await self._look()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._news.wait()

    async def _look(self) -> None:
        """A text that was answered here is none, also before the server knows of it."""
        paper = None
        try:
            if self._served:
                paper = await self._client.window_paper(self._window)
            if paper is not None and self._keeper.answered(paper.id):
                paper = None
        except (HallError, OutboxError) as error:
            log.info("text of the window: %s", error)
            return
        if paper != self._told:
            self._told, self._drawn = paper, ""
            self._tell(PaperTold(paper))
        if paper is not None and paper.pages and self._drawn != paper.id:
            await self._fetch(paper)

    async def _fetch(self, paper: WindowPaper) -> None:
        """Into memory alone. A page that is not what its hash says is not shown."""
        try:
            pages = [
                await self._client.window_paper_page(self._window, n + 1) for n in range(len(paper.pages))
            ]
        except HallError as error:
            log.info("pages of the window's document: %s", error)
            return
        if tuple(hashlib.sha256(page).hexdigest() for page in pages) != paper.pages:
            log.warning("the window's document was changed while it was fetched")
            return
        self._drawn = paper.id
        self._tell(SheetsTold(paper.id, tuple(pages)))
