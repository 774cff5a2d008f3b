"""The phone that somebody takes a number with: told to the hall as a hash by the hall's key for this unit.

By it the window's sign finds the number (docs/evaluation.md). Without the key, of which the hall was never asked yet,
nothing is told: the code on the paper opens the same page.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from sqlalchemy import Connection

from hall.client import HallError
from hall.contract.phones import TicketPhoneBody
from hall.domain.phones import keyed, phone_id
from hall.domain.privacy import Phone
from kiosk.desk.paper import stream_of
from kiosk.desk.parts import Parts
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event
from kiosk.outbox.notes import get_note, set_note
from kiosk.outbox.sync import Row

log = logging.getLogger(__name__)
_NOTE: Final = "phone key"


class Phones:
    """Keeps the key for when the server is away."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """The server is there."""
        self._awake.set()

    async def run(self) -> None:
        """Ask for the key at each meeting, until cancelled."""
        while True:
            await self._awake.wait()
            self._awake.clear()
            try:
                fresh = (await self._parts.client.phone_key(self._parts.unit.id)).key
                with self._parts.outbox.write() as db:
                    set_note(db, _NOTE, fresh)
            except (HallError, OutboxError) as error:
                log.info("phones: no key (%s)", error)

    def tell(self, db: Connection, ticket: str, phone: Phone | None) -> Row | None:
        """Append what the hall is told of this ticket; None for nothing. Behind the ticket's own events."""
        key = get_note(db, _NOTE) if phone is not None and phone.reveal() else None
        name = phone_id(ticket)
        if phone is None or key is None or self._parts.outbox.events.known(db, name):
            return None
        body = TicketPhoneBody(ticket=ticket, phone=keyed(phone.reveal(), bytes.fromhex(key)))
        stream = stream_of(self._parts.unit.id, ticket)
        return self._parts.outbox.events.append(db, Event(name, "ticket.phone", stream, body.model_dump()))
