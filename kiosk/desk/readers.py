"""The card reader and the code scanner: armed as long as somebody wants them, silent otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from drivers.supervisor import Supervisor
from drivers.types import Completion, CompletionCode, Json
from kiosk.desk.card_place import CardPlace

READ_MS = 30_000
LOOK_MS = 2000
"""How long to wait for the next card while one lies there that was read already."""
REST_S = 1.0
"""After something unusable, so that a card left on the reader is not announced all the time."""


class Reader:
    """One device that is asked again and again until it gives what is wanted.

    `judge` tells the flow and says whether that was it; where it has to ask for that it is cancelled with `disarm`. `name` None: the unit has no such device.
    `place`: asked when nothing comes, whether something lies there that has to be lifted first.
    """

    def __init__(
        self,
        supervisor: Supervisor,
        name: str | None,
        op: str,
        judge: Callable[[Completion], bool | Awaitable[bool]],
        place: CardPlace | None = None,
    ) -> None:
        self._supervisor = supervisor
        self._name = name
        self._op = op
        self._judge = judge
        self._place = place
        self.free: Callable[[], Awaitable[None]] = _at_once
        """Waited for before the device is asked anything."""
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None

    @property
    def armed(self) -> bool:
        """Whether somebody waits for a card or a code."""
        return self._task is not None and not self._task.done() and not self._stop.is_set()

    def arm(self) -> None:
        """Read until `disarm`, or until something usable was read."""
        if self._name is None or self.armed:
            return
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(self._read(self._name, self._stop, self._task))

    def disarm(self) -> None:
        """Nobody waits any more: from now on nothing is told. The device goes idle by itself."""
        self._stop.set()
        if self._name is not None and self._task is not None and not self._task.done():
            self._ending = asyncio.create_task(self._end(self._name, self._task))

    async def idle(self) -> None:
        """Return when a disarmed device is idle."""
        if self._ending is not None:
            await self._ending

    async def _end(self, name: str, task: asyncio.Task[None]) -> None:
        while not task.done():
            await self._supervisor.cancel(name)
            await asyncio.wait([task], timeout=0.2)

    async def _read(self, name: str, stop: asyncio.Event, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._cleared(stop)
        if self._place is not None and not stop.is_set():
            await self._place.leave()
        args = self._glance()
        while not stop.is_set():
            completion = await self._supervisor.run(name, self._op, args, timeout_ms=READ_MS)
            if stop.is_set():
                return
            if completion.code in (CompletionCode.TIME_OUT, CompletionCode.CANCELED):
                if args and self._place is not None:
                    args = {"wait_ms": LOOK_MS} if await self._place.lies() else {}
                continue
            if await self._judged(completion, stop):
                return
            args = self._glance()
            with suppress(TimeoutError):
                async with asyncio.timeout(REST_S):
                    await stop.wait()

    async def _judged(self, completion: Completion, stop: asyncio.Event) -> bool:
        """Whether that was it; True as well when nobody wants to know any more."""
        found = self._judge(completion)
        if isinstance(found, bool):
            return found
        asking, stopping = asyncio.ensure_future(found), asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait([asking, stopping], return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else True
        finally:
            asking.cancel()
            stopping.cancel()

    async def _cleared(self, stop: asyncio.Event) -> None:
        """Wait until the device is free, or nobody wants it any more: who waits for us must not be waited for."""
        waits = [asyncio.ensure_future(each) for each in (self.free(), stop.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    def _glance(self) -> Mapping[str, Json]:
        """One question without waiting, where an answer "none" may mean a card that was read already."""
        return {} if self._place is None else {"wait_ms": 0}


async def _at_once() -> None:
    """Nobody has to be waited for."""
