"""Asks whoever was served for an evaluation, once per ticket. Silence is "not rated"; what was not asked is nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from drivers.codes import Code
from drivers.supervisor import Supervisor
from drivers.types import Completion, CompletionCode, Json
from hall.contract.bodies import RatedBody
from hall.domain.clock import Clock
from hall.domain.evaluation import giving_id, silence_id
from hall.settings import Unit
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox
from kiosk.window.local import stream

log = logging.getLogger(__name__)
WAIT_MS: Final = 30_000
_MORE_MS: Final = 5_000
"""Beyond the citizen's time: for the pad to be asked and to say thank you."""


@dataclass(frozen=True)
class Asked:
    """Where an evaluation goes, and how long it is waited for."""

    unit: Unit
    outbox: Outbox
    sender: Sender
    clock: Clock
    wait_ms: int = WAIT_MS


class Evaluation:
    """The pad of one window. `name` None: there is none."""

    def __init__(
        self,
        supervisor: Supervisor,
        name: str | None,
        asked: Asked,
        spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]],
    ) -> None:
        self._supervisor = supervisor
        self._name = name
        self._to = asked
        self._spawn = spawn
        self._asking: asyncio.Task[None] | None = None
        self._ticket = ""
        self._called_off = False

    def ask(self, ticket: str, number: str, clerk: str = "") -> None:
        """Ask for this ticket; whoever was asked before has gone without rating."""
        if self._name is None or ticket == self._ticket:
            return
        before, self._asking = self._asking, None
        self._ticket = ticket
        self._asking = self._spawn(self._take_over(before, self._name, ticket, number, clerk))

    async def call_off(self, ticket: str) -> None:
        """It was not finished after all: nobody is asked, and nothing is kept."""
        if self._name is not None and ticket == self._ticket and self._asking is not None:
            self._called_off, self._ticket = True, ""
            await self._supervisor.cancel(self._name)

    async def close(self) -> None:
        """Ask nobody any more."""
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    async def _take_over(
        self, before: asyncio.Task[None] | None, name: str, ticket: str, number: str, clerk: str
    ) -> None:
        if before is not None and not before.done():
            await self._supervisor.cancel(name)
            await asyncio.gather(before, return_exceptions=True)
        self._called_off = False
        args: dict[str, Json] = {
            "window": self._to.unit.window,
            "clerk": clerk,
            "case": number,
            "wait_ms": self._to.wait_ms,
        }
        timeout_ms = self._to.wait_ms + _MORE_MS
        completion = await self._supervisor.run(name, "start_evaluation", args, timeout_ms=timeout_ms)
        self._keep(ticket, completion)

    def _keep(self, ticket: str, completion: Completion) -> None:
        """The citizen's word, durable before it is sent."""
        silent = completion.error == Code.VOTE_NOT_RATED or (
            completion.code is CompletionCode.CANCELED and not self._called_off
        )
        if not completion.done and not silent:
            log.info("evaluation: nobody was asked (%s)", completion.error or completion.code)
            return
        body = self._body(ticket, completion)
        real, silent_one = giving_id(ticket), silence_id(ticket)
        name, before = (silent_one, (real, silent_one)) if body.stars is None else (real, (real,))
        event = Event(name, "ticket.rated", stream(self._to.unit, ticket), body.model_dump(mode="json"))
        try:
            with self._to.outbox.write() as db:
                if any(self._to.outbox.events.known(db, one) for one in before):
                    return
                row = self._to.outbox.events.append(db, event)
        except OutboxError as error:
            log.error("evaluation: the rating was not kept (%s)", error)  # noqa: TRY400
            return
        self._to.sender.added(row)

    def _body(self, ticket: str, completion: Completion) -> RatedBody:
        """What the pad told: the level, how long it took, and what was odd about the presses."""
        told = completion.result if completion.done else {}
        level, took, odd = told.get("level"), told.get("ms"), told.get("flags")
        return RatedBody(
            ticket=ticket,
            window=self._to.unit.window,
            stars=level if isinstance(level, int) else None,
            after_ms=took if isinstance(took, int) else None,
            flags=tuple(str(one) for one in odd) if isinstance(odd, list) else (),
            given_at=self._to.clock.now(),
        )
