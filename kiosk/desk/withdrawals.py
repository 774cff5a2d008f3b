"""Gives back numbers that nobody will ever hold: asked for, the answer lost, the citizen gone.

The same id is asked once more, which tells the number the server made for it; that ticket is then void.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from hall.client import HallError, HallReason
from hall.contract.messages import PaperState, Ticket, TicketRequest
from kiosk.desk.paper import paper_event
from kiosk.desk.parts import Parts
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.intents import Intent

log = logging.getLogger(__name__)

EVERY_S = 60.0


class Withdrawals:
    """Works through the intents in state `withdrawing` while the server is there."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """There is one more, or the server is back."""
        self._awake.set()

    async def run(self) -> None:
        """Withdraw until cancelled."""
        while True:
            self._awake.clear()
            try:
                await self._all()
            except (HallError, OutboxError) as error:
                log.info("withdrawals: %s", error)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await self._awake.wait()

    async def _all(self) -> None:
        with self._parts.outbox.read() as db:
            waiting = self._parts.outbox.intents.in_state(db, "withdrawing")
        for intent in waiting:
            await self._one(intent)

    async def _one(self, intent: Intent) -> None:
        request = TicketRequest(event_id=intent.intent, service=intent.subject, unit=self._parts.unit.id)
        try:
            ticket: Ticket | None = await self._parts.client.issue_ticket(request)
        except HallError as error:
            if error.reason is not HallReason.REFUSED:
                raise
            ticket = None
        outbox = self._parts.outbox
        row = None
        with outbox.write() as db:
            known = outbox.intents.find(db, intent.intent)
            if known is None or known.state != "withdrawing":
                return  # somebody asks for it again
            outbox.intents.move(db, intent.intent, "withdrawn")
            if ticket is not None:
                void = paper_event(
                    self._parts.unit.id,
                    intent.intent,
                    ticket.number,
                    PaperState.FAILED,
                    self._parts.clock,
                    void=True,
                )
                row = outbox.events.append(db, void)
        if row is not None:
            self._parts.sender.added(row)
