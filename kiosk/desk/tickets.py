"""A ticket: asked of the server, else taken from the lease; durable before anybody sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from hall.client import HallError, HallReason
from hall.contract.bodies import TicketIssuedBody
from hall.contract.messages import (
    OwnTicket,
    PaperState,
    Problem,
    ServiceInfo,
    Text,
    Ticket,
    TicketRequest,
)
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.documents import Sheet, ticket_sheet
from kiosk.desk.numbers import issued, number_of, told
from kiosk.desk.paper import Printing, stream_of
from kiosk.desk.parts import Parts
from kiosk.desk.phones import Phones
from kiosk.flows.words import IssueTicket, Refused, Reprint, Said
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.events import Event
from kiosk.outbox.intents import Intent, Told

ASK_S = 1.5
"""How long a citizen waits for the server before the lease is used."""
OWN_WORDS = frozenset({"service", "appointment", "group"})
"""Families of refusals where the server knows more than any general text: hours, slots, numbers."""


@dataclass(frozen=True)
class _Away:
    """The server did not say yes or no. `certain`: it never saw the request."""

    certain: bool


@dataclass(frozen=True)
class _No:
    """The server refused. `own`: the ticket this person has already."""

    problem: str
    own: OwnTicket | None = None
    said: Said | None = None


class Tickets:
    """Issues tickets. One intent is handled once, however often the button is tapped."""

    def __init__(
        self,
        parts: Parts,
        printing: Printing,
        catalogue: Callable[[], Catalogue],
        lease_used: Callable[[], None],
    ) -> None:
        self._settings = parts.settings
        self._unit = parts.unit
        self._outbox = parts.outbox
        self._sender = parts.sender
        self._client = parts.client
        self._clock = parts.clock
        self._tell = parts.tell
        self.phones = Phones(parts)
        self._printing = printing
        self._catalogue = catalogue
        self._lease_used = lease_used
        self._busy: set[str] = set()

    async def issue(self, wish: IssueTicket) -> None:
        """Get a number, tell it, print it. Ends with Refused or with PaperEnded."""
        if wish.intent in self._busy:
            return
        self._busy.add(wish.intent)
        try:
            number = await self._number(wish)
        except OutboxError as error:
            self._tell(Refused(wish.intent, error.trouble.value))
            return
        finally:
            self._busy.discard(wish.intent)
        if number is not None:
            self._tell(issued(number))
            await self._printing.print(self._sheet(number, language=wish.language, large=wish.large))

    async def reprint(self, wish: Reprint) -> None:
        """The paper of a number given out lately, once more. Ends with PaperEnded.

        An offline number that the server has by now says no more that it still has to be registered.
        """
        known = None
        with suppress(OutboxError), self._outbox.read() as db:
            known = self._outbox.intents.find(db, wish.intent)
            if known is not None and self._outbox.events.acked(db, wish.intent):
                known = replace(known, offline=False)
        if known is None or known.state != "done" or self._catalogue().service(known.subject) is None:
            self._printing.missing(wish.intent)
            return
        await self._printing.print(self._sheet(known, language=wish.language, large=wish.large))

    async def _number(self, wish: IssueTicket) -> Intent | None:
        """A new durable number; None when the flow was answered already."""
        with self._outbox.write() as db:
            known = self._outbox.intents.ask(
                db, wish.intent, "ticket", wish.service, identity=wish.identity, priority=wish.group
            )
        if known.state == "done":
            self._tell(issued(known))
            return None
        if known.state == "withdrawn":
            self._tell(Refused(wish.intent, "ticket.withdrawn"))
            return None
        match await self._ask(wish):
            case Ticket() as ticket:
                return self._keep(wish, ticket)
            case _Away(certain=certain):
                closed = self._service(wish.service).closed
                no = _No("appointment.offline") if wish.booking else _shut(closed) if closed else None
                if no is None:
                    return self._from_lease(wish, certain=certain)
                self._refuse(wish, no, withdraw=not certain)
            case _No() as no:
                self._refuse(wish, no)
        return None

    async def _ask(self, wish: IssueTicket) -> Ticket | _Away | _No:
        if self._catalogue().service(wish.service) is None:
            return _No("service.unknown")
        request = TicketRequest(
            event_id=wish.intent,
            service=wish.service,
            unit=self._unit.id,
            identity=wish.identity,
            group=wish.group,
            appointment=wish.booking.code if wish.booking else "",
        )
        try:
            async with asyncio.timeout(ASK_S):
                return await self._client.issue_ticket(request)
        except TimeoutError:
            return _Away(certain=False)
        except HallError as error:
            if error.reason is HallReason.REFUSED:
                return _no(error.problem)
            return _Away(certain=error.undone)

    def _keep(self, wish: IssueTicket, ticket: Ticket) -> Intent | None:
        with self._outbox.write() as db:
            slot = wish.booking.slot if wish.booking and ticket.remark is None else ""
            self._outbox.intents.done(db, wish.intent, ticket.number, ticket.date, told=told(ticket, slot))
            row = self.phones.tell(db, wish.intent, wish.phone)
            kept = self._outbox.intents.find(db, wish.intent)
        if row is not None:
            self._sender.added(row)
        return kept

    def _from_lease(self, wish: IssueTicket, *, certain: bool) -> Intent | None:
        """Counter, ticket and outbox row in one commit."""
        try:
            with self._outbox.write() as db:
                taken = self._outbox.leases.take(db, wish.service)
                self._outbox.intents.done(
                    db, wish.intent, taken.number, taken.date, offline=True, told=Told(ahead=None)
                )
                body = TicketIssuedBody(
                    number=taken.number,
                    service=wish.service,
                    date=taken.date,
                    issued_at=self._clock.now(),
                    identity=wish.identity,
                    lease_id=taken.lease_id,
                    paper=PaperState.RESERVED,
                    group=wish.group,
                )
                stream = stream_of(self._unit.id, wish.intent)
                row = self._outbox.events.append(
                    db, Event(wish.intent, "ticket.issued", stream, body.model_dump(mode="json"))
                )
                phone = self.phones.tell(db, wish.intent, wish.phone)
                kept = self._outbox.intents.find(db, wish.intent)
        except OutboxError as error:
            if error.trouble is not Trouble.NO_NUMBERS:
                raise
            self._refuse(wish, _No(error.trouble.value), withdraw=not certain)
            return None
        for each in filter(None, (row, phone)):
            self._sender.added(each)
        self._lease_used()
        return kept

    def _refuse(self, wish: IssueTicket, no: _No, *, withdraw: bool = False) -> None:
        """No number. `withdraw`: the server may have made one that nobody will ever hold."""
        with suppress(OutboxError), self._outbox.write() as db:  # else the next start finds it open
            self._outbox.intents.move(db, wish.intent, "withdrawing" if withdraw else "refused")
        self._tell(Refused(wish.intent, no.problem, no.own, no.said))

    def _sheet(self, kept: Intent, *, language: str, large: bool) -> Sheet:
        group = self._catalogue().group(kept.priority)
        number = number_of(kept, group.name if group else None)
        service = self._service(kept.subject)
        data = ticket_sheet(self._settings, self._unit, service, number, language=language, large=large)
        return Sheet(kept.intent, "ticket", data)

    def _service(self, wanted: str) -> ServiceInfo:
        service = self._catalogue().service(wanted)
        if service is None:
            raise LookupError(f"service {wanted} left the catalogue while its ticket was made")
        return service


def _shut(closed: Text) -> _No:
    """Nobody is there to ask, and by the hall's hours no number can be had."""
    what = Text(zh="这项业务现在不取号", en="No numbers for this just now")
    return _No("service.closed", said=Said(what, closed))


def _no(problem: Problem | None) -> _No:
    """A refusal; where the server knows more than we, in its own words."""
    if problem is None:
        return _No("hall.refused")
    said = Said(problem.what, problem.do) if problem.code.partition(".")[0] in OWN_WORDS else None
    return _No(problem.code, problem.ticket, said)
