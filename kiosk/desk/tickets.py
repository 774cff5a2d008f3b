"""A ticket: asked of the server, else taken from the lease; durable before anybody sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from hall.client import HallError, HallReason
from hall.contract.bodies import TicketIssuedBody
from hall.contract.messages import OwnTicket, PaperState, ServiceInfo, Ticket, TicketRequest
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.documents import Number, Sheet, ticket_sheet
from kiosk.desk.paper import Printing, stream_of
from kiosk.desk.parts import Parts
from kiosk.flows.words import IssueTicket, Refused, TicketIssued
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.events import Event

ASK_S = 1.5
"""How long a citizen waits for the server before the lease is used."""


@dataclass(frozen=True)
class _Away:
    """The server did not say yes or no. `certain`: it never saw the request."""

    certain: bool


@dataclass(frozen=True)
class _No:
    """The server refused. `own`: the ticket this person has already."""

    problem: str
    own: OwnTicket | None = None


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
            await self._hand_out(wish, number)

    async def _number(self, wish: IssueTicket) -> Number | None:
        """A new durable number; None when the flow was answered already."""
        with self._outbox.write() as db:
            known = self._outbox.intents.ask(db, wish.intent, "ticket", wish.service)
        if known.state == "done":
            self._tell(TicketIssued(wish.intent, known.number, known.subject, known.ahead, known.offline))
            return None
        if known.state == "withdrawn":
            self._tell(Refused(wish.intent, "ticket.withdrawn"))
            return None
        if self._catalogue().service(wish.service) is None:
            self._refuse(wish, "service.unknown")
            return None
        match await self._ask(wish):
            case Ticket() as ticket:
                return self._keep(wish, ticket)
            case _Away(certain=certain):
                return self._from_lease(wish, certain=certain)
            case _No(problem, own):
                self._refuse(wish, problem, own)
                return None

    async def _ask(self, wish: IssueTicket) -> Ticket | _Away | _No:
        request = TicketRequest(
            event_id=wish.intent, service=wish.service, unit=self._unit.id, identity=wish.identity
        )
        try:
            async with asyncio.timeout(ASK_S):
                return await self._client.issue_ticket(request)
        except TimeoutError:
            return _Away(certain=False)
        except HallError as error:
            if error.reason is HallReason.REFUSED:
                return _No(error.problem.code, error.problem.ticket) if error.problem else _No("hall.refused")
            return _Away(certain=error.reason is HallReason.UNREACHABLE)

    def _keep(self, wish: IssueTicket, ticket: Ticket) -> Number:
        with self._outbox.write() as db:
            self._outbox.intents.done(db, wish.intent, ticket.number, ticket.date, ahead=ticket.ahead)
        return Number(ticket.number, ticket.date, ticket.ahead, offline=False)

    def _from_lease(self, wish: IssueTicket, *, certain: bool) -> Number | None:
        """Counter, ticket and outbox row in one commit."""
        try:
            with self._outbox.write() as db:
                taken = self._outbox.leases.take(db, wish.service)
                self._outbox.intents.done(db, wish.intent, taken.number, taken.date, offline=True)
                body = TicketIssuedBody(
                    number=taken.number,
                    service=wish.service,
                    date=taken.date,
                    issued_at=self._clock.now(),
                    identity=wish.identity,
                    lease_id=taken.lease_id,
                    paper=PaperState.RESERVED,
                )
                stream = stream_of(self._unit.id, wish.intent)
                row = self._outbox.events.append(
                    db, Event(wish.intent, "ticket.issued", stream, body.model_dump(mode="json"))
                )
        except OutboxError as error:
            if error.trouble is not Trouble.NO_NUMBERS:
                raise
            self._refuse(wish, error.trouble.value, withdraw=not certain)
            return None
        self._sender.added(row)
        self._lease_used()
        return Number(taken.number, taken.date, None, offline=True)

    def _refuse(
        self, wish: IssueTicket, problem: str, own: OwnTicket | None = None, *, withdraw: bool = False
    ) -> None:
        """No number. `withdraw`: the server may have made one that nobody will ever hold."""
        with suppress(OutboxError), self._outbox.write() as db:  # else the next start finds it open
            self._outbox.intents.move(db, wish.intent, "withdrawing" if withdraw else "refused")
        self._tell(Refused(wish.intent, problem, own))

    async def _hand_out(self, wish: IssueTicket, number: Number) -> None:
        service = self._service(wish.service)
        event = TicketIssued(
            wish.intent, number.number, wish.service, number.ahead or 0, offline=number.offline
        )
        self._tell(event)
        data = ticket_sheet(
            self._settings,
            self._unit,
            service,
            number,
            self._clock.now(),
            language=wish.language,
            large=wish.large,
        )
        await self._printing.print(Sheet(wish.intent, "ticket", data))

    def _service(self, wanted: str) -> ServiceInfo:
        service = self._catalogue().service(wanted)
        if service is None:
            raise LookupError(f"service {wanted} left the catalogue while its ticket was made")
        return service
