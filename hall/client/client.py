"""Requests of a unit to its hall."""

from __future__ import annotations

import hashlib
import random
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, ValidationError

from hall.client.errors import HallError, HallReason, of_answer, of_transport
from hall.client.feed import Feed, FeedLost, FeedRegained
from hall.client.trust import trust
from hall.contract.appointments import Appointment, Appointments, BookingReplies, Bookings, FindBooking
from hall.contract.cases import FindCase, Progresses
from hall.contract.ended import EndedVisit, EndedVisits
from hall.contract.evaluations import FindVisits, Visits
from hall.contract.guides import BookPart
from hall.contract.help_calls import AssistCheck, HelpCall, HelpEnd, HelpTold
from hall.contract.licences import FindLicences, Licence, Licences
from hall.contract.messages import (
    BoardState,
    CallReply,
    CallRequest,
    FeedEvent,
    HallInfo,
    Intake,
    IntakeReply,
    LeaseReply,
    LeaseRequest,
    Message,
    Ticket,
    TicketRequest,
)
from hall.contract.papers import OpenPaper, WindowPaper
from hall.contract.phones import PhoneKey
from hall.contract.pickup import LockerWord, UnitParcels
from hall.contract.residents import FindResident, Resident
from hall.contract.screens import Acks, Coming, UnitStatus
from hall.contract.statistics import Statistics
from hall.contract.tokens import TokenInfo, TokenList, TokenMade, TokenRequest
from hall.contract.upstream import Backlog, ProvincePage
from hall.contract.windows import WindowState
from hall.domain.statistics.report import By

M = TypeVar("M", bound=BaseModel)
CHUNK = 256 * 1024
_TIMEOUT = httpx.Timeout(3.0, connect=1.0, pool=1.0)
_ASKS_FURTHER = httpx.Timeout(12.0, connect=1.0, pool=1.0)
"""Where the server itself asks somebody, for 10 s at most."""
_LONG = httpx.Timeout(300.0, connect=1.0)
_READS = frozenset({"GET", "HEAD"})


class Health(Message):
    """`ok`: the server takes writes."""

    ok: bool
    server_epoch: str
    version: int


class Tickets(Message):
    """Tickets of a day."""

    tickets: list[Ticket]


