"""Looking at the whole trail while the server runs: one look at a time, in a thread; what it found is a step of its own."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from hall.domain.clock import Clock
from hall.server.problems import Refusal
from hall.server.store import seals_of_feed, trail
from hall.server.store.store import Store
from hall.server.store.trail_check import Finding, check
from hall.server.trail_heads import Heads

CHECKED: Final = "trail.checked"
_log = logging.getLogger(__name__)


class _GivenUp(Exception):  # noqa: N818 - control flow inside this module
    """The server stops."""


class Checks:
    """One for each server. `doing`: what is looked at, how much of how much; None while nothing is."""

    def __init__(self, store: Store, heads: Heads, clock: Clock) -> None:
        self._store, self._heads, self._clock = store, heads, clock
        self._task: asyncio.Task[None] | None = None
        self._ending = False
        self.doing: tuple[str, int, int] | None = None

    def begin(self, by: str) -> None:
        """Begin a look, unless one is under way. On the loop only."""
        if self._task is None or self._task.done():
            self.doing = ("trail", 0, 0)
            self._task = asyncio.create_task(self._look(by))

    async def end(self) -> None:
        """Give up what is under way: the next server looks again."""
        self._ending = True
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _look(self, by: str) -> None:
        try:
            began_ms = self._clock.mono_ms()
            while await self._store.write(seals_of_feed.seal):
                pass
            found = await asyncio.to_thread(self._found)
            said = {**_told(found), "ms": self._clock.mono_ms() - began_ms}
            await self._store.write(lambda tx: trail.step(tx, CHECKED, by, "hall", said))
        except _GivenUp:
            _log.info("trail: the server stops, the look is given up")
        except (Refusal, OSError) as error:
            _log.warning("trail: no look: %s", error if isinstance(error, Refusal) else type(error).__name__)
        finally:
            self.doing = None

    def _found(self) -> Finding:
        heads = self._heads.all()
        return self._store.read_now(lambda c: check(c, heads, self._tell))

    def _tell(self, what: str, done: int, of: int) -> None:
        if self._ending:
            raise _GivenUp
        self.doing = (what, done, of)


def _told(found: Finding) -> dict[str, object]:
    told: dict[str, object] = {"steps": found.steps, "sealed": found.sealed, "waiting": found.waiting}
    if found.broken is not None:
        told |= {"broken": found.broken.code, "where": found.broken.facts}
    return told
