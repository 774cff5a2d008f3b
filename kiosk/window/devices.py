"""The sign and the keypad's display: what is wanted there is shown, again and again until the device has it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from drivers.supervisor import Supervisor
from drivers.types import Completion, CompletionCode, DeviceState, Json

log = logging.getLogger(__name__)
AGAIN_S: Final = 3.0
ORDER_MS: Final = 4000
_NEVER: Final = frozenset({CompletionCode.UNSUPPORTED_COMMAND, CompletionCode.UNSUPPORTED_DATA})


class Shown:
    """One op of one device, whose arguments are wanted on it. `name` None: there is no such device."""

    def __init__(self, supervisor: Supervisor, name: str | None, op: str) -> None:
        self._supervisor = supervisor
        self._name = name
        self._op = op
        self._wanted: Mapping[str, Json] | None = None
        self._there: Mapping[str, Json] | None = None
        self._beeps = False
        self._awake = asyncio.Event()

    def want(self, args: Mapping[str, Json]) -> None:
        """Show this from now on."""
        if args != self._wanted:
            self._wanted = args
            self._awake.set()

    def beep(self) -> None:
        """Say no: the device's own sound, where it has one."""
        self._beeps = True
        self._awake.set()

    def status_changed(self) -> None:
        """A device that was away has forgotten what it showed."""
        if self._name is not None and self._supervisor.status(self._name).device not in {
            DeviceState.ONLINE,
            DeviceState.DEVICE_BUSY,
        }:
            self._there = None
        self._awake.set()

    async def run(self) -> None:
        """Serve until cancelled."""
        if self._name is None:
            return
        while True:
            self._awake.clear()
            done = await self._serve(self._name)
            with suppress(TimeoutError):
                async with asyncio.timeout(None if done else AGAIN_S):
                    await self._awake.wait()

    async def _serve(self, name: str) -> bool:
        """Whether nothing is left to do."""
        if self._beeps:
            self._beeps = False
            await self._supervisor.run(name, "identify", timeout_ms=ORDER_MS)
        wanted = self._wanted
        if wanted is None or wanted == self._there:
            return True
        completion = await self._supervisor.run(name, self._op, wanted, timeout_ms=ORDER_MS)
        if completion.done or completion.code in _NEVER:
            self._there = wanted
            self._note(name, completion)
        return self._there == self._wanted

    def _note(self, name: str, completion: Completion) -> None:
        if not completion.done:
            log.warning("%s: %s cannot be shown (%s)", name, self._op, completion.error)
