"""Requests of a unit to its hall."""

from __future__ import annotations

import hashlib
import random
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from types import TracebackType
from typing import Self, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from hall.client.errors import HallError, HallReason, of_answer, of_transport
from hall.client.feed import Feed, FeedLost, FeedRegained
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

M = TypeVar("M", bound=BaseModel)
CHUNK = 256 * 1024
_TIMEOUT = httpx.Timeout(3.0, connect=1.0, pool=1.0)
_READS = frozenset({"GET", "HEAD"})


class Health(Message):
    """`ok`: the server takes writes."""

    ok: bool
    server_epoch: str
    version: int


class HallClient:
    """Talk to the server at `base_url` (http://host:port). Connect within 1 s, answer within 3 s.

    `unit` names the caller in the server's access log. Every method raises `HallError`.
    """

    def __init__(self, base_url: str, unit: str = "", jitter: Callable[[], float] = random.random) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/v1",
            trust_env=False,
            timeout=_TIMEOUT,
            headers={"User-Agent": f"hallkit/{unit}" if unit else "hallkit"},
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

    async def board(self) -> BoardState:
        """What the boards show, and from which event on to follow."""
        board = await self._get("/board", BoardState)
        self._board_epoch = board.server_epoch
        return board

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

    async def leases(self, request: LeaseRequest) -> LeaseReply:
        """Numbers for the time without a server."""
        return await self._post("/leases", request, LeaseReply)

    async def push(self, intake: Intake) -> IntakeReply:
        """Hand in what citizens did; an outcome per item."""
        return await self._post("/transactions", intake, IntakeReply)

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
        content = message.model_dump_json().encode()
        return _read(await self._send("POST", path, content, {"Content-Type": "application/json"}), kind)

    async def _send(
        self, method: str, path: str, content: bytes | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        try:
            answer = await self._http.request(method, path, content=content, headers=headers)
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
