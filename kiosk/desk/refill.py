"""Borrows numbers while the server is there, so that some are left when it is not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from hall.client import HallError
from hall.contract.messages import LeaseRequest
from hall.domain.clock import service_date
from hall.domain.leases import REFILL_AT
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.parts import Parts
from kiosk.outbox.errors import OutboxError

log = logging.getLogger(__name__)

EVERY_S = 60.0


class Refill:
    """Keeps today's and tomorrow's leases filled."""

    def __init__(self, parts: Parts, catalogue: Callable[[], Catalogue]) -> None:
        self._unit = parts.unit
        self._outbox = parts.outbox
        self._client = parts.client
        self._clock = parts.clock
        self._catalogue = catalogue
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Numbers were used, or the server is back."""
        self._awake.set()

    async def run(self) -> None:
        """Refill until cancelled, from the first meeting with the server on. Without a mark nothing is borrowed."""
        await self._awake.wait()
        while self._unit.mark:
            self._awake.clear()
            for service in self._catalogue().services:
                try:
                    await self._fill(service.id)
                except (HallError, OutboxError) as error:
                    log.info("refill: %s: %s", service.id, error)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await self._awake.wait()

    async def _fill(self, service: str) -> None:
        request = self._wanting(service)
        if request is None:
            return
        reply = await self._client.leases(request)
        with self._outbox.write() as db:
            refused = self._outbox.leases.keep(db, reply.leases)
        for why in refused:
            log.error("lease.refused: %s", why)

    def _wanting(self, service: str) -> LeaseRequest | None:
        """What to ask for, None when enough is left for today and tomorrow."""
        now = self._clock.now()
        today, tomorrow = service_date(now), service_date(now + timedelta(days=1))
        with self._outbox.read() as db:
            leases = self._outbox.leases
            if leases.left(db, service, today) > REFILL_AT and leases.left(db, service, tomorrow) > 0:
                return None
            return LeaseRequest(
                unit=self._unit.id,
                mark=self._unit.mark,
                service=service,
                used_upto=leases.used_upto(db, service, today),
                incarnation=leases.incarnation(db),
            )
