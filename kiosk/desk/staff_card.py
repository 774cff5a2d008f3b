"""The staff card laid on a window's own reader (PC/SC): a punch like one of an attendance machine."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from pydantic import ValidationError

from drivers.types import Completion, CompletionCode
from hall.contract.attendance import PunchedBody
from kiosk.desk.attendance import Punching, event_of
from kiosk.flows.assist_words import STAFF_CARD
from kiosk.outbox.errors import OutboxError

log = logging.getLogger(__name__)
_WAIT_MS: Final = 30_000
_REST_S: Final = 2.0
"""After a card or a reader that gave nothing, so that it is not asked all the time."""
_WAITED: Final = frozenset({CompletionCode.TIME_OUT, CompletionCode.CANCELED})


class StaffCard:
    """Nothing where the window has no reader, one for citizens' cards alone, or the hall keeps no attendance."""

    def __init__(self, parts: Punching) -> None:
        self._parts = parts
        on = parts.settings.attendance.on
        self._name = parts.devices.get(STAFF_CARD) if on else None
        self._trouble = ""

    async def run(self) -> None:
        """Wait for cards until cancelled. One that was read has to be lifted before it is read again."""
        while self._name is not None:
            done = await self._parts.supervisor.run(self._name, "read_staff_card", timeout_ms=_WAIT_MS)
            if done.code is CompletionCode.UNSUPPORTED_COMMAND:
                return
            if done.done:
                self._keep(done)
            elif done.code not in _WAITED:
                self._note(done)
                await asyncio.sleep(_REST_S)

    def _keep(self, done: Completion) -> None:
        """Sealed before anything is sent."""
        self._trouble = ""
        parts = self._parts
        try:
            body = PunchedBody.model_validate(
                {
                    "badge": done.result.get("staff_number"),
                    "punched_at": parts.clock.now().replace(microsecond=0),
                    "terminal": parts.unit.id,
                    "method": "card",
                }
            )
        except ValidationError:
            log.warning("attendance: a card at the window has a number that cannot be used")
            return
        event = event_of(parts, body)
        try:
            with parts.outbox.write() as db:
                if parts.outbox.events.known(db, event.event_id):
                    return
                row = parts.outbox.events.append(db, event)
        except OutboxError as error:
            log.error("attendance: a punch at the window was not kept (%s)", error)  # noqa: TRY400
            return
        parts.sender.added(row)

    def _note(self, done: Completion) -> None:
        trouble = done.error or done.code.value
        if trouble != self._trouble:
            log.warning("attendance: the card at the window was not read (%s)", trouble)
        self._trouble = trouble