class HallClient:
    """Talk to the server at `base_url` (http://host:port). Connect within 1 s, answer within 3 s.

    `unit` names the caller in the server's access log; `token`: the unit's, or the file it is in (`TokenFile`).
    Every method raises `HallError`.
    """

    def __init__(
        self,
        base_url: str,
        unit: str = "",
        jitter: Callable[[], float] = random.random,
        token: httpx.Auth | str = "",
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/v1",
            trust_env=False,
            verify=trust(),
            timeout=_TIMEOUT,
            headers={
                "User-Agent": f"hallkit/{unit}" if unit else "hallkit",
                **({"Authorization": f"Bearer {token}"} if isinstance(token, str) and token else {}),
            },
            auth=None if isinstance(token, str) else token,
            limits=httpx.Limits(max_connections=16, keepalive_expiry=10),
        )
        self._jitter = jitter
        self._board_epoch = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def health(self) -> Health:
        """Whether the server takes writes."""
        return await self._get("/health", Health)

    async def hall(self) -> HallInfo:
        """The catalogue."""
        return await self._get("/hall", HallInfo)

    async def guide_book(self, offset: int, limit: int) -> BookPart:
        """A part of all service guides."""
        return _read(
            await self._send("GET", f"/guides/book?offset={offset}&limit={limit}", patience=_LONG), BookPart
        )

    async def guide_picture(self, name: str) -> bytes:
        """A picture of the guides, as its file."""
        return (await self._send("GET", f"/guides/pictures/{name}", patience=_LONG)).content

    async def board(self) -> BoardState:
        """What the boards show, and from which event on to follow."""
        board = await self._get("/board", BoardState)
        self._board_epoch = board.server_epoch
        return board

    async def coming(self, window: int) -> Coming:
        """The numbers that a window will call next."""
        return await self._get(f"/board/next?window={window}", Coming)

    async def issue_ticket(self, request: TicketRequest) -> Ticket:
        """Take a number; the same event_id gets the same ticket, however often it is asked."""
        return await self._post("/tickets", request, Ticket)

    async def call(self, window: int, event_id: str) -> CallReply:
        """Call the next."""
        return await self._post(f"/windows/{window}/call", CallRequest(event_id=event_id), CallReply)

    async def recall(self, window: int, event_id: str) -> CallReply:
        """Call the window's ticket again."""
        return await self._post(f"/windows/{window}/recall", CallRequest(event_id=event_id), CallReply)

    async def finish(self, window: int, event_id: str) -> CallReply:
        """The window's ticket is served."""
        return await self._post(f"/windows/{window}/finish", CallRequest(event_id=event_id), CallReply)

    async def press(self, window: int, verb: str, request: CallRequest) -> CallReply:
        """Do any verb of a window (hall.contract.windows); the same event_id gets the first answer."""
        return await self._post(f"/windows/{window}/{verb}", request, CallReply)

    async def window(self, number: int) -> WindowState:
        """A window as its clerk sees it."""
        return await self._get(f"/windows/{number}", WindowState)

    async def ended_visits(self, number: int) -> list[EndedVisit]:
        """Who was served last at a window today, oldest first."""
        return (await self._get(f"/windows/{number}/ended", EndedVisits)).visits

    async def window_paper(self, number: int) -> WindowPaper | None:
        """The text that the pad of a window shows now."""
        return (await self._get(f"/windows/{number}/paper", OpenPaper)).paper

    async def window_paper_page(self, number: int, page: int) -> bytes:
        """A page of what the pad of a window shows now, from 1: a JPEG."""
        return (await self._send("GET", f"/windows/{number}/paper/pages/{page}")).content

    async def province_page(self, subject: str) -> str:
        """Where a visit is evaluated at the province; the address may have personal data in it."""
        return (await self._get(f"/upstream/pages/{subject}", ProvincePage)).url

    async def clerk_photo(self, clerk: str) -> bytes:
        """A clerk's photo by staff number, as its file; refused as `clerk.noPhoto`."""
        return (await self._send("GET", f"/clerks/{clerk}/photo")).content

    async def of_citizen(self, ticket: str, verb: str, request: CallRequest) -> CallReply:
        """`return` or `cancel`: what the holder of a ticket asks for."""
        return await self._post(f"/tickets/{ticket}/{verb}", request, CallReply)

    async def tickets(self) -> list[Ticket]:
        """All of today, in the order of the queue."""
        return (await self._get("/tickets", Tickets)).tickets

    async def make_token(self, request: TokenRequest) -> TokenMade:
        """A new token, told only here. As the methods below, only with the secret of the server's data folder."""
        return await self._post("/admin/tokens", request, TokenMade)

    async def tokens(self) -> TokenList:
        """Every token, without itself."""
        return await self._get("/admin/tokens", TokenList)

    async def revoke_token(self, id_: str) -> TokenInfo:
        """The token opens nothing any more."""
        return _read(await self._send("DELETE", f"/admin/tokens/{id_}"), TokenInfo)

    async def upstream_backlog(self) -> Backlog:
        """Which evaluations have not reached the province."""
        return await self._get("/upstream", Backlog)

    async def statistics(self, first: str, last: str, by: By) -> Statistics:
        """Figures of service dates, both included; "" is today. A year takes the server a while."""
        query = urlencode({"from": first, "to": last, "by": by.value})
        return _read(await self._send("GET", f"/statistics?{query}", patience=_LONG), Statistics)

    async def ticket_lines(self, first: str, last: str, language: str) -> AsyncGenerator[bytes, None]:
        """Every ticket of those dates as a CSV file, piece by piece."""
        query = urlencode({"from": first, "to": last, "lang": language})
        try:
            async with self._http.stream("GET", f"/statistics/tickets.csv?{query}", timeout=_LONG) as answer:
                if not answer.is_success:
                    raise of_answer(answer.status_code, await answer.aread())
                async for piece in answer.aiter_bytes():
                    yield piece
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise of_transport(error, harmless=True) from error

    async def leases(self, request: LeaseRequest) -> LeaseReply:
        """Numbers for the time without a server."""
        return await self._post("/leases", request, LeaseReply)

    async def push(self, intake: Intake) -> IntakeReply:
        """Hand in what citizens did; an outcome per item."""
        return await self._post("/transactions", intake, IntakeReply)

    async def book(self, wanted: Bookings) -> BookingReplies:
        """Take in bookings; an outcome for each."""
        return await self._post("/appointments", wanted, BookingReplies)

    async def appointments(self) -> list[Appointment]:
        """All of today, by slot."""
        return (await self._get("/appointments", Appointments)).appointments

    async def find_bookings(self, wanted: FindBooking) -> Appointments:
        """What may be checked in today, by card or by code."""
        return await self._post("/appointments/find", wanted, Appointments)

    async def find_cases(self, wanted: FindCase) -> Progresses:
        """How the cases of a card are, or the one of a receipt's code."""
        return await self._post("/cases/find", wanted, Progresses)

    async def unit_parcels(self, unit: str) -> UnitParcels:
        """What lies in the unit's own locker, as far as it may know."""
        return await self._get(f"/units/{unit}/parcels", UnitParcels)

    async def tell_doors(self, unit: str, word: LockerWord) -> None:
        """Say how the doors of the unit's locker are."""
        await self._send_json("PUT", f"/units/{unit}/doors", word)

    async def find_licences(self, id_number: str, kinds: Sequence[str]) -> dict[str, Licence]:
        """Somebody's electronic licences that hold today, by kind; refused as `licence.none` or `licence.away`."""
        wanted = FindLicences(id_number=id_number, kinds=tuple(kinds))
        return (await self._ask_further("/licences/find", wanted, Licences)).licences

    async def find_resident(self, code: str) -> Resident:
        """Whose a resident's code is; refused as `resident.none`, `resident.away`, `resident.unknown`…"""
        return await self._ask_further("/residents/find", FindResident(code=code), Resident)

    async def seal_picture(self, name: str = "hall") -> bytes:
        """A seal as a PNG: the hall's own, or that of a notice by its SHA-256; refused as `seal.noPicture`."""
        return (await self._send("GET", f"/seals/{name}")).content

    async def phone_key(self, unit: str) -> PhoneKey:
        """The unit's key for phones that numbers are taken with."""
        return await self._get(f"/units/{unit}/phone_key", PhoneKey)

    async def find_visits(self, wanted: FindVisits) -> Visits:
        """What a person, or the paper of a number, can evaluate."""
        return await self._post("/visits/find", wanted, Visits)

    async def call_help(self, wanted: HelpCall) -> HelpTold:
        """Call staff to this unit; the same event_id is the same call."""
        return await self._post("/help", wanted, HelpTold)

    async def help_call(self, call: str) -> HelpTold:
        """How a call stands."""
        return await self._get(f"/help/{call}", HelpTold)

    async def end_help(self, call: str, unit: str) -> HelpTold:
        """Nobody needs to come any more."""
        return await self._post(f"/help/{call}/end", HelpEnd(unit=unit), HelpTold)

    async def assist(self, call: str, check: AssistCheck) -> None:
        """Whether this is the code of whoever answered; it opens once."""
        await self._send_json("POST", f"/help/{call}/assist", check)

    async def acks(self, acks: Acks) -> None:
        """Say which calls a display has painted and spoken; a repeat counts once."""
        await self._send_json("POST", "/acks", acks)

    async def tell_status(self, status: UnitStatus) -> None:
        """Say how this unit is."""
        await self._send_json("PUT", f"/units/{status.unit}", status)

    async def upload(self, sha256: str, content: bytes) -> None:
        """Send a file, from where an earlier attempt stopped. `content` must be what the hash says."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise HallError(HallReason.REFUSED, "the file is not what its hash says")
        path = f"/attachments/{sha256}"
        offset, whole = _progress(await self._send("HEAD", path))
        while not whole:
            headers = {"Upload-Offset": str(offset), "Upload-Length": str(len(content))}
            answer = await self._send("PATCH", path, content[offset : offset + CHUNK], headers)
            before = offset
            offset, whole = _progress(answer)
            if not whole and offset <= before:
                raise HallError(HallReason.BAD_ANSWER, "the upload does not move")

    async def feed(
        self, after: int, epoch: str = ""
    ) -> AsyncGenerator[FeedEvent | FeedLost | FeedRegained, None]:
        """Follow the hall from event `after` on, through breaks. `epoch`: of the board `after` came from."""
        line = Feed(self._http, after, epoch or self._board_epoch, self._jitter)
        async with aclosing(line.said()) as said:
            async for each in said:
                yield each

    async def _get(self, path: str, kind: type[M]) -> M:
        return _read(await self._send("GET", path), kind)

    async def _post(self, path: str, message: Message, kind: type[M]) -> M:
        return _read(await self._send_json("POST", path, message), kind)

    async def _ask_further(self, path: str, message: Message, kind: type[M]) -> M:
        """What the server asks somebody outside."""
        content = message.model_dump_json().encode()
        headers = {"Content-Type": "application/json"}
        return _read(await self._send("POST", path, content, headers, _ASKS_FURTHER), kind)

    async def _send_json(self, method: str, path: str, message: Message) -> httpx.Response:
        content = message.model_dump_json().encode()
        return await self._send(method, path, content, {"Content-Type": "application/json"})

    async def _send(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        patience: httpx.Timeout = _TIMEOUT,
    ) -> httpx.Response:
        try:
            answer = await self._http.request(
                method, path, content=content, headers=headers, timeout=patience
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise of_transport(error, harmless=method in _READS) from error
        if not answer.is_success:
            raise of_answer(answer.status_code, answer.content)
        return answer


def _read(answer: httpx.Response, kind: type[M]) -> M:
    try:
        return kind.model_validate_json(answer.content)
    except ValidationError:
        raise HallError(HallReason.BAD_ANSWER, f"no {kind.__name__}") from None


def _progress(answer: httpx.Response) -> tuple[int, bool]:
    """(bytes the server has, whether the file is whole)."""
    try:
        offset = int(answer.headers["Upload-Offset"])
    except (KeyError, ValueError):
        raise HallError(HallReason.BAD_ANSWER, "no Upload-Offset") from None
    return offset, answer.headers.get("Upload-Complete") == "?1"
