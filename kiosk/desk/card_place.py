"""The place on the card reader: does a card that was read still lie there?"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from enum import StrEnum, unique

from drivers.supervisor import Supervisor
from drivers.types import CompletionCode, DeviceState
from kiosk.desk.parts import Tell
from kiosk.flows.words import CardLies, CardLifted

EVERY_S = 1.0
ASK_MS = 3000


@unique
class Lying(StrEnum):
    """What is known of the place."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NEVER = "never"
    """This model cannot be asked: it says by itself when a card is taken, or nobody knows."""


class CardPlace:
    """Watches the place, from a card that was seen there until it is lifted. Reads nothing of it."""

    def __init__(self, supervisor: Supervisor, name: str | None, tell: Tell) -> None:
        self._supervisor = supervisor
        self._name = name
        self._tell = tell
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def watch(self) -> None:
        """Look every second until the card is lifted; told by `CardLies` and `CardLifted`."""
        if self._name is not None and not self.watched:
            self._stop = asyncio.Event()
            self._task = asyncio.create_task(self._watch(self._stop))

    @property
    def watched(self) -> bool:
        """Whether somebody looks."""
        return self._task is not None and not self._task.done() and not self._stop.is_set()

    async def leave(self) -> None:
        """Stop watching; nothing is asked of the device any more when this returns."""
        self._stop.set()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def lies(self) -> bool:
        """Look once, while nothing else asks the device, and tell."""
        lying = await self._look()
        self._say(lying)
        return lying is Lying.YES

    async def _watch(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            lying = await self._look()
            if stop.is_set():
                return
            self._say(lying)
            if lying in (Lying.NO, Lying.NEVER):
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await stop.wait()

    def _say(self, lying: Lying) -> None:
        if lying is Lying.YES:
            self._tell(CardLies())
        elif lying is Lying.NO:
            self._tell(CardLifted())

    async def _look(self) -> Lying:
        if self._name is None:
            return Lying.NEVER
        if self._supervisor.status(self._name).device is not DeviceState.ONLINE:
            return Lying.UNKNOWN
        found = await self._supervisor.run(self._name, "card_there", timeout_ms=ASK_MS)
        if found.code is CompletionCode.UNSUPPORTED_COMMAND:
            return Lying.NEVER
        if not found.done:
            return Lying.UNKNOWN
        return Lying.YES if found.result.get("card") == "read" else Lying.NO
