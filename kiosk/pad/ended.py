"""Visits that ended before the pad knew whose number it was: the server is asked, once, and for minutes only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from hall.client import HallClient, HallError
from hall.contract.ended import EndedVisit

FRESH_S: Final = 180
"""A number heard of is asked about that long after its end: who went earlier is not there any more."""
TRIES: Final = 5
RETRY_S: Final = 1.0
_LAST: Final = ""
"""Whoever was served last, whatever the number."""
log = logging.getLogger(__name__)


class Ended:
    """`silence_s`: who ended so lately is still waited for. `tell`: a visit that can be asked about. One loop."""

    def __init__(
        self, client: HallClient, window: int, silence_s: int, tell: Callable[[EndedVisit], None]
    ) -> None:
        self._client = client
        self._window = window
        self._silence_s = silence_s
        self._tell = tell
        self._wanted: dict[str, int] = {}
        self._back: set[str] = set()
        self._news = asyncio.Event()

    def look(self) -> None:
        """The line is there, for the first time or again: somebody may have ended a moment ago."""
        self._want(_LAST)

    def finished(self, number: str) -> None:
        """A number that is not known here."""
        self._back.discard(number)
        self._want(number)

    def back(self, number: str) -> None:
        """It has not ended after all."""
        self._wanted.pop(number, None)
        self._back.add(number)

    async def run(self) -> None:
        """Ask until cancelled, for each wish a few times."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self._wanted:
                wishes = tuple(self._wanted)
                if not await self._asked() or self._wanted:
                    self._count(wishes)
                    await asyncio.sleep(RETRY_S)

    def _want(self, wish: str) -> None:
        self._wanted[wish] = TRIES
        self._news.set()

    def _count(self, wishes: Sequence[str]) -> None:
        for wish in wishes:
            left = self._wanted.get(wish, 0) - 1
            if left > 0:
                self._wanted[wish] = left
            else:
                self._wanted.pop(wish, None)

    async def _asked(self) -> bool:
        self._back.clear()
        try:
            visits = await self._client.ended_visits(self._window)
        except HallError as error:
            log.info("who ended at the window: %s", error)
            return False
        self._heard(visits)
        return True

    def _heard(self, visits: Sequence[EndedVisit]) -> None:
        last = self._wanted.pop(_LAST, None) is not None
        for visit in visits:
            wanted = self._wanted.pop(visit.number, None) is not None
            lately = last and visit is visits[-1] and visit.ago_s <= self._silence_s
            gone = visit.said or visit.number in self._back
            if not gone and (lately or (wanted and visit.ago_s <= FRESH_S)):
                self._tell(visit)
