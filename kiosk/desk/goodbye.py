"""The end of a visit at the devices: none of them holds anything of the last citizen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from drivers.supervisor import Supervisor
from kiosk.desk.card_place import CardPlace

log = logging.getLogger(__name__)

WIPE_MS = 2000


class Busy(Protocol):
    """What asks devices for a citizen: waits for `free` before it begins, is `idle` when it has ended."""

    free: Callable[[], Awaitable[None]]

    async def idle(self) -> None:
        """Return when it asks its device nothing any more."""


class Goodbye:
    """Tells every device that the citizen leaves. Readers, scanners and printer wait for it before they serve the next.

    `printer`: the printer's turn.
    """

    def __init__(
        self, supervisor: Supervisor, readers: Sequence[Busy], place: CardPlace, printer: asyncio.Lock
    ) -> None:
        self._supervisor = supervisor
        self._readers = readers
        self._place = place
        self._printer = printer
        self._task: asyncio.Task[None] | None = None
        for reader in readers:
            reader.free = self.over

    def begin(self) -> None:
        """Nobody reads any more; the rest comes by itself."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._wipe())

    async def over(self) -> None:
        """Return when nothing of a wipe is under way."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _wipe(self) -> None:
        watched = self._place.watched
        for reader in self._readers:
            await reader.idle()
        await self._place.leave()
        async with self._printer:
            said = await self._supervisor.end_transaction(timeout_ms=WIPE_MS)
        for name, completion in said.items():
            if not completion.done:
                log.warning("%s did not say that it forgot the last citizen (%s)", name, completion.error)
        if watched:
            self._place.watch()
