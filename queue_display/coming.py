"""Whom a window calls next, for the screen over it: asked anew when its line has changed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from hall.client import HallClient, HallError
from hall.contract.messages import BoardState
from queue_display.face import News
from queue_display.scope import of_windows

PAUSE_S = 1.0
"""Between two askings; each screen at another moment of it, for one step of the hall is news to all of them."""
LONGEST_S = 30.0
"""Appointments come due and waits grow long though nothing happens."""
_log = logging.getLogger(__name__)


class Coming:
    """`tell` is called on the loop's thread with the numbers, none when nobody knows. `jitter`: 0 to 1."""

    def __init__(
        self,
        client: HallClient,
        window: int,
        jitter: Callable[[], float],
        tell: Callable[[tuple[str, ...]], None],
    ) -> None:
        self._client = client
        self._window = window
        self._jitter = jitter
        self._tell = tell
        self._stirred = asyncio.Event()
        self._line: object = None

    def hear(self, news: News) -> None:
        """Notice whether the window or its line has changed."""
        line = None if news.state is None else (news.link.live, self._line_of(news.state))
        if line != self._line:
            self._line = line
            self._stirred.set()

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_S):
                    await self._stirred.wait()
            await asyncio.sleep(PAUSE_S * self._jitter())
            self._stirred.clear()
            try:
                found = tuple((await self._client.coming(self._window)).numbers)
            except HallError as error:
                _log.info("whom window %d calls next is not known: %s", self._window, error)
                found = ()
            self._tell(found)
            await asyncio.sleep(PAUSE_S)

    def _line_of(self, state: BoardState) -> object:
        here = of_windows(state, [self._window])
        return [(one.id, one.waiting) for one in here.services], here.windows
