"""The desk: every effect of a flow is performed here, and every answer told from here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import replace
from typing import Any

from drivers.types import Completion, CompletionCode, DeviceEvent
from hall.domain.clock import CHINA
from hall.domain.privacy import Person
from kiosk.desk import cards, codes
from kiosk.desk.announcing import announced
from kiosk.desk.assisting import AssistingDesk
from kiosk.desk.browser import Browsers
from kiosk.desk.card_place import CardPlace
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.copying import CopyingDesk
from kiosk.desk.document_printer import DocumentPrinter
from kiosk.desk.documents import Sheet
from kiosk.desk.evaluating import EvaluatingDesk
from kiosk.desk.filing.desk import FilingDesk, FilingWork
from kiosk.desk.finding import Finding
from kiosk.desk.goodbye import Goodbye
from kiosk.desk.guide_paper import list_sheet
from kiosk.desk.guides import Guides
from kiosk.desk.health import health
from kiosk.desk.hours import Hours
from kiosk.desk.link import Link
from kiosk.desk.paper import Printing
from kiosk.desk.parts import Parts
from kiosk.desk.pickup.pickup import PickUpDesk
from kiosk.desk.progress import Progresses, Seen
from kiosk.desk.readers import Reader
from kiosk.desk.receipt_paper import ReceiptPaper
from kiosk.desk.refill import Refill
from kiosk.desk.report import Report
from kiosk.desk.residents import Residents
from kiosk.desk.suggestions import Suggestions
from kiosk.desk.tickets import Tickets
from kiosk.desk.tiles import Tiles
from kiosk.desk.withdrawals import Withdrawals
from kiosk.flows.assist_words import AssistEffect
from kiosk.flows.case_words import CaseRead, FindCases, PrintNotice
from kiosk.flows.copy_words import CopyEffect
from kiosk.flows.evaluate_words import EvaluateEffect, TicketRead
from kiosk.flows.filing.words import StopScanning
from kiosk.flows.left_words import Announce, Unfinished
from kiosk.flows.pickup_words import ParcelRead, PickUpEffect
from kiosk.flows.speech import Hush, Speak
from kiosk.flows.tile_words import TileEffect
from kiosk.flows.words import (
    BookingRead,
    CardLies,
    CardLifted,
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    CodeRead,
    Effect,
    EndVisit,
    FindBookings,
    FindSlips,
    GiveUp,
    Health,
    HealthChanged,
    IssueTicket,
    PaperConfirmed,
    PaperTaken,
    PrintAgain,
    PrintGuide,
    PrintMaterials,
    ReadCard,
    ReadCode,
    Reprint,
    StopReading,
    SubmitSuggestion,
)
from kiosk.outbox.errors import OutboxError

log = logging.getLogger(__name__)


Work = (
    IssueTicket
    | FilingWork
    | SubmitSuggestion
    | PrintAgain
    | Reprint
    | PrintMaterials
    | PrintGuide
    | PrintNotice
    | FindCases
    | FindBookings
    | FindSlips
)


Heard = CodeRead | BookingRead | CaseRead | TicketRead | ParcelRead | CodeProblem
"""What a scanned code comes to."""


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
        self._residents = Residents(parts)
        self._wanted = ReadCode()
        """What the scanner is asked for."""
        self._a4 = DocumentPrinter(parts)
        self._printing = Printing(parts, ReceiptPaper(parts.settings, self._a4))
        self._filing = FilingDesk(parts, self._printing, self._catalogue)
        busy = (self._card, self._code, self._filing.scanning)
        self._goodbye = Goodbye(supervisor, busy, self._place, self._printing.turn)
        self._seen = Seen(parts)
        self._link = Link(parts, self._hall_changed, self._hall_met)
        self._hours = Hours(parts, self._link, self._hall_changed)
        self._report = Report(parts, lambda: self._link.online)
        self._refill = Refill(parts, self._catalogue)
        self._withdrawals = Withdrawals(parts)
        self._tickets = Tickets(parts, self._printing, self._catalogue, self._refill.wake)
        self._finding = Finding(parts)
        self._guides = Guides(parts, self._printing, lambda: self._link.online)
        self._progress = Progresses(parts, self._printing, self._a4)
        self._copying = CopyingDesk(parts, self._a4, self._guides, self._filing.scanning.page)
        self._pickup = PickUpDesk(parts, lambda: self._link.online)
        self._suggestions = Suggestions(parts, self._printing)
        self._tiles = Tiles(parts)
        self._browsers = Browsers(parts)
        self._evaluating = EvaluatingDesk(parts)
        self._assisting = AssistingDesk(parts, self._spawn)

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """What must run as long as the desk is open."""
        return [
            self._link.run(),
            self._link.look_up(),
            self._hours.run(),
            *([self._guides.run(), self._tiles.run()] if self._parts.unit.role == "terminal" else []),
            *([self._pickup.run()] if self._pickup.here else []),
            self._refill.run(),
            self._tickets.phones.run(),
            self._withdrawals.run(),
            self._report.run(),
            *([self._filing.run()] if self._parts.unit.role == "terminal" else []),
            *([self._parts.speaking.run()] if self._parts.speaking is not None else []),
        ]

    def opened(self, left: Unfinished | None = None) -> None:
        """Tell a new flow what it can count on, and what the last run `left`; a card may lie there from before."""
        self._hall_changed()
        if left is not None:
            self._tell(left)
        self._place.watch()

    def perform(self, effect: Effect) -> None:
        """Begin what the flow asks for; answers come by `tell`."""
        if isinstance(effect, AssistEffect | EvaluateEffect | TileEffect):
            self._aside(effect)
            return
        if isinstance(effect, PickUpEffect | CopyEffect):
            self._spawn(self._in_room(effect))
            return
        match effect:
            case ReadCard():
                self._told.pop("card", None)
                self._card.arm()
            case ReadCode():
                self._told.pop("code", None)
                self._residents.forget()
                self._wanted = effect
                self._code.arm()
            case StopReading():
                self._stop_reading()
            case StopScanning():
                self._filing.scanning.stop()
            case PaperConfirmed(intent) | GiveUp(intent):
                self._said_of_paper(intent, there=isinstance(effect, PaperConfirmed))
            case Speak() | Hush() | Announce():
                self._voice(announced(effect) if isinstance(effect, Announce) else effect)
            case EndVisit():
                self._pickup.visit_over()
                self._voice(Hush())
                self._stop_reading()
                self._filing.scanning.abandon()
                self._browsers.close()
                self._printing.forget()
                self._assisting.visit_over()
                self._goodbye.begin()
                self._spawn(self._filing.goodbye())
            case _:
                self._spawn(self._work(effect))

    def _aside(self, effect: AssistEffect | EvaluateEffect | TileEffect) -> None:
        """Staff, what citizens say of them, and pages of others."""
        if isinstance(effect, TileEffect):
            self._browsers.perform(effect)
            return
        if isinstance(effect, EvaluateEffect):
            self._spawn(self._evaluating.work(effect))
        else:
            self._assisting.perform(effect)

    def _in_room(self, effect: PickUpEffect | CopyEffect) -> Coroutine[Any, Any, None]:
        """What a room performs by itself."""
        if isinstance(effect, PickUpEffect):
            return self._pickup.work(effect)
        return self._copying.work(effect)

    def _work(self, effect: Work) -> Coroutine[Any, Any, None]:
        """What takes its time."""
        match effect:
            case IssueTicket():
                work = self._tickets.issue(effect)
            case SubmitSuggestion():
                work = self._suggestions.submit(effect)
            case PrintAgain():
                work = self._printing.again(effect.intent)
            case Reprint():
                work = self._tickets.reprint(effect)
            case PrintMaterials() | PrintGuide():
                work = (
                    self._print_list(effect)
                    if isinstance(effect, PrintMaterials)
                    else self._guides.print(effect)
                )
            case FindCases():
                work = self._progress.find(effect)
            case PrintNotice():
                work = self._progress.print(effect)
            case FindBookings():
                work = self._finding.bookings(effect)
            case FindSlips():
                work = self._finding.slips(effect)
            case _:
                work = self._filing.work(effect)
        return work

    async def _print_list(self, wanted: PrintMaterials) -> None:
        item = self._catalogue().item(wanted.item)
        if item is None:
            self._printing.missing(wanted.intent)
            return
        parts = self._parts
        at = parts.clock.now()
        filing = wanted.filing if wanted.filing.guide is not None else None
        data = list_sheet(parts.settings, item, filing, at, language=wanted.language, large=wanted.large)
        await self._printing.slip(Sheet(wanted.intent, "materials", data))

    def _voice(self, effect: Speak | Hush) -> None:
        """The unit's voice, if it has one."""
        speaking = self._parts.speaking
        if speaking is not None and isinstance(effect, Speak):
            speaking.say(effect)
        elif speaking is not None:
            speaking.hush()

    def heard(self, name: str, event: DeviceEvent) -> None:
        """A device said something unasked."""
        self._pickup.heard(name)
        if self._parts.speaking is not None:
            self._parts.speaking.heard(name, event)
        self._filing.heard(name, event)
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
        self._filing.scanning.abandon()
        self._assisting.visit_over()
        await self._browsers.over()
        await self._goodbye.over()
        await asyncio.gather(self._card.idle(), self._code.idle(), self._assisting.idle())
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

    def _said_of_paper(self, intent: str, *, there: bool) -> None:
        try:
            if there:
                self._printing.confirmed(intent)
            else:
                self._printing.given_up(intent)
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
        today = self._parts.clock.now().astimezone(CHINA).date()
        found = cards.judge(completion, today)
        if isinstance(found, Person):
            self._tell(CardRead(found, elder=cards.is_elder(found, today)))
            self._place.watch()
            return True
        if self._told.get("card") != found:
            self._told["card"] = found
            self._tell(CardProblem(found))
        return False

    def _judge_code(self, completion: Completion) -> bool | Awaitable[bool]:
        if self._wanted.person and (text := codes.personal(completion, self._parts.settings.codes)):
            return self._residents.whose(text)
        found = self._code_of(completion)
        again = (
            completion.code is CompletionCode.DEVICE_NOT_READY and self._told.get("code") == completion.error
        )
        if not again:
            self._told["code"] = completion.error
            self._tell(found)
        return isinstance(found, CodeRead | BookingRead | CaseRead | TicketRead | ParcelRead)

    def _code_of(self, completion: Completion) -> Heard:
        if self._wanted.card_only:
            return codes.judge_none(completion)
        if self._wanted.booking:
            return codes.judge_booking(completion)
        if self._wanted.case:
            return codes.judge_case(completion)
        if self._wanted.parcel:
            return codes.judge_parcel(completion)
        if self._wanted.ticket:
            return codes.judge_ticket(completion)
        return codes.judge(completion, self._parts.settings.codes, self._parts.outbox.vault.hash_key)

    def _catalogue(self) -> Catalogue:
        return self._hours.catalogue()

    def _hall_changed(self) -> None:
        self._tell(self._hours.event())
        self._health_changed()

    def _hall_met(self) -> None:
        self._refill.wake()
        self._tickets.phones.wake()
        self._withdrawals.wake()
        self._report.wake()
        self._guides.wake()
        self._tiles.wake()
        self._pickup.wake()

    def _health_changed(self) -> None:
        supervisor = self._parts.supervisor
        statuses = {kind: supervisor.status(name) for kind, name in self._parts.devices.items()}
        seen = self._seen.heard(online=self._link.online)
        now = replace(health(statuses, online=self._link.online, blocked=self._link.blocked), seen=seen)
        self._report.wake()
        if now != self._health:
            self._health = now
            self._tell(HealthChanged(now))
