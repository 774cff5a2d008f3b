"""Printing: written down before, answered after, and never twice by itself."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from sqlalchemy import Connection

from drivers.types import Completion, CompletionCode, Json
from hall.contract.bodies import TicketPaperBody
from hall.contract.messages import PaperState
from hall.domain.clock import Clock
from hall.domain.ids import new_id
from kiosk.desk.documents import Sheet
from kiosk.desk.health import problem
from kiosk.desk.parts import Parts
from kiosk.flows.words import PaperEnded, PrintOutcome
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event
from kiosk.outbox.papers import Paper
from kiosk.outbox.sync import Row

log = logging.getLogger(__name__)

PRINT_MS = 20_000
_NOTHING_CAME_OUT = frozenset(
    {
        CompletionCode.DEVICE_NOT_READY,
        CompletionCode.SEQUENCE_ERROR,
        CompletionCode.INVALID_DATA,
        CompletionCode.UNSUPPORTED_COMMAND,
        CompletionCode.UNSUPPORTED_DATA,
    }
)
_STATES = {
    PrintOutcome.PRINTED: "printed",
    PrintOutcome.NOT_PRINTED: "failed",
    PrintOutcome.UNKNOWN: "unknown",
}


class OtherPaper(Protocol):
    """A printer that can stand in for some papers."""

    def can(self, sheet: Sheet) -> bool:
        """Whether this paper can come out there now."""

    async def print(self, sheet: Sheet, job: str) -> Completion:
        """Print it as the job of this name."""


class Printing:
    """The unit's one ticket printer. Sheets are kept until `forget`, for a reprint the citizen asks for."""

    def __init__(self, parts: Parts, other: OtherPaper | None = None) -> None:
        self._other = other
        self._outbox = parts.outbox
        self._sender = parts.sender
        self._supervisor = parts.supervisor
        self._printer = parts.devices.get("ticket_printer")
        self._forms = parts.forms
        self._clock = parts.clock
        self._tell = parts.tell
        self._unit = parts.unit.id
        self._sheets: dict[str, Sheet] = {}
        self._busy: set[str] = set()
        self.turn = asyncio.Lock()
        """Held while the printer has something to do."""

    async def print(self, sheet: Sheet) -> None:
        """Print a paper for the first time."""
        self._sheets[sheet.intent] = sheet
        await self._attempt(sheet)

    async def again(self, intent: str) -> None:
        """The citizen says that no whole paper came out. Ignored while one is being printed."""
        if intent in self._busy:
            return
        sheet = self._sheets.get(intent)
        if sheet is None:
            self.missing(intent)
            return
        await self._attempt(sheet)

    def missing(self, intent: str) -> None:
        """There is nothing to print for it."""
        self._tell(PaperEnded(intent, PrintOutcome.NOT_PRINTED, "paper.notPrinted"))

    async def slip(self, sheet: Sheet) -> None:
        """Print what belongs to no number and no case: nothing is kept of it."""
        async with self.turn:
            done, a4 = await self._command(sheet, f"{sheet.intent}-1", reprint=False)
        self._tell(PaperEnded(sheet.intent, *judge(done), a4=a4))

    def given_up(self, intent: str) -> None:
        """The citizen wants no number without a paper: the server frees the place."""
        with self._outbox.write() as db:
            known = self._outbox.intents.find(db, intent)
            if known is None or known.state != "done":
                return
            failed = paper_event(self._unit, intent, known.number, PaperState.FAILED, self._clock, void=True)
            self._outbox.intents.move(db, intent, "withdrawn")
            row = self._outbox.events.append(db, failed)
        self._added(row)

    def confirmed(self, intent: str) -> None:
        """The citizen says that the paper is there: an unknown outcome is known now."""
        with self._outbox.write() as db:
            attempts = self._outbox.papers.of(db, intent)
            if not attempts or attempts[-1].state != "unknown":
                return
            row = self._end(db, attempts[-1], "printed", "")
        self._added(row)

    def forget(self) -> None:
        """The visit is over: nothing can be printed again."""
        self._sheets.clear()

    async def _attempt(self, sheet: Sheet) -> None:
        self._busy.add(sheet.intent)
        try:
            async with self.turn:
                ended = await self._once(sheet)
        finally:
            self._busy.discard(sheet.intent)
        self._tell(ended)

    async def _once(self, sheet: Sheet) -> PaperEnded:
        try:
            with self._outbox.write() as db:
                attempt = self._outbox.papers.begin(db, sheet.intent)
        except OutboxError as error:
            return PaperEnded(sheet.intent, PrintOutcome.NOT_PRINTED, error.trouble.value)
        done, a4 = await self._command(sheet, attempt.job, reprint=attempt.reprint)
        outcome, problem = judge(done)
        try:
            with self._outbox.write() as db:
                row = self._end(db, attempt, _STATES[outcome], problem)
        except OutboxError as error:
            # The paper is what it is; at the next start this attempt counts as unknown.
            log.error("paper: the outcome of %s was not kept (%s)", attempt.job, error)  # noqa: TRY400
        else:
            self._added(row)
        return PaperEnded(sheet.intent, outcome, problem, a4=a4)

    async def _command(self, sheet: Sheet, job: str, *, reprint: bool) -> tuple[Completion, bool]:
        """How the job ended, and whether it was the other printer's."""
        printer = self._printer
        well = printer is not None and problem(self._supervisor.status(printer)) == ""
        if self._other is not None and not well and self._other.can(sheet):
            return await self._other.print(sheet, job), True
        if printer is None:
            return Completion(job, CompletionCode.DEVICE_NOT_READY, "device.none"), False
        args: dict[str, Json] = {
            "form": self._forms[sheet.form],
            "data": {**sheet.data, "reprint": reprint},
            "job": job,
        }
        done = await self._supervisor.run(
            printer, "print_form", args, timeout_ms=PRINT_MS, transaction=sheet.intent
        )
        return done, False

    def _end(self, db: Connection, attempt: Paper, state: str, problem: str) -> Row | None:
        """Write the outcome; a ticket's goes to the server too, in the same commit."""
        self._outbox.papers.end(db, attempt.job, state, problem)
        intent = self._outbox.intents.find(db, attempt.intent)
        if intent is None or intent.kind != "ticket":
            return None
        paper = paper_state(self._outbox.papers.of(db, attempt.intent))
        return self._outbox.events.append(
            db, paper_event(self._unit, attempt.intent, intent.number, paper, self._clock)
        )

    def _added(self, row: Row | None) -> None:
        if row:
            self._sender.added(row)


