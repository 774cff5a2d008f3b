"""Tells the hall how this unit is: on every change, and every 30 s; silence means that it is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol

from drivers.supervisor import Supervisor
from drivers.types import Status, Supply
from hall.client import HallClient, HallError
from hall.contract.screens import Level, Part, UnitStatus
from hall.settings import Unit
from kiosk.desk.health import problem
from kiosk.flows.facts import STARTING
from kiosk.outbox.sender import Sender

log = logging.getLogger(__name__)

EVERY_S = 30.0


class Reporting(Protocol):
    """What is needed of a unit's parts. `devices`: their names by class."""

    @property
    def unit(self) -> Unit:
        """Which one it is."""

    @property
    def client(self) -> HallClient:
        """The way to the server."""

    @property
    def supervisor(self) -> Supervisor:
        """Its devices."""

    @property
    def sender(self) -> Sender:
        """What waits to be sent."""

    @property
    def devices(self) -> Mapping[str, str]:
        """Names by class."""


class Report:
    """Sends while the server is there."""

    def __init__(self, parts: Reporting, online: Callable[[], bool]) -> None:
        self._parts = parts
        self._online = online
        self._awake = asyncio.Event()
        self._told: UnitStatus | None = None

    def wake(self) -> None:
        """Something may have changed, or the server is back."""
        if self._status() != self._told:
            self._awake.set()

    async def run(self) -> None:
        """Report until cancelled."""
        while True:
            self._awake.clear()
            if self._online():
                await self._send()
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await self._awake.wait()

    async def _send(self) -> None:
        status = self._status()
        try:
            await self._parts.client.tell_status(status)
        except HallError as error:
            log.info("report: %s", error)
            self._told = None
        else:
            self._told = status

    def _status(self) -> UnitStatus:
        parts = self._parts
        return UnitStatus(
            unit=parts.unit.id,
            parts=[part_of(name, parts.supervisor.status(name)) for name in parts.devices.values()],
            backlog=parts.sender.pending,
        )


def part_of(name: str, status: Status) -> Part:
    """How staff see a device. One that starts is not told as lost."""
    trouble = problem(status)
    if trouble and trouble != STARTING:
        return Part(name=name, level=Level.OUT, code=trouble[:60])
    if Supply.LOW in status.supplies.values():
        return Part(name=name, level=Level.LOW, code="paper.low")
    return Part(name=name, level=Level.OK)
