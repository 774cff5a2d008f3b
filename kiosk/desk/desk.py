"""The desk: every effect of a flow is performed here, and every answer told from here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from drivers.types import Completion, CompletionCode, DeviceEvent
from hall.domain.clock import CHINA
from hall.domain.privacy import Person
from kiosk.desk import cards, codes
from kiosk.desk.applications import Applications
from kiosk.desk.card_place import CardPlace
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.health import health
from kiosk.desk.link import Link
from kiosk.desk.paper import Printing
from kiosk.desk.parts import Parts
from kiosk.desk.readers import Reader
from kiosk.desk.refill import Refill
from kiosk.desk.tickets import Tickets
from kiosk.desk.withdrawals import Withdrawals
from kiosk.flows.words import (
    CardLies,
    CardLifted,
    CardProblem,
    CardRead,
    CardSeen,
    CodeRead,
    Effect,
    EndVisit,
    Health,
    HealthChanged,
    IssueTicket,
    PaperConfirmed,
    PaperTaken,
    PrintAgain,
    ReadCard,
    ReadCode,
    StopReading,
    SubmitApplication,
)
from kiosk.outbox.errors import OutboxError

log = logging.getLogger(__name__)


class Desk:
    """Performs effects, on the loop it was made on."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tell = parts.tell
        self._health: Health | None = None
        self._told: dict[str, str] = {}
        """The last problem told, by reader: once, not every second while a card lies there."""
        self._tasks: set[asyncio.Task[None]] = set()
        devices, supervisor = parts.devices, parts.supervisor
        self._reader = devices.get("id_card")
        self._place = CardPlace(supervisor, self._reader, parts.tell)
        self._card = Reader(supervisor, self._reader, "read_card", self._judge_card, self._place)
        self._code = Reader(supervisor, devices.get("code_scanner"), "read_code", self._judge_code)
        self._printing = Printing(parts)
        self._link = Link(parts, self._hall_changed, self._hall_met)
        self._refill = Refill(parts, self._catalogue)
        self._withdrawals = Withdrawals(parts)
        self._tickets = Tickets(parts, self._printing, self._catalogue, self._refill.wake)
        self._applications = Applications(parts, self._printing, self._catalogue)

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """What must run as long as the desk is open."""
        return [self._link.run(), self._refill.run(), self._withdrawals.run()]

    def opened(self) -> None:
        """Tell a new flow what it can count on; a card may lie there from before."""
        self._hall_changed()
        self._place.watch()

    def perform(self, effect: Effect) -> None:
        """Begin what the flow asks for; answers come by `tell`."""
        match effect:
            case ReadCard():
                self._told.pop("card", None)
                self._card.arm()
            case ReadCode():
                self._told.pop("code", None)
                self._code.arm()
            case StopReading():
                self._stop_reading()
            case IssueTicket():
                self._spawn(self._tickets.issue(effect))
            case SubmitApplication():
                self._spawn(self._applications.submit(effect))
            case PrintAgain(intent):
                self._spawn(self._printing.again(intent))
            case PaperConfirmed(intent):
                self._confirm(intent)
            case EndVisit():
                self._stop_reading()
                self._printing.forget()

    def heard(self, name: str, event: DeviceEvent) -> None:
        """A device said something unasked."""
        match event.kind:
            case "statusChanged":
                self._health_changed()
            case "cardDetected" | "removeCardPrompt" | "mediaRemoved" if name == self._reader:
                self._heard_card(event.kind)
            case "mediaTaken" if name == self._parts.devices.get("ticket_printer"):
                self._tell(PaperTaken())
            case _:
                pass

    async def close(self) -> None:
        """Stop reading; let what was begun come to its end."""
        self._stop_reading()
        await asyncio.gather(self._card.idle(), self._code.idle())
        await self._place.leave()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _stop_reading(self) -> None:
        watched = self._card.armed
        self._card.disarm()
        self._code.disarm()
        if watched:
            self._place.watch()

    def _heard_card(self, kind: str) -> None:
        match kind:
            case "cardDetected" if self._card.armed:
                self._told.pop("card", None)
                self._tell(CardSeen())
            case "removeCardPrompt" if self._card.armed:
                self._tell(CardLies())
            case "mediaRemoved":
                self._tell(CardLifted())
            case _:
                pass

    def _confirm(self, intent: str) -> None:
        try:
            self._printing.confirmed(intent)
        except OutboxError as error:
            log.error("paper: what the citizen said about %s was not kept (%s)", intent, error)  # noqa: TRY400

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            raise RuntimeError("the desk failed at its work") from task.exception()

    def _judge_card(self, completion: Completion) -> bool:
        found = cards.judge(completion, self._parts.clock.now().astimezone(CHINA).date())
        if isinstance(found, Person):
            self._tell(CardRead(found))
            self._place.watch()
            return True
        if self._told.get("card") != found:
            self._told["card"] = found
            self._tell(CardProblem(found))
        return False

    def _judge_code(self, completion: Completion) -> bool:
        found = codes.judge(completion, self._parts.settings.codes, self._parts.outbox.vault.hash_key)
        again = (
            completion.code is CompletionCode.DEVICE_NOT_READY and self._told.get("code") == completion.error
        )
        if not again:
            self._told["code"] = completion.error
            self._tell(found)
        return isinstance(found, CodeRead)

    def _catalogue(self) -> Catalogue:
        return self._link.catalogue

    def _hall_changed(self) -> None:
        self._tell(self._link.catalogue.event())
        self._health_changed()

    def _hall_met(self) -> None:
        self._refill.wake()
        self._withdrawals.wake()

    def _health_changed(self) -> None:
        supervisor = self._parts.supervisor
        statuses = {kind: supervisor.status(name) for kind, name in self._parts.devices.items()}
        now = health(statuses, online=self._link.online)
        if now != self._health:
            self._health = now
            self._tell(HealthChanged(now))