def judge(completion: Completion) -> tuple[PrintOutcome, str]:
    """What a printer's completion says about the paper. Whatever is not certain is UNKNOWN."""
    if completion.code is CompletionCode.SUCCESS:
        return PrintOutcome.PRINTED, ""
    if completion.code in _NOTHING_CAME_OUT:
        return PrintOutcome.NOT_PRINTED, completion.error or "printer.notReady"
    return PrintOutcome.UNKNOWN, completion.error or "paper.unknown"


def paper_state(attempts: list[Paper]) -> PaperState:
    """A ticket's paper after all its attempts: one unknown sheet stays unknown until a later one is printed."""
    states = {attempt.state for attempt in attempts}
    if attempts and attempts[-1].state == "printed":
        return PaperState.REPRINTED if attempts[-1].reprint else PaperState.PRINTED
    if states & {"unknown", "printing"}:
        return PaperState.UNKNOWN
    return PaperState.PRINTED if "printed" in states else PaperState.FAILED


def stream_of(unit: str, intent: str) -> str:
    """The stream in which an intent's events keep their order."""
    return f"{unit}:{intent}"


def paper_event(  # noqa: D417 - the rest says itself
    unit: str, intent: str, number: str, paper: PaperState, clock: Clock, *, void: bool = False
) -> Event:
    """Return the transaction that tells the server about a ticket's paper.

    Args:
        void: nobody ever got the number.
    """
    body = TicketPaperBody(ticket=intent, number=number, paper=paper, void=void)
    event_id = new_id(int(clock.now().timestamp() * 1000))
    return Event(event_id, "ticket.paper", stream_of(unit, intent), body.model_dump(mode="json"))
